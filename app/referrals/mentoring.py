"""When a mentoring may start, and when it should end. Pure.

Source: spec/lifecycle.md, "start"; data/programmes.json, `duree`.
"""

import calendar
import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.core.formats import date_text
from app.core.school_year import school_year_start

STARTS_WITHIN = timedelta(days=30)
LAST_MONTH, LAST_DAY = 7, 31  # of a school year, when a programme states no duration
JUNE, AUGUST = 6, 8


def check_start(day: date, accepted_on: date, today: date) -> str:
    """Return what is wrong with the day of a start, "" when nothing is.

    Args:
        accepted_on: the day the association accepted.
    """
    if day < accepted_on:
        return (
            f"La première rencontre ne peut pas précéder l’acceptation, le {date_text(accepted_on)}"
        )
    if day > today + STARTS_WITHIN:
        return "Indiquez une date dans les 30\u00a0jours qui viennent au plus"
    return ""


def planned_months(duration: Mapping[str, Any]) -> float | None:
    """Return how many months a mentoring should last; None when the sheet does not say.

    Args:
        duration: `min_mois` and `max_mois` of the programme's sheet, months or None; the longest
            one counts, else the shortest.
    """
    return duration.get("max_mois") or duration.get("min_mois") or None


def expected_end(start: date, duration: Mapping[str, Any]) -> date:
    """Return the day a mentoring should end.

    Args:
        duration: what the programme's sheet says; without months, the school year's last day.
    """
    months = planned_months(duration)
    if not months:
        end = date(school_year_start(start).year + 1, LAST_MONTH, LAST_DAY)
        return end if end > start else end.replace(year=end.year + 1)
    return add_months(start, math.ceil(float(months)))


def renewed_end(end: date, duration: Mapping[str, Any], today: date) -> date:
    """Return the new end of a mentoring that goes on: one more term, after the old end or today."""
    return expected_end(max(end, today), duration)


def confirmed_until(today: date) -> date:
    """Return the last expected end that asks « does it go on? » today.

    From June on, those that end during the summer are asked too, before people leave.
    """
    if JUNE <= today.month <= AUGUST:
        return max(today, date(today.year, AUGUST, LAST_DAY))
    return today


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, the month's last day when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
