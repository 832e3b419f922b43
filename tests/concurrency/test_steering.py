"""Places stated, moved and taken at the same instant: nothing is promised twice, nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest

from app.capacity.history import read_history
from app.core.errors import DomainError
from app.reports.doctor import examine
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.calendar import follow_calendar
from app.steering.service.moving_places import Transfer, move_places
from app.steering.service.restating import restate
from tests import factories as make
from tests.referrals.scenes import actor_of
from tests.steering.scenes import restatement

pytestmark = pytest.mark.both_databases


def state_or_move(item: tuple[str, int, int]) -> str:
    """State a figure for LA CLE, or move places to it, as a manager whose page may be old."""
    act, number, seen = item
    manager = actor_of("helene.vasseur")
    try:
        if act == "state":
            restate("lacle", seen, restatement(number), manager)
        elif act == "move":
            move_places(seen, Transfer("afev", "lacle", number, "course"), manager)
        elif act == "refer":
            make.make_referral(actor_of("samira.haddad"), wish="afev", last_name=f"Nom{number}")
        else:
            follow_calendar()
    except DomainError as refusal:
        return type(refusal).__name__
    return act


def test_one_of_two_figures_stated_from_the_same_page_counts(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    seen = seen_of(get_steered("lacle", actor_of("helene.vasseur")))

    finish = race_on(state_or_move, [("state", 11 + n, seen) for n in range(8)], 8)

    assert finish.errors == []
    assert sorted(finish.results) == ["OutdatedPageError"] * 7 + ["state"]
    assert len(read_history(make.get_programme("lacle").id).lines) == 2


def test_places_moved_stated_and_taken_at_once_leave_one_story(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    make.state_places("afev", 10)
    manager = actor_of("helene.vasseur")
    lacle, afev = (seen_of(get_steered(slug, manager)) for slug in ("lacle", "afev"))
    items = [("move", 3, afev), ("state", 6, lacle), ("clock", 0, 0)]
    items += [("refer", n, 0) for n in range(13)]

    finish = race_on(state_or_move, items, 16)

    assert finish.errors == []
    assert finish.results.count("refer") == 13
    assert examine() == []
