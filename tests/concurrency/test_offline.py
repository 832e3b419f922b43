"""Two colleagues bring the same file back at the same instant: each row is done once."""

from collections.abc import Callable
from typing import Any

import pytest

from app.referrals.models import Referral
from app.referrals.offline_lines import Brought
from app.referrals.pages.seals import seal_row
from app.referrals.service.offline import do_return, keep_return
from app.reports.doctor import examine
from tests.factories import get_last_assignment
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina

COLLEAGUES = ("theo.marchand", "claire.wattelle")
ROWS = 10
DECLINES = {"action": "Décliner", "reason": "Pas de mentor correspondant (langue, horaires, lieu)"}


def rows_of(referrals: list[Referral]) -> list[Brought]:
    """Return a list filled in: one request in two is declined, the others accepted."""
    association = actor_of(COLLEAGUES[0]).organisation_id
    return [
        Brought(
            number,
            one.reference,
            "L. C.",
            seal_row(one.reference, get_last_assignment(one).version, "L. C.", association),
            DECLINES if number % 2 else {"action": "Accepter"},
        )
        for number, one in enumerate(referrals, start=3)
    ]


def do_all(item: tuple[str, str]) -> tuple[int, int]:
    """Do every row of a list as one of the colleagues."""
    who, reference = item
    doing = do_return(reference, range(3, ROWS + 3), actor_of(who))
    return doing.done, doing.failed


@pytest.mark.both_databases
def test_a_file_brought_by_two_colleagues_at_once_is_done_once(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    rows = rows_of(referrals := [send_lina() for _ in range(ROWS)])
    items = [(who, keep_return(rows, actor_of(who)).reference) for who in COLLEAGUES]

    finish = race_on(do_all, items, 2)

    assert finish.errors == []
    assert sum(done for done, _ in finish.results) == ROWS
    assert sum(failed for _, failed in finish.results) == ROWS
    answers = [proposals_of(one)[0][1] for one in referrals]
    assert answers == ["declined", "accepted"] * (ROWS // 2)
    assert [count_events(f"proposal.{what}") for what in ("accepted", "declined")] == [5, 5]


@pytest.mark.both_databases
def test_one_list_done_twice_at_once_is_done_once(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    rows = rows_of([send_lina() for _ in range(ROWS)])
    reference = keep_return(rows, actor_of(COLLEAGUES[0])).reference

    finish = race_on(do_all, [(who, reference) for who in COLLEAGUES], 2)

    assert finish.errors == []
    assert [count_events(f"proposal.{what}") for what in ("accepted", "declined")] == [5, 5]
    assert not [fault for fault in examine() if "Courriels" not in fault]
