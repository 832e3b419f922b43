"""Every move of a referral: who may make it, from where, to where. One table. Pure.

Source: spec/lifecycle.md, "Moves".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.auth.rules import Role
from app.referrals.rules import AssignmentState, ReferralState


class Move(StrEnum):
    """What somebody, or the clock, does to a referral."""

    SUBMIT = "submit"
    PROPOSE = "propose"
    WAITLIST = "waitlist"
    REQUEST_INFORMATION = "request_information"
    PROVIDE_INFORMATION = "provide_information"
    RESUME = "resume"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    RECALL = "recall"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    CANCEL_TRANSFER = "cancel_transfer"
    HAND_OVER = "hand_over"
    START = "start"
    CONTINUE = "continue"
    COMPLETE = "complete"
    END_EARLY = "end_early"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"
    RESUBMIT = "resubmit"
    WIDEN = "widen"
    CORRECT = "correct"
    PRIORITISE = "prioritise"
    CLOSE_UNPLACED = "close_unplaced"
    REOPEN = "reopen"
    UNDO = "undo"


R, A = ReferralState, AssignmentState
SYSTEM = None
ASSOCIATION = frozenset({Role.COORDINATOR, Role.MANAGER})
"""The moves of an association; a manager makes them on its behalf, and says why."""
ASKERS = frozenset({Role.PRESCRIBER, Role.MANAGER})
MANAGER = frozenset({Role.MANAGER})
CLOCK = frozenset({SYSTEM})
UNCHANGED = {R.PROPOSED: R.PROPOSED, R.ACCEPTED: R.ACCEPTED, R.MENTORING: R.MENTORING}
UNDER_TRANSFER = {R.ACCEPTED: R.ACCEPTED, R.MENTORING: R.MENTORING}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    `who` may make the move, None being the system. `referral` and `assignment` tell each state the
    move leaves and the one it leads to (the same one when it stays). `told` is the kind of the
    thread's entry; `undoable` for its author within a day; `alone` when no transfer may be pending.
    Submitting creates the referral and undoing puts back any state: neither names states.
    """

    who: frozenset[Role | None]
    told: str
    referral: Mapping[ReferralState, ReferralState] = field(default_factory=dict)
    assignment: Mapping[AssignmentState, AssignmentState] = field(default_factory=dict)
    undoable: bool = False
    alone: bool = False


def _all(
    states: Iterable[ReferralState], target: ReferralState
) -> dict[ReferralState, ReferralState]:
    return dict.fromkeys(states, target)


