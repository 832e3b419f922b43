"""School years: from 1 September to 31 August. Pure."""

from datetime import date

SEPTEMBER = 9


def school_year_start(day: date) -> date:
    """Return the 1 September that begins the school year of a day."""
    year = day.year if day.month >= SEPTEMBER else day.year - 1
    return date(year, SEPTEMBER, 1)


def previous_start(start: date) -> date:
    """Return the 1 September a year before."""
    return start.replace(year=start.year - 1)


def day_of_year(day: date) -> int:
    """Return the days since 1 September; 0 on that day."""
    return (day - school_year_start(day)).days
