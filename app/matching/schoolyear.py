"""The school year of the engine: day 0 is 1 September, arrivals follow monthly weights."""

from __future__ import annotations

MONTHLY_WEIGHTS = (0.17, 0.18, 0.13, 0.06, 0.13, 0.10, 0.09, 0.05, 0.04, 0.03, 0.02)
"""Share of a year's referrals by month, September to July; nothing arrives in August."""

_MONTH_DAYS = (30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31)
LAST_DAY = sum(_MONTH_DAYS) - 1


def share_elapsed(day: int) -> float:
    """Return the share of a year's referrals usually received up to the end of a day, 0.0 to 1.0.

    Args:
        day: days since 1 September; before it nothing has arrived, after July everything has.
    """
    elapsed, days_left = 0.0, day + 1
    for weight, length in zip(MONTHLY_WEIGHTS, _MONTH_DAYS, strict=True):
        if days_left <= 0:
            break
        elapsed += weight * min(1.0, days_left / length)
        days_left -= length
    return elapsed / sum(MONTHLY_WEIGHTS)
