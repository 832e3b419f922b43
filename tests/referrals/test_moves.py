"""The table of moves, and the one function that checks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules import Role
from app.referrals.moves import MOVES, Move
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.steps import (
    ASSIGNMENT_STEPS,
    REFERRAL_STEPS,
    ForbiddenMoveError,
    StaleMoveError,
    Standing,
    check_move,
    checked_step,
)

PROPOSED = Standing(ReferralState.PROPOSED, AssignmentState.PROPOSED, version=3)
UNDER_TRANSFER = Standing(
    ReferralState.MENTORING, AssignmentState.STARTED, version=3, transfer_pending=True
)


def test_every_move_has_its_line():
    assert set(MOVES) == set(Move)


@given(st.sampled_from(ReferralState), st.sampled_from(ReferralState))
def test_a_step_outside_the_table_is_refused(current, target):
    if target in REFERRAL_STEPS[current]:
        assert checked_step(REFERRAL_STEPS, current, target) is target
    else:
        with pytest.raises(ForbiddenMoveError):
            checked_step(REFERRAL_STEPS, current, target)


def test_an_accepted_proposal_cannot_be_declined():
    with pytest.raises(ForbiddenMoveError):
        checked_step(ASSIGNMENT_STEPS, AssignmentState.ACCEPTED, AssignmentState.DECLINED)


def test_no_move_starts_from_an_ended_proposal():
    ended = {
        AssignmentState.COMPLETED,
        AssignmentState.ENDED_EARLY,
        AssignmentState.DECLINED,
        AssignmentState.EXPIRED,
        AssignmentState.RECALLED,
        AssignmentState.TRANSFERRED,
    }

    assert all(not ASSIGNMENT_STEPS[state] for state in ended)


def test_a_mentoring_is_never_withdrawn():
    assert ReferralState.WITHDRAWN not in REFERRAL_STEPS[ReferralState.MENTORING]


def test_a_move_the_table_holds_is_allowed():
    check_move(Move.ACCEPT, PROPOSED, Role.COORDINATOR, seen=3)


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.ADMINISTRATOR, None])
def test_only_an_association_accepts(role):
    with pytest.raises(ForbiddenMoveError):
        check_move(Move.ACCEPT, PROPOSED, role, seen=3)


def test_a_move_on_another_version_is_stale():
    with pytest.raises(StaleMoveError):
        check_move(Move.ACCEPT, PROPOSED, Role.COORDINATOR, seen=2)


def test_the_clock_looks_at_no_version():
    check_move(Move.EXPIRE, PROPOSED, None, seen=None)


@pytest.mark.parametrize("move", [Move.START, Move.COMPLETE, Move.CLOSE_UNPLACED])
def test_a_move_leaves_only_its_own_states(move):
    with pytest.raises(ForbiddenMoveError):
        check_move(move, PROPOSED, Role.MANAGER, seen=3)


@pytest.mark.parametrize("move", [Move.COMPLETE, Move.END_EARLY, Move.TRANSFER])
def test_a_mentoring_under_transfer_waits_for_its_answer(move):
    with pytest.raises(ForbiddenMoveError):
        check_move(move, UNDER_TRANSFER, Role.MANAGER, seen=3)
