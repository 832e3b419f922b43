"""The life of a mentoring: it starts, goes on, reaches its end or stops early."""

from dataclasses import dataclass, field
from datetime import date

from app.auth import mailing
from app.auth.rules import Actor, Role
from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.core import clock
from app.core.base import Json
from app.core.db import transactional
from app.referrals.endings import Completion, EndReason, Modality
from app.referrals.errors import InvalidReasonError, UnfitDayError
from app.referrals.mentoring import check_start, expected_end, renewed_end
from app.referrals.models import Assignment
from app.referrals.moves import Move
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service import news
from app.referrals.service.behalf import tell_association
from app.referrals.service.moving import Act, begin, finish
from app.referrals.service.rerouting import Outcome, outcome_of, place_again, serve_and_tell
from app.referrals.service.states import move_assignment, move_referral
from app.referrals.service.telling import tell_of
from app.referrals.steps import ForbiddenMoveError


@dataclass(frozen=True, slots=True)
class Start:
    """The first meeting of a pair: its day, and where they meet."""

    day: date
    modality: Modality


@dataclass(frozen=True, slots=True)
class Closing:
    """How a mentoring reached its end; `outcomes` holds {"questions": …, "needs": …}, as codes."""

    completion: Completion
    outcomes: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a mentoring stops early; `reassigns` asks another association at once."""

    reason: EndReason
    note: str = ""
    reassigns: bool = False


@transactional
def start_mentoring(
    reference: str, version: int, start: Start, actor: Actor, why: str = ""
) -> Assignment:
    """Tell that the pair has met: the expected end follows from the programme's duration.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody acted meanwhile.
        UnfitDayError: a day before the acceptance, or more than thirty days ahead.
    """
    act = begin(Move.START, reference, version, actor, why=why, said=start)
    assignment = act.offer
    if act.is_repeated:
        return assignment
    if fault := fault_of_start(assignment, start):
        raise UnfitDayError(fault)
    end = expected_end(start.day, _duration(assignment))
    move_assignment(assignment, AssignmentState.STARTED)
    assignment.started_on, assignment.expected_end = start.day, end
    assignment.modality = start.modality
    move_referral(act.referral, ReferralState.MENTORING)
    finish(act, modality=start.modality)
    _tell_prescriber(act)
    return assignment


def fault_of_start(assignment: Assignment, start: Start) -> str:
    """Return why a pair may not meet on that day, "" when it may."""
    accepted_at = assignment.answered_at or assignment.proposed_at
    accepted_on = clock.day_of(accepted_at)
    return check_start(start.day, accepted_on, clock.today())


@transactional
def continue_mentoring(reference: str, version: int, actor: Actor, why: str = "") -> Assignment:
    """Go on for one more term of the programme: « Poursuivre l’an prochain ».

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody acted meanwhile.
    """
    act = begin(Move.CONTINUE, reference, version, actor, why=why)
    assignment = act.offer
    if act.is_repeated or assignment.expected_end is None:
        return assignment
    assignment.expected_end = renewed_end(
        assignment.expected_end, _duration(assignment), clock.today()
    )
    finish(act)
    tell_association(act)
    return assignment


@transactional
def complete_mentoring(
    reference: str, version: int, closing: Closing, actor: Actor, why: str = ""
) -> Assignment:
    """End a mentoring that reached its end: the place goes to somebody who waits.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody acted meanwhile.
    """
    act = begin(
        Move.COMPLETE, reference, version, actor, reason=closing.completion, why=why, said=closing
    )
    assignment = act.offer
    if act.is_repeated:
        return assignment
    move_assignment(assignment, AssignmentState.COMPLETED)
    assignment.completion = closing.completion
    assignment.outcomes = closing.outcomes
    _end(act, ReferralState.COMPLETED)
    return assignment


@transactional
def end_early(reference: str, version: int, stop: Stop, actor: Actor, why: str = "") -> Outcome:
    """Stop a mentoring before its end, and ask another association at once if it is wanted.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    if stop.reason is EndReason.OTHER and not stop.note.strip():
        raise InvalidReasonError("Précisez la raison")
    act = begin(Move.END_EARLY, reference, version, actor, reason=stop.reason, why=why, said=stop)
    assignment, referral = act.offer, act.referral
    if act.is_repeated:
        return Outcome(referral, None, referral.wait_reason)
    move_assignment(assignment, AssignmentState.ENDED_EARLY)
    assignment.end_reason = stop.reason
    _end(act, ReferralState.ENDED_EARLY, text=stop.note, is_rerouted=stop.reassigns)
    if not stop.reassigns:
        return Outcome(referral, None, None)
    return place_again(referral)


@transactional
def reassign(reference: str, version: int, actor: Actor) -> Outcome:
    """Ask another association for somebody whose mentoring stopped early: one click.

    Args:
        version: of the referral.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
    """
    act = begin(Move.REASSIGN, reference, version, actor)
    if act.is_repeated:
        return outcome_of(act.referral)
    if actor.role is Role.COORDINATOR and act.assignment is not act.referral.assignments[-1]:
        raise ForbiddenMoveError("this mentoring did not end at that association")
    finish(act)
    return place_again(act.referral)


def _end(act: Act, target: ReferralState, text: str = "", *, is_rerouted: bool = False) -> None:
    assignment = act.offer
    assignment.ended_on = clock.today()
    capacity.release_place(assignment.programme_id, assignment.id, assignment.state)
    move_referral(act.referral, target)
    finish(act, text=text)
    _tell_prescriber(act, is_rerouted=is_rerouted)
    serve_and_tell(assignment.programme_id)


def _tell_prescriber(act: Act, *, is_rerouted: bool = False) -> None:
    association = act.offer.programme.name
    told = tell_of(act.referral)
    mailing.post(news.tell_followed(told, association, act.move, is_rerouted=is_rerouted))
    tell_association(act)


def _duration(assignment: Assignment) -> Json:
    programme = assignment.programme
    sheet = capacity_queries.get_sheet(programme.territory_id, programme.slug)
    duration: Json = sheet.sheet["duree"]
    return duration
