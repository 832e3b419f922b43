"""The arrivals of an « année type », until a real year has been lived through.

Source: data/annee_type.json, made by `benchmarks` (docs/adr/010-tension.md).
"""

import json
from functools import cache

from app.matching import Arrival, profile_from_data
from config import ROOT

TYPICAL_YEAR = ROOT / "data" / "annee_type.json"


@cache
def typical_arrivals() -> tuple[Arrival, ...]:
    """Return the 432 arrivals of the typical year, day 0 being 1 September."""
    data = json.loads(TYPICAL_YEAR.read_text(encoding="utf-8"))
    return tuple(
        Arrival(profile=profile_from_data(arrival["profile"]), day=arrival["day"])
        for arrival in data["arrivals"]
    )