ENDS = (R.COMPLETED, R.ENDED_EARLY, R.WITHDRAWN, R.CLOSED_UNPLACED)
MOVES: Mapping[Move, Line] = {
    Move.SUBMIT: Line(frozenset({Role.PRESCRIBER}), "submitted"),
    Move.PROPOSE: Line(CLOCK, "proposed", _all((R.SUBMITTED, R.WAITLISTED), R.PROPOSED)),
    Move.WAITLIST: Line(CLOCK, "waitlisted", {R.SUBMITTED: R.WAITLISTED}),
    Move.REQUEST_INFORMATION: Line(
        ASSOCIATION, "asked", UNCHANGED, {A.PROPOSED: A.INFO_REQUESTED}, undoable=True
    ),
    Move.PROVIDE_INFORMATION: Line(
        frozenset({Role.PRESCRIBER}), "replied", UNCHANGED, {A.INFO_REQUESTED: A.PROPOSED}
    ),
    Move.RESUME: Line(CLOCK, "resumed", UNCHANGED, {A.INFO_REQUESTED: A.PROPOSED}),
    Move.ACCEPT: Line(
        ASSOCIATION,
        "accepted",
        _all((R.PROPOSED, R.ACCEPTED, R.MENTORING), R.ACCEPTED),
        {A.PROPOSED: A.ACCEPTED, A.INFO_REQUESTED: A.ACCEPTED},
        undoable=True,
    ),
    Move.DECLINE: Line(
        ASSOCIATION,
        "declined",
        {R.PROPOSED: R.SUBMITTED, **UNDER_TRANSFER},
        {A.PROPOSED: A.DECLINED, A.INFO_REQUESTED: A.DECLINED},
        undoable=True,
    ),
    Move.EXPIRE: Line(
        CLOCK, "expired", {R.PROPOSED: R.SUBMITTED, **UNDER_TRANSFER}, {A.PROPOSED: A.EXPIRED}
    ),
    Move.RECALL: Line(
        MANAGER,
        "recalled",
        _all((R.PROPOSED, R.ACCEPTED), R.SUBMITTED),
        dict.fromkeys((A.PROPOSED, A.INFO_REQUESTED, A.ACCEPTED), A.RECALLED),
        undoable=True,
        alone=True,
    ),
    Move.ASSIGN: Line(
        MANAGER,
        "assigned",
        _all((R.WAITLISTED, R.PROPOSED, R.ACCEPTED), R.SUBMITTED),
        undoable=True,
        alone=True,
    ),
    Move.TRANSFER: Line(
        MANAGER,
        "transfer_asked",
        UNDER_TRANSFER,
        {A.ACCEPTED: A.ACCEPTED, A.STARTED: A.STARTED},
        undoable=True,
        alone=True,
    ),
    Move.CANCEL_TRANSFER: Line(
        MANAGER,
        "transfer_cancelled",
        UNDER_TRANSFER,
        {A.PROPOSED: A.RECALLED, A.INFO_REQUESTED: A.RECALLED},
    ),
    Move.HAND_OVER: Line(
        CLOCK, "handed_over", UNDER_TRANSFER, dict.fromkeys((A.ACCEPTED, A.STARTED), A.TRANSFERRED)
    ),
    Move.START: Line(
        ASSOCIATION,
        "started",
        {R.ACCEPTED: R.MENTORING},
        {A.ACCEPTED: A.STARTED},
        undoable=True,
        alone=True,
    ),
    Move.CONTINUE: Line(
        ASSOCIATION,
        "continued",
        {R.MENTORING: R.MENTORING},
        {A.STARTED: A.STARTED},
        undoable=True,
        alone=True,
    ),
    Move.COMPLETE: Line(
        ASSOCIATION,
        "completed",
        {R.MENTORING: R.COMPLETED},
        {A.STARTED: A.COMPLETED},
        undoable=True,
        alone=True,
    ),
    Move.END_EARLY: Line(
        ASSOCIATION,
        "ended_early",
        {R.MENTORING: R.ENDED_EARLY},
        {A.STARTED: A.ENDED_EARLY},
        undoable=True,
        alone=True,
    ),
    Move.REASSIGN: Line(
        ASSOCIATION | ASKERS, "reassigned", {R.ENDED_EARLY: R.SUBMITTED}, undoable=True
    ),
    Move.WITHDRAW: Line(
        ASKERS,
        "withdrawn",
        _all((R.SUBMITTED, R.WAITLISTED, R.PROPOSED, R.ACCEPTED), R.WITHDRAWN),
        undoable=True,
    ),
    Move.RESUBMIT: Line(ASKERS, "resubmitted", {R.WAITLISTED: R.SUBMITTED}),
    Move.WIDEN: Line(ASKERS, "widened", {R.WAITLISTED: R.SUBMITTED}),
    Move.CORRECT: Line(
        frozenset({Role.PRESCRIBER}), "corrected", {**UNCHANGED, R.WAITLISTED: R.WAITLISTED}
    ),
    Move.PRIORITISE: Line(MANAGER, "prioritised", {R.WAITLISTED: R.WAITLISTED}, undoable=True),
    Move.CLOSE_UNPLACED: Line(
        MANAGER, "closed_unplaced", {R.WAITLISTED: R.CLOSED_UNPLACED}, undoable=True
    ),
    Move.REOPEN: Line(MANAGER, "reopened", _all(ENDS, R.SUBMITTED), undoable=True),
    Move.UNDO: Line(frozenset({Role.PRESCRIBER, Role.COORDINATOR, Role.MANAGER}), "undone"),
}
