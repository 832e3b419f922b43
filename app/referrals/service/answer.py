"""Accepting and declining a proposal."""

from dataclasses import dataclass

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock, mail
from app.core.db import transactional
from app.core.working_days import working_days_between
from app.referrals import notifications, queries
from app.referrals.errors import AlreadyAnsweredError, InvalidReasonError
from app.referrals.models import Assignment, Referral
from app.referrals.phrases import Answered, stale_sentence
from app.referrals.reasons import DECLINE_REASONS, Consequence, DeclineReason
from app.referrals.rules import (
    ASSIGNMENT_MOVES,
    AWAITS_ANSWER,
    AssignmentState,
    ReferralState,
    WaitReason,
    checked_move,
)
from app.referrals.service.placement import (
    add_to_thread,
    move_referral,
    place,
    serve_waiting_list,
)
from app.referrals.service.telling import tell_of, tell_of_proposal


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an association does not take a referral; `note` is needed beside `OTHER`."""

    reason: DeclineReason
    note: str = ""


@transactional
def accept_proposal(reference: str, version: int, actor: Actor) -> Assignment:
    """Accept: the place is confirmed, identity and contacts open to the association.

    The second click of the same person finds the first one's work done, and changes nothing.

    Args:
        version: of the proposal the person had on screen.

    Raises:
        NotFoundError: this association was never asked.
        AlreadyAnsweredError: a colleague answered meanwhile, or the deadline passed.
    """
    assignment = queries.get_latest_assignment(reference, actor, lock=True)
    if assignment.state is AssignmentState.ACCEPTED and assignment.answered_by_id == actor.user_id:
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
    email = _email_of(assignment)
    mail.post(notifications.tell_accepted(tell_of(referral), association, actor.name, email))
    audit.record("proposal.accepted", actor, "referral", reference, programme=association)
    return assignment


@transactional
def decline_proposal(
    reference: str, version: int, refusal: Refusal, actor: Actor
) -> Assignment | None:
    """Decline: the place is given back and, in the same transaction, the next one is proposed.

    Returns:
        The next proposal, if there is one.

    Raises:
        NotFoundError: this association was never asked.
        AlreadyAnsweredError: a colleague answered meanwhile, or the deadline passed.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    if refusal.reason is DeclineReason.OTHER and not refusal.note.strip():
        raise InvalidReasonError("Précisez le motif")
    capacity.lock_places(actor.territory_id)
    assignment = queries.get_latest_assignment(reference, actor, lock=True)
    _require_open(assignment, version)
    assignment.decline_reason = refusal.reason
    assignment.decline_note = refusal.note
    _answer(assignment, AssignmentState.DECLINED, actor)
    capacity.release_place(assignment.programme_id, assignment.id, refusal.reason)
    add_to_thread(
        assignment.referral,
        "declined",
        assignment=assignment,
        actor_id=actor.user_id,
        organisation_id=actor.organisation_id,
        text=refusal.note,
    )
    following = _follow(assignment.referral, assignment, refusal)
    for served in serve_waiting_list(assignment.programme_id):
        tell_proposed(served)
    audit.record("proposal.declined", actor, "referral", reference, reason=refusal.reason)
    return following


def tell_proposed(assignment: Assignment) -> None:
    """Tell both sides that a waiting referral has a proposal."""
    told, proposal = tell_of(assignment.referral), tell_of_proposal(assignment)
    mail.post(notifications.tell_receipt(told, proposal))
    mail.post(notifications.tell_coordinators(told, proposal))


def require_open(assignment: Assignment) -> None:
    """Refuse to answer twice.

    Raises:
        AlreadyAnsweredError: the message says who answered and when.
    """
    if assignment.state not in AWAITS_ANSWER:
        raise _already_answered(assignment)


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
    assignment.state = checked_move(ASSIGNMENT_MOVES, assignment.state, state)
    assignment.deadline = None
    assignment.answered_at = clock.now()
    assignment.answered_by_id = actor.user_id
    proposed_on = assignment.proposed_at.astimezone(clock.PARIS).date()
    assignment.answer_days = working_days_between(proposed_on, clock.today())


def _follow(referral: Referral, declined: Assignment, refusal: Refusal) -> Assignment | None:
    """Apply what the reason leads to; return the next proposal if the referral moves on."""
    facts = DECLINE_REASONS[refusal.reason]
    association = declined.programme.name
    move_referral(referral, ReferralState.SUBMITTED)
    following = None
    match facts.consequence:
        case Consequence.REROUTE:
            following = place(referral)
        case Consequence.MANAGER_REVIEW:
            move_referral(referral, ReferralState.WAITLISTED, WaitReason.NO_ELIGIBLE_ASSOCIATION)
        case Consequence.BACK_TO_PRESCRIBER:
            move_referral(referral, ReferralState.WAITLISTED, WaitReason.AWAITING_AGREEMENT)
        case Consequence.CLOSE:
            _close(referral)
    told = tell_of(referral)
    if following is None:
        waits = referral.state is ReferralState.WAITLISTED
        mail.post(notifications.tell_declined(told, association, facts.label, waits))
        return None
    proposal = tell_of_proposal(following)
    mail.post(notifications.tell_rerouted(told, association, facts.label, proposal))
    mail.post(notifications.tell_coordinators(told, proposal))
    return following


def _close(referral: Referral) -> None:
    """End a referral and forget what was confirmed of an association's own public."""
    move_referral(referral, ReferralState.WITHDRAWN)
    referral.confirmed = []
    for assignment in referral.assignments:
        profile = {**assignment.decision["profile"], "confirmed": []}
        assignment.decision = {**assignment.decision, "profile": profile}
    add_to_thread(referral, "withdrawn")


def _email_of(assignment: Assignment) -> str:
    person = assignment.answered_by
    return person.email if person else ""
