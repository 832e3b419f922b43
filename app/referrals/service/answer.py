"""Accepting and declining a proposal."""

from app.auth import mailing
from app.auth.models import User
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import clock
from app.core.db import db, transactional
from app.core.working_days import working_days_between
from app.referrals.errors import InvalidReasonError
from app.referrals.models import Assignment
from app.referrals.moves import Move
from app.referrals.reasons import Attribution, DeclineReason, Refusal
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service import notifications
from app.referrals.service.behalf import tell_association
from app.referrals.service.moving import Act, begin, finish
from app.referrals.service.notifications import Ended
from app.referrals.service.rerouting import (
    Outcome,
    outcome_of,
    reroute,
    serve_and_tell,
    tell_what_follows,
)
from app.referrals.service.states import move_assignment, move_referral
from app.referrals.service.telling import tell_of, tell_of_programme
from app.referrals.service.transfers import hand_over, keep_source


@transactional
def accept_proposal(reference: str, version: int, actor: Actor, why: str = "") -> Assignment:
    """Accept: the place is confirmed, identity and contacts open to the association.

    An answer after the deadline counts as long as the place was not given back (docs/adr/050).
    The second click of the same person finds the first one's work done, and changes nothing.

    Args:
        version: of the proposal the person had on screen.
        why: a manager's reason to accept for the association.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: a colleague answered meanwhile, or the proposal expired.
        InvalidReasonError: a manager does not say why.
    """
    act = begin(Move.ACCEPT, reference, version, actor, why=why)
    assignment, referral = act.offer, act.referral
    if act.is_repeated:
        return assignment
    if assignment.pending_transfer:
        hand_over(assignment)
    _answer(act, AssignmentState.ACCEPTED)
    if referral.state is ReferralState.PROPOSED:
        move_referral(referral, ReferralState.ACCEPTED)
    finish(act)
    contact = db.session.get_one(User, actor.user_id)
    association = assignment.programme.name
    mailing.post(
        notifications.tell_accepted(tell_of(referral), association, actor.name, contact.email)
    )
    tell_association(act)
    return assignment


@transactional
def decline_proposal(
    reference: str, version: int, refusal: Refusal, actor: Actor, why: str = ""
) -> Outcome:
    """Decline: the place is given back and, in the same transaction, the next one is proposed.

    An association that says it is full is not sent somebody else at once: it is asked to correct
    its places (docs/adr/051). The second click of the same refusal finds the first one's work done.
    The refusal of a transfer leaves the young person where they are.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: a colleague answered meanwhile, or the proposal expired.
        InvalidReasonError: « Autre » without a word of explanation, or a manager without a reason.
    """
    if refusal.reason is DeclineReason.OTHER and not refusal.note.strip():
        raise InvalidReasonError("Précisez le motif")
    act = begin(
        Move.DECLINE, reference, version, actor, reason=refusal.reason, why=why, said=refusal
    )
    assignment, referral = act.offer, act.referral
    if act.is_repeated:
        return outcome_of(referral)
    is_transfer = assignment.pending_transfer
    assignment.decline_reason = refusal.reason
    assignment.decline_note = refusal.note
    _answer(act, AssignmentState.DECLINED)
    capacity.release_place(assignment.programme_id, assignment.id, refusal.reason)
    finish(act, text=refusal.note)
    if is_transfer:
        outcome = keep_source(assignment)
    else:
        outcome = reroute(referral, refusal.facts.consequence, actor, refusal.reason)
        ended = Ended(assignment.programme.name, refusal.facts.label)
        tell_what_follows(referral, ended, outcome)
    _settle_places(assignment, refusal)
    tell_association(act)
    return outcome


def _settle_places(assignment: Assignment, refusal: Refusal) -> None:
    if refusal.facts.attribution is Attribution.CAPACITY:
        programme = tell_of_programme(assignment.programme)
        told = tell_of(assignment.referral)
        mailing.post(notifications.ask_to_correct_places(told, programme))
    else:
        serve_and_tell(assignment.programme_id)


def _answer(act: Act, state: AssignmentState) -> None:
    assignment = act.offer
    move_assignment(assignment, state)
    assignment.answered_at = clock.now()
    assignment.answered_by_id = act.actor.user_id
    proposed_on = clock.day_of(assignment.proposed_at)
    assignment.answer_days = working_days_between(proposed_on, clock.today())
