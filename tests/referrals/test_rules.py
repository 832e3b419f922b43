"""States, moves and ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.referrals.reasons import DECLINE_REASONS, DeclineReason
from app.referrals.rules import (
    ASSIGNMENT_MOVES,
    MOVES,
    AssignmentState,
    ForbiddenMoveError,
    ReferralState,
    WaitReason,
    age_on,
    checked_move,
    wait_reason,
)


@pytest.mark.parametrize(
    "table, states", [(MOVES, ReferralState), (ASSIGNMENT_MOVES, AssignmentState)]
)
def test_every_state_has_its_line_in_the_table(table, states):
    assert set(table) == set(states)


@given(st.sampled_from(ReferralState), st.sampled_from(ReferralState))
def test_a_move_outside_the_table_is_refused(current, target):
    if target in MOVES[current]:
        assert checked_move(MOVES, current, target) is target
    else:
        with pytest.raises(ForbiddenMoveError):
            checked_move(MOVES, current, target)


def test_an_accepted_proposal_cannot_be_declined():
    with pytest.raises(ForbiddenMoveError):
        checked_move(ASSIGNMENT_MOVES, AssignmentState.ACCEPTED, AssignmentState.DECLINED)


def test_every_reason_to_decline_has_a_label_and_a_consequence():
    assert set(DECLINE_REASONS) == set(DeclineReason)
    assert all(facts.label for facts in DECLINE_REASONS.values())


def test_a_birthday_counts_on_its_day():
    assert age_on(date(2013, 11, 23), date(2026, 11, 22)) == 12
    assert age_on(date(2013, 11, 23), date(2026, 11, 23)) == 13


def test_a_leap_day_birthday_counts_on_the_first_of_march():
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    "eligible, declined, reason",
    [
        (2, 0, WaitReason.NO_PLACE_LEFT),
        (1, 3, WaitReason.NO_PLACE_LEFT),
        (0, 1, WaitReason.ALL_DECLINED),
        (0, 0, WaitReason.NO_ELIGIBLE_ASSOCIATION),
    ],
)
def test_a_referral_waits_for_a_reason_that_can_be_told(eligible, declined, reason):
    assert wait_reason(eligible, declined) is reason
