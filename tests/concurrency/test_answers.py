"""Two colleagues answer the same request at the same instant: one of them does."""

from collections.abc import Callable
from typing import Any

import pytest

from app.referrals.errors import AlreadyAnsweredError
from app.referrals.reasons import DeclineReason
from app.referrals.service.answer import Refusal, accept_proposal, decline_proposal
from tests.referrals.scenes import actor_of, proposals_of, send_lina

COLLEAGUES = ("theo.marchand", "claire.wattelle")


def answer(item: tuple[str, str, int]) -> str:
    """Accept, or decline when the colleague is Claire; say who came too late."""
    who, reference, version = item
    actor = actor_of(who)
    try:
        if who == "claire.wattelle":
            refusal = Refusal(DeclineReason.NO_SUITABLE_MENTOR)
            decline_proposal(reference, version, refusal, actor)
        else:
            accept_proposal(reference, version, actor)
    except AlreadyAnsweredError:
        return "too late"
    return "answered"


@pytest.mark.both_databases
def test_one_of_two_answers_at_the_same_instant_counts(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    referrals = [send_lina() for _ in range(10)]
    items = [
        (who, one.reference, one.assignments[0].version) for one in referrals for who in COLLEAGUES
    ]

    finish = race_on(answer, items, 2)

    assert finish.errors == []
    assert sorted(finish.results) == ["answered"] * 10 + ["too late"] * 10
    assert {proposals_of(one)[0][1] for one in referrals} <= {"accepted", "declined"}
