"""The nightly forecast: how many young people are still expected, per programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.school_year import day_of_year, previous_start, school_year_start
from app.matching import Arrival, forecast
from app.referrals.models import TensionSnapshot
from app.referrals.queries import referral as queries
from app.referrals.queries.demand import list_submitted_between
from app.referrals.typical_year import typical_arrivals

ENOUGH_HISTORY = 100  # referrals last year, below which the typical year speaks


@dataclass(frozen=True, slots=True)
class Basis:
    """What a forecast of a day rests on.

    Args:
        history: last year's arrivals, or those of the typical year.
        current: this year's arrivals before today.
        is_typical: whether the typical year speaks.
        seen_until: the last day of the year already seen. Today is still to come: its arrivals, of
            this year and of the last, are among the expected.
    """

    history: Sequence[Arrival]
    current: Sequence[Arrival]
    is_typical: bool
    seen_until: int


def read_basis(territory_id: int, today: date) -> Basis:
    """Return what the forecast of a day rests on: one SELECT.

    Last year's arrivals are the history when there are enough of them, otherwise the typical year.
    """
    start = school_year_start(today)
    seen = list_submitted_between(territory_id, previous_start(start), today)
    last_year = [Arrival(who, day_of_year(day)) for day, who in seen if day < start]
    current = [Arrival(who, day_of_year(day)) for day, who in seen if day >= start]
    is_typical = len(last_year) < ENOUGH_HISTORY
    history = typical_arrivals() if is_typical else last_year
    return Basis(history, current, is_typical, day_of_year(today) - 1)


@transactional
def refresh_tensions(territory_id: int) -> dict[str, float]:
    """Compute and store today's tensions of a territory; doing it twice changes nothing.

    Two at the same instant come one after the other: the second replaces what the first wrote.

    Last year's arrivals are the history when there are enough of them, otherwise the typical year.

    Returns:
        Young people expected per free place, by programme slug.

    Source: spec/assignment.md, "Tension".
    """
    capacity.lock_places(territory_id)
    today = clock.today()
    board = capacity_queries.read_board(territory_id)
    basis = read_basis(territory_id, today)
    result = forecast(
        basis.history, basis.current, board.programmes, board.places, basis.seen_until
    )
    ids = list(board.ids.values())
    db.session.execute(
        delete(TensionSnapshot).where(
            TensionSnapshot.programme_id.in_(ids), TensionSnapshot.computed_on == today
        )
    )
    db.session.add_all(
        TensionSnapshot(
            programme_id=programme_id,
            computed_on=today,
            expected=result.expected[slug],
            tension=result.tension[slug],
        )
        for slug, programme_id in board.ids.items()
    )
    audit.record("tensions.refreshed", None, "territory", str(territory_id))
    return dict(result.tension)


def refresh_stale_tensions() -> list[int]:
    """Compute today's tensions of every territory that has none yet.

    Returns:
        The ids of the territories computed.
    """
    stale = queries.list_territories_without_tension(clock.today())
    return [territory_id for territory_id in stale if _refresh_if_stale(territory_id)]


@transactional
def _refresh_if_stale(territory_id: int) -> bool:
    """Compute today's tensions unless another worker has just done it."""
    capacity.lock_places(territory_id)
    if territory_id not in queries.list_territories_without_tension(clock.today()):
        return False
    refresh_tensions(territory_id)
    return True
