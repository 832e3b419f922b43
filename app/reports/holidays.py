"""School holidays of Roubaix (zone B), read once from the official calendar."""

import json
from datetime import date
from functools import cache

from app.reports.figures import Period
from config import ROOT

CALENDAR = ROOT / "data" / "calendrier_zone_B.json"


@cache
def list_holidays() -> tuple[Period, ...]:
    """Return the school holidays of the calendar, first and last day without lessons."""
    calendar = json.loads(CALENDAR.read_text(encoding="utf-8"))
    return tuple(
        Period(
            date.fromisoformat(holiday["premier_jour_vaque"]),
            date.fromisoformat(holiday["dernier_jour_vaque"]),
        )
        for holiday in calendar["vacances"]
    )
