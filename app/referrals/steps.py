"""The one function that checks a move against the table, and the steps of states. Pure.

Source: spec/lifecycle.md, "Moves".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.auth.rules import Role
from app.referrals.moves import MOVES, Move
from app.referrals.rules import AssignmentState, ReferralState

State = TypeVar("State", ReferralState, AssignmentState)


def _steps(
    states: Iterable[State], lines: Iterable[Mapping[State, State]]
) -> dict[State, frozenset[State]]:
    """Return, per state, those that a line leads to."""
    every = list(lines)
    return {state: frozenset(line[state] for line in every if state in line) for state in states}


REFERRAL_STEPS = _steps(ReferralState, (line.referral for line in MOVES.values()))
ASSIGNMENT_STEPS = _steps(AssignmentState, (line.assignment for line in MOVES.values()))


class ForbiddenMoveError(Exception):
    """The table has no such line for that person, in that state."""


class StaleMoveError(Exception):
    """The person saw another version of the row: somebody acted meanwhile."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral and the proposal concerned stand, and the version of the row that moves."""

    referral: ReferralState
    assignment: AssignmentState | None
    version: int
    transfer_pending: bool = False


def check_who(move: Move, role: Role | None) -> None:
    """Refuse a move to whoever may never make it.

    Raises:
        ForbiddenMoveError: the table does not name that role.
    """
    if role not in MOVES[move].who:
        raise ForbiddenMoveError(f"{role} may not {move}")


def check_move(move: Move, standing: Standing, role: Role | None, seen: int | None) -> None:
    """Refuse a move the table does not allow.

    Args:
        role: who acts, None for the system.
        seen: the version the person had on screen; None when nobody looked (system, no row).

    Raises:
        StaleMoveError: the row has changed since.
        ForbiddenMoveError: not from that state, not by that person, or a transfer is pending.
    """
    check_who(move, role)
    line = MOVES[move]
    if seen is not None and seen != standing.version:
        raise StaleMoveError(f"{move}: version {seen}, now {standing.version}")
    from_there = standing.referral in line.referral
    if line.assignment and standing.assignment not in line.assignment:
        from_there = False
    if not from_there:
        raise ForbiddenMoveError(
            f"{move} leaves neither {standing.referral} nor {standing.assignment}"
        )
    if line.alone and standing.transfer_pending:
        raise ForbiddenMoveError(f"{move} waits for the end of the transfer")


def is_possible(move: Move, standing: Standing, role: Role | None) -> bool:
    """Return whether the table lets that person make the move from there."""
    try:
        check_move(move, standing, role, None)
    except ForbiddenMoveError:
        return False
    return True


def checked_step(steps: Mapping[State, frozenset[State]], current: State, target: State) -> State:
    """Return `target` if a line of the table leads there.

    Args:
        steps: `REFERRAL_STEPS` or `ASSIGNMENT_STEPS`.

    Raises:
        ForbiddenMoveError: the table has no such line.
    """
    if target not in steps[current]:
        raise ForbiddenMoveError(f"{current} cannot become {target}")
    return target
