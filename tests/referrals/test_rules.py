"""Reasons and ages."""

from datetime import date

import pytest

from app.referrals.reasons import DECLINE_REASONS, DeclineReason
from app.referrals.rules import WaitReason, age_on, reminders_due, wait_reason


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


@pytest.mark.parametrize(
    "left,sent,due", [(8, 0, 0), (7, 0, 1), (4, 1, 1), (3, 1, 2), (3, 0, 2), (0, 2, 2), (9, 2, 2)]
)
def test_reminders_are_due_with_seven_days_left_and_with_three(left, sent, due):
    assert reminders_due(left, sent) == due
