"""The days on which a territory does not expect an answer, and the calendar they come from."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import or_, select

from app.auth.models import ClosedPeriod, Territory
from app.auth.rules import ClosedKind
from app.auth.school_calendar import Holiday, read_holidays
from app.core import audit
from app.core.db import db, transactional
from app.core.errors import NotFoundError
from app.core.school_year import school_year_start
from app.core.working_days import ClosedDays

ACADEMY, ZONE = "Lille", "B"


def read_closed_days(territory_id: int) -> ClosedDays:
    """Return the closures of a territory, and its school holidays if they pause the clock."""
    rows = db.session.execute(
        select(ClosedPeriod.starts_on, ClosedPeriod.ends_on)
        .join(Territory, Territory.id == ClosedPeriod.territory_id)
        .where(
            Territory.id == territory_id,
            or_(ClosedPeriod.kind == ClosedKind.CLOSURE, Territory.pauses_in_holidays),
        )
        .order_by(ClosedPeriod.starts_on, ClosedPeriod.id)
    )
    return ClosedDays(tuple((start, end) for start, end in rows))


def list_periods(territory_id: int, since: date) -> Sequence[ClosedPeriod]:
    """Return the periods of a territory that end on a day or after it, first ones first."""
    return db.session.scalars(
        select(ClosedPeriod)
        .where(ClosedPeriod.territory_id == territory_id, ClosedPeriod.ends_on >= since)
        .order_by(ClosedPeriod.starts_on, ClosedPeriod.id)
    ).all()


def list_school_holidays(territory_id: int, since: date) -> list[tuple[date, date]]:
    """Return the school holidays that end on a day or after it: (first day, last day)."""
    periods = list_periods(territory_id, since)
    return [(p.starts_on, p.ends_on) for p in periods if p.kind is ClosedKind.SCHOOL_HOLIDAY]


def get_period(period_id: int, territory_id: int) -> ClosedPeriod:
    """Return a period of a territory.

    Raises:
        NotFoundError: absent, or of another territory.
    """
    period = db.session.scalars(
        select(ClosedPeriod).where(
            ClosedPeriod.id == period_id, ClosedPeriod.territory_id == territory_id
        )
    ).one_or_none()
    if period is None:
        raise NotFoundError
    return period


def find_overlapping(
    territory_id: int, kind: ClosedKind, starts_on: date, ends_on: date, but: int = 0
) -> ClosedPeriod | None:
    """Return the first period of the same kind that shares a day with these, if any.

    Args:
        but: the period that is being changed, 0 when there is none.
    """
    return db.session.scalars(
        select(ClosedPeriod)
        .where(
            ClosedPeriod.territory_id == territory_id,
            ClosedPeriod.kind == kind,
            ClosedPeriod.id != but,
            ClosedPeriod.starts_on <= ends_on,
            ClosedPeriod.ends_on >= starts_on,
        )
        .order_by(ClosedPeriod.starts_on, ClosedPeriod.id)
        .limit(1)
    ).one_or_none()


@transactional
def load_holidays(territory_id: int, calendar: Path) -> int:
    """Enter the school holidays of the years a territory does not know yet.

    A school year that has one already was entered before: what people changed in it stays.

    Args:
        calendar: a file of the shape of `data/calendrier_zone_B.json`.

    Returns:
        How many periods were entered.
    """
    is_holiday = ClosedPeriod.kind == ClosedKind.SCHOOL_HOLIDAY
    starts = db.session.scalars(
        select(ClosedPeriod.starts_on).where(ClosedPeriod.territory_id == territory_id, is_holiday)
    )
    known = {school_year_start(start) for start in starts}
    entered = [
        period
        for period in _read_calendar(territory_id, calendar)
        if school_year_start(period.starts_on) not in known
    ]
    db.session.add_all(entered)
    if entered:
        audit.record("calendar.loaded", None, "territory", str(territory_id), periods=len(entered))
    return len(entered)


def _read_calendar(territory_id: int, calendar: Path) -> list[ClosedPeriod]:
    return [
        ClosedPeriod(
            territory_id=territory_id,
            kind=ClosedKind.SCHOOL_HOLIDAY,
            name=holiday.name,
            starts_on=holiday.starts_on,
            ends_on=holiday.ends_on,
        )
        for holiday in read_holidays(calendar, ACADEMY, ZONE)
        if isinstance(holiday, Holiday)
    ]
