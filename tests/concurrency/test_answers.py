"""Two colleagues answer the same request at the same instant: one of them does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.db import db
from app.referrals.errors import StaleActError
from app.referrals.models import Referral
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service.answer import accept_proposal, decline_proposal
from app.referrals.service.expire import expire_overdue_proposals
from app.reports.doctor import examine
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
    except StaleActError:
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


def answer_or_expire(item: tuple[str, str, int]) -> str:
    """Accept as Théo, or be the worker that gives back what nobody answered."""
    who, reference, version = item
    if who == "worker":
        expire_overdue_proposals()
        return "worked"
    try:
        accept_proposal(reference, version, actor_of(who))
    except StaleActError:
        return "too late"
    return "accepted"


def send_overdue(quantity: int) -> list[Referral]:
    """Return requests whose answer was due yesterday."""
    referrals = [send_lina() for _ in range(quantity)]
    for one in referrals:
        one.assignments[0].deadline = clock.today() - timedelta(days=1)
        one.assignments[0].reminders = 2
    db.session.commit()
    return referrals


@pytest.mark.both_databases
def test_an_answer_and_the_end_of_the_delay_never_both_count(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    referrals = send_overdue(10)
    people = ("theo.marchand", "worker")
    items = [(who, r.reference, r.assignments[0].version) for r in referrals for who in people]

    finish = race_on(answer_or_expire, items, 2)

    accepted = finish.results.count("accepted")
    firsts = [proposals_of(one)[0][1] for one in referrals]
    assert finish.errors == []
    assert sorted(firsts) == ["accepted"] * accepted + ["expired"] * (10 - accepted)
    assert not [fault for fault in examine() if "Courriels" not in fault]
