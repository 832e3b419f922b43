"""The only calls to the system clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """Return the day it is in Roubaix."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """Return the day of an instant in Paris."""
    return instant.astimezone(PARIS).date()


def day_start(day: date) -> datetime:
    """Return the instant a day begins in Roubaix."""
    return datetime.combine(day, time.min, PARIS)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Act as if it were that instant; only the demonstration tells its story this way."""
    token = _told.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
