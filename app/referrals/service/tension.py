"""The nightly forecast: how many young people are still expected, per programme."""

from datetime import date, datetime, time

from sqlalchemy import delete

from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.school_year import day_of_year, previous_start, school_year_start
from app.matching import Arrival, forecast
from app.referrals.models import TensionSnapshot
from app.referrals.queries import referral as queries
from app.referrals.service.placement import profile_of
from app.referrals.typical_year import typical_arrivals

ENOUGH_HISTORY = 100  # referrals last year, below which the typical year speaks


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
    start = school_year_start(today)
    board = capacity_queries.read_board(territory_id)
    current = _arrivals(territory_id, start, today)
    last_year = _arrivals(territory_id, previous_start(start), start)
    history = last_year if len(last_year) >= ENOUGH_HISTORY else typical_arrivals()
    # Today is still to come: its arrivals, of this year and of the last, are among the expected.
    seen_until = day_of_year(today) - 1
    result = forecast(history, current, board.programmes, board.places, seen_until)
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


def _arrivals(territory_id: int, start: date, end: date) -> tuple[Arrival, ...]:
    referrals = queries.list_submitted_between(territory_id, _midnight(start), _midnight(end))
    return tuple(
        Arrival(
            profile=profile_of(referral),
            day=day_of_year(referral.submitted_at.astimezone(clock.PARIS).date()),
        )
        for referral in referrals
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.PARIS)
