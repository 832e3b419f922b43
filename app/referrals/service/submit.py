"""Submitting a referral: the whole story of POST /demandes."""

from collections.abc import Sequence

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.referrals.errors import UnseenTwinError
from app.referrals.likeness import sound_key
from app.referrals.models import Referral, YoungPerson
from app.referrals.moves import Move
from app.referrals.pages.desk import doubt_twin
from app.referrals.queries import referral as queries
from app.referrals.queries.alike import Alike, list_alike
from app.referrals.references import unused_reference
from app.referrals.rules import Draft, ReferralState
from app.referrals.service import drafts
from app.referrals.service.placement import place
from app.referrals.service.rerouting import tell_both_sides
from app.referrals.service.states import add_to_thread
from app.referrals.service.suspecting import suspect
from app.referrals.service.waiting import tell_wait
from app.referrals.steps import check_who
from app.referrals.texts import normalised_name


@transactional
def submit_referral(draft: Draft, actor: Actor) -> Referral:
    """Record a referral, propose it or put it on the waiting list, and tell those concerned.

    The same form sent twice gives the referral of the first click. Whoever sends is asked about a
    likely same person of their own organisation, here too: a colleague may have sent the same child
    a moment ago. One that another organisation follows is noted for the managers, in silence.

    Raises:
        UnseenTwinError: the organisation already sent one, and `draft.seen` does not hold it.
    """
    check_who(Move.SUBMIT, actor.role)
    capacity.lock_places(actor.territory_id, actor.user_id)
    earlier = queries.find_by_submission_key(actor.organisation_id, draft.submission_key)
    if earlier is not None:
        return earlier
    alike = list_alike(draft, actor)
    require_seen(draft, [one for one in alike if one.organisation_id == actor.organisation_id])
    referral = _record(draft, actor)
    suspect(referral, alike)
    assignment = place(referral)
    if assignment is None:
        tell_wait(referral)
    else:
        tell_both_sides(assignment)
    if draft.draft_reference:
        drafts.forget_draft(draft.draft_reference, actor)
    audit.record("referral.submitted", actor, "referral", referral.reference, state=referral.state)
    return referral


def require_seen(draft: Draft, own: Sequence[Alike]) -> None:
    """Ask once about a likely same person of the organisation.

    Raises:
        UnseenTwinError: the question was not asked yet.
    """
    for doubt in doubt_twin(draft, own):
        if doubt.code not in draft.seen:
            raise UnseenTwinError(doubt.text, doubt.code)


def _record(draft: Draft, actor: Actor) -> Referral:
    young_person = YoungPerson(
        first_name=draft.first_name,
        last_name=draft.last_name,
        name_key=normalised_name(draft.first_name, draft.last_name),
        sound_key=sound_key(draft.first_name, draft.last_name),
        birth_date=draft.birth_date,
        guardian_name=draft.guardian_name,
        phone=draft.phone,
        email=draft.email,
    )
    referral = Referral(
        reference=unused_reference(queries.is_reference_used),
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
    add_to_thread(referral, "submitted", actor=actor)
    return referral
