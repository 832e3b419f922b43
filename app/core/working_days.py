"""Working days in France: Monday to Friday, public holidays left out. Pure."""

from datetime import date, timedelta
from functools import cache

from jours_feries_france import JoursFeries

SATURDAY = 5


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(JoursFeries.for_year(year).values())


def is_working_day(day: date) -> bool:
    """Return whether offices answer on that day.

    Source: Code du travail, article L3133-1 (the eleven public holidays, Easter computed).
    """
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """Return the day that is `count` working days after `start`, which itself does not count.

    Args:
        count: working days, 0 or more; 0 gives `start`.
    """
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and including `end`; 0 if none."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))
