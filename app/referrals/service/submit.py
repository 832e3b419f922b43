"""Submitting a referral: the whole story of POST /demandes."""

from app.auth import mailing
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.referrals.models import Referral, YoungPerson
from app.referrals.queries import referral as queries
from app.referrals.references import new_reference
from app.referrals.rules import Draft, ReferralState, WaitReason
from app.referrals.service import drafts, notifications
from app.referrals.service.placement import add_to_thread, place
from app.referrals.service.telling import tell_of, tell_of_proposal
from app.referrals.texts import normalised_name


@transactional
def submit_referral(draft: Draft, actor: Actor) -> Referral:
    """Record a referral, propose it or put it on the waiting list, and tell those concerned.

    The same form sent twice gives the referral of the first click.
    """
    capacity.lock_places(actor.territory_id)
    earlier = queries.find_by_submission_key(actor.organisation_id, draft.submission_key)
    if earlier is not None:
        return earlier
    referral = _record(draft, actor)
    assignment = place(referral)
    told = tell_of(referral)
    if assignment is None:
        has_options = referral.wait_reason is WaitReason.NO_PLACE_LEFT
        mailing.post(notifications.tell_waiting(told, has_options))
    else:
        proposal = tell_of_proposal(assignment)
        mailing.post(notifications.tell_receipt(told, proposal))
        mailing.post(notifications.tell_coordinators(told, proposal))
    if draft.draft_reference:
        drafts.forget_draft(draft.draft_reference, actor)
    audit.record("referral.submitted", actor, "referral", referral.reference, state=referral.state)
    return referral


def _unused_reference() -> str:
    reference = new_reference()
    while queries.is_reference_used(reference):
        reference = new_reference()
    return reference


def _record(draft: Draft, actor: Actor) -> Referral:
    young_person = YoungPerson(
        first_name=draft.first_name,
        last_name=draft.last_name,
        name_key=normalised_name(draft.first_name, draft.last_name),
        birth_date=draft.birth_date,
        guardian_name=draft.guardian_name,
        phone=draft.phone,
        email=draft.email,
    )
    referral = Referral(
        reference=_unused_reference(),
        territory_id=actor.territory_id,
        organisation_id=actor.organisation_id,
        author_id=actor.user_id,
        young_person=young_person,
        school_id=draft.school_id,
        state=ReferralState.SUBMITTED,
        situation=draft.situation,
        qpv=draft.qpv,
        objectives=sorted(draft.objectives),
        meeting=draft.meeting,
        note=draft.note,
        wish=draft.wish,
        confirmed=sorted(draft.confirmed),
        agreement_at=clock.now(),
        submission_key=draft.submission_key,
        submitted_at=clock.now(),
    )
    db.session.add(referral)
    db.session.flush()
    add_to_thread(
        referral,
        "submitted",
        actor_id=actor.user_id,
        organisation_id=actor.organisation_id,
    )
    return referral
