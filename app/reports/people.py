"""Who the young people are, for whoever may not open their list: small counts are hidden.

A manager reads these counts beside the lists they lead to, and they are exact. On paper, in a
workbook, and for an administrator, they lead nowhere: they follow the rule of small counts, over a
whole school year (docs/adr/066-small-counts.md).
"""

from dataclasses import dataclass

from app.core.suppression import hide_line
from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.reports.bars import Bar, list_bars
from app.reports.queries import Counts


@dataclass(frozen=True, slots=True)
class People:
    """The referrals of a school year by who refers and by stage; `year` names it."""

    year: str
    origins: tuple[Bar, ...]
    stages: tuple[Bar, ...]


def present_people(counts: Counts, year: str) -> People:
    """Return the bars of a school year, without its small counts.

    Args:
        counts: of the whole school year, up to today.
        year: « Année scolaire 2026-2027 ».
    """
    received = sum(counts.statuses.values())
    origins = hide_line([counts.origins[code] for code in ORIGIN_LABELS])
    stages = hide_line([counts.stages[code] for code in STAGE_LABELS])
    return People(
        year,
        list_bars(ORIGIN_LABELS.values(), origins, received),
        list_bars(STAGE_LABELS.values(), stages, received),
    )
