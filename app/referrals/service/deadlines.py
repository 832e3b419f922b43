"""Deadlines in the working days of a territory's own calendar."""

from datetime import date

from app.auth.closed_days import read_closed_days
from app.core import clock
from app.core.working_days import add_working_days, working_days_between


def days_from_now(count: int, territory_id: int) -> date:
    """Return the day that is `count` working days after today in a territory."""
    return add_working_days(clock.today(), count, read_closed_days(territory_id))


def days_until(day: date, territory_id: int) -> int:
    """Return how many working days of a territory are left after today, up to and including a day;
    0 if it has passed."""
    return working_days_between(clock.today(), day, read_closed_days(territory_id))
