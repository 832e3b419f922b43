"""Working days in France: Monday to Friday, public holidays and closed days left out. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jours_feries_france import JoursFeries

SATURDAY = 5
NEVER: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """The days of a calendar of periods, first and last included: `day in closed`."""

    periods: tuple[tuple[date, date], ...]

    def __contains__(self, day: object) -> bool:
        """Return whether a day lies in one of the periods."""
        return isinstance(day, date) and any(start <= day <= end for start, end in self.periods)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(JoursFeries.for_year(year).values())


def is_working_day(day: date, closed: Container[date] = NEVER) -> bool:
    """Return whether offices answer on that day.

    Args:
        closed: days of a calendar of one's own, left out beside weekends and public holidays.

    Source: Code du travail, article L3133-1 (the eleven public holidays, Easter computed).
    """
    is_open = day.weekday() < SATURDAY and day not in _public_holidays(day.year)
    return is_open and day not in closed


def add_working_days(start: date, count: int, closed: Container[date] = NEVER) -> date:
    """Return the day that is `count` working days after `start`, which itself does not count.

    Args:
        count: working days, 0 or more; 0 gives `start`.
        closed: days that count for nothing.
    """
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, closed)
    return day


def working_days_between(start: date, end: date, closed: Container[date] = NEVER) -> int:
    """Return how many working days lie after `start`, up to and including `end`; 0 if none."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), closed) for n in range(1, days + 1))
