"""Giving back the places of proposals nobody answered in time."""

from datetime import date
from functools import partial

from app.auth import mailing
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import transactional
from app.core.rounds import sum_each
from app.referrals.models import Assignment
from app.referrals.moves import Move
from app.referrals.queries import referral as queries
from app.referrals.reasons import Consequence
from app.referrals.rules import AssignmentState
from app.referrals.service import notifications
from app.referrals.service.moving import check_clock
from app.referrals.service.notifications import Ended
from app.referrals.service.rerouting import Outcome, reroute, serve_and_tell, tell_what_follows
from app.referrals.service.states import add_to_thread, move_assignment
from app.referrals.service.telling import tell_of, tell_of_programme
from app.referrals.service.transfers import keep_source


def expire_overdue_proposals() -> int:
    """Expire each proposal whose deadline is before today: its place goes to somebody who waits.

    The deadline's own day belongs to the association. Each proposal is an act of its own, so that
    doing it late, twice or in two workers at once changes nothing more. One never reminded, because
    the worker was away, is left to `remind_associations`: it has a day more first (ADR 063).

    Returns:
        How many proposals expired.

    Source: spec/lifecycle.md, "expire".
    """
    overdue = queries.list_overdue(clock.today())
    return sum_each(partial(_expire, *one) for one in overdue)


@transactional
def _expire(assignment_id: int, territory_id: int) -> bool:
    """Expire one proposal unless it was answered, or expired, meanwhile."""
    capacity.lock_places(territory_id)
    assignment = queries.find_overdue(assignment_id, clock.today())
    if assignment is None or assignment.deadline is None:
        return False
    check_clock(Move.EXPIRE, assignment)
    referral, deadline = assignment.referral, assignment.deadline
    is_transfer = assignment.pending_transfer
    move_assignment(assignment, AssignmentState.EXPIRED)
    capacity.release_place(assignment.programme_id, assignment.id, AssignmentState.EXPIRED)
    add_to_thread(referral, "expired", assignment=assignment)
    if is_transfer:
        outcome = keep_source(assignment)
    else:
        outcome = reroute(referral, Consequence.REROUTE, None)
        tell_what_follows(referral, Ended(assignment.programme.name), outcome)
    serve_and_tell(assignment.programme_id)
    _tell_of_silence(assignment, deadline, outcome)
    audit.record(
        "proposal.expired",
        None,
        "referral",
        referral.reference,
        programme=assignment.programme.slug,
    )
    return True


def _tell_of_silence(assignment: Assignment, deadline: date, outcome: Outcome) -> None:
    told, programme = tell_of(assignment.referral), tell_of_programme(assignment.programme)
    mailing.post(notifications.tell_expired(told, programme, deadline, goes_on=outcome.is_rerouted))
