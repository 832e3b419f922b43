"""Accepting and declining a proposal."""

from app.auth import mailing
from app.auth.models import User
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.working_days import working_days_between
from app.referrals.errors import AlreadyAnsweredError, InvalidReasonError
from app.referrals.models import Assignment
from app.referrals.pages.phrases import Answered, stale_sentence
from app.referrals.queries import referral as queries
from app.referrals.reasons import Attribution, DeclineReason, Refusal
from app.referrals.rules import AWAITS_ANSWER, AssignmentState, ReferralState
from app.referrals.service import notifications
from app.referrals.service.notifications import Ended
from app.referrals.service.placement import add_to_thread, move_assignment, move_referral
from app.referrals.service.rerouting import (
    Outcome,
    outcome_of,
    reroute,
    serve_and_tell,
    tell_what_follows,
)
from app.referrals.service.telling import tell_of, tell_of_programme


@transactional
def accept_proposal(reference: str, version: int, actor: Actor) -> Assignment:
    """Accept: the place is confirmed, identity and contacts open to the association.

    An answer after the deadline counts as long as the place was not given back (docs/adr/050).
    The second click of the same person finds the first one's work done, and changes nothing.

    Args:
        version: of the proposal the person had on screen.

    Raises:
        NotFoundError: this association was never asked.
        AlreadyAnsweredError: a colleague answered meanwhile, or the proposal expired.
    """
    assignment = queries.get_latest_assignment(reference, actor, lock=True)
    if _is_answered_so(assignment, actor, AssignmentState.ACCEPTED):
        return assignment
    _require_open(assignment, version)
    referral = assignment.referral
    _answer(assignment, AssignmentState.ACCEPTED, actor)
    move_referral(referral, ReferralState.ACCEPTED)
    add_to_thread(
        referral,
        "accepted",
        assignment=assignment,
        actor_id=actor.user_id,
        organisation_id=actor.organisation_id,
    )
    association = assignment.programme.name
    email = db.session.get_one(User, actor.user_id).email
    mailing.post(notifications.tell_accepted(tell_of(referral), association, actor.name, email))
    audit.record(
        "proposal.accepted", actor, "referral", reference, programme=assignment.programme.slug
    )
    return assignment


@transactional
def decline_proposal(reference: str, version: int, refusal: Refusal, actor: Actor) -> Outcome:
    """Decline: the place is given back and, in the same transaction, the next one is proposed.

    An association that says it is full is not sent somebody else at once: it is asked to correct
    its places (docs/adr/051). The second click of the same refusal finds the first one's work done.

    Raises:
        NotFoundError: this association was never asked.
        AlreadyAnsweredError: a colleague answered meanwhile, or the proposal expired.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    if refusal.reason is DeclineReason.OTHER and not refusal.note.strip():
        raise InvalidReasonError("Précisez le motif")
    capacity.lock_places(actor.territory_id)
    assignment = queries.get_latest_assignment(reference, actor, lock=True)
    if _is_answered_so(assignment, actor, AssignmentState.DECLINED, refusal.reason):
        return outcome_of(assignment.referral)
    _require_open(assignment, version)
    assignment.decline_reason = refusal.reason
    assignment.decline_note = refusal.note
    _answer(assignment, AssignmentState.DECLINED, actor)
    capacity.release_place(assignment.programme_id, assignment.id, refusal.reason)
    referral = assignment.referral
    add_to_thread(
        referral,
        "declined",
        assignment=assignment,
        actor_id=actor.user_id,
        organisation_id=actor.organisation_id,
        text=refusal.note,
    )
    outcome = reroute(referral, refusal.facts.consequence, actor)
    ended = Ended(assignment.programme.name, refusal.facts.label)
    tell_what_follows(referral, ended, outcome)
    if refusal.facts.attribution is Attribution.CAPACITY:
        programme = tell_of_programme(assignment.programme)
        mailing.post(notifications.ask_to_correct_places(tell_of(referral), programme))
    else:
        serve_and_tell(assignment.programme_id)
    audit.record("proposal.declined", actor, "referral", reference, reason=refusal.reason)
    return outcome


def require_open(assignment: Assignment) -> None:
    """Refuse to answer twice.

    Raises:
        AlreadyAnsweredError: the message says who answered and when.
    """
    if assignment.state not in AWAITS_ANSWER:
        raise _already_answered(assignment)


def _is_answered_so(
    assignment: Assignment,
    actor: Actor,
    state: AssignmentState,
    reason: DeclineReason | None = None,
) -> bool:
    """Return whether this very answer was given already, by the same person."""
    given = (assignment.state, assignment.answered_by_id, assignment.decline_reason)
    return given == (state, actor.user_id, reason)


def _require_open(assignment: Assignment, version: int) -> None:
    require_open(assignment)
    if assignment.version != version:
        raise _already_answered(assignment)


def _already_answered(assignment: Assignment) -> AlreadyAnsweredError:
    person = assignment.answered_by
    name = person.name if person else None
    answered = Answered(assignment.state, name, assignment.answered_at)
    return AlreadyAnsweredError(stale_sentence(answered, clock.now()))


def _answer(assignment: Assignment, state: AssignmentState, actor: Actor) -> None:
    move_assignment(assignment, state)
    assignment.answered_at = clock.now()
    assignment.answered_by_id = actor.user_id
    proposed_on = assignment.proposed_at.astimezone(clock.PARIS).date()
    assignment.answer_days = working_days_between(proposed_on, clock.today())
