"""« Sommes-nous prêts pour l’an prochain ? »: referrals that add up, against the places. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from app.core.curves import Curve, CurvesChart, curves_chart
from app.core.formats import SHORT_MONTHS, count, day_month_text, or_more
from app.core.typography import NBSP
from app.reports.figures import Period, Total, mondays

EVERY = 2
"""Months between two words of the axis."""


@dataclass(frozen=True, slots=True)
class YearCount:
    """A school year, whole or up to a day, and its referrals by Monday."""

    period: Period
    by_week: Mapping[date, int]

    @property
    def name(self) -> str:
        """2026-2027."""
        return self.period.school_year

    @property
    def weeks(self) -> list[date]:
        """Its Mondays."""
        return mondays(self.period)

    @property
    def numbers(self) -> list[int]:
        """Its referrals, week after week."""
        return [self.by_week.get(monday, 0) for monday in self.weeks]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The chart, its sentence, its data; `names` are the two school years, this one first.

    `lines` are the weeks: their rank, and what had been received at their end, each year; None in
    a week that has not come.
    """

    chart: CurvesChart
    sentence: str
    names: tuple[str, str]
    stated: str
    lines: tuple[tuple[int, int | None, int | None], ...]


def compare_years(this: YearCount, last: YearCount, places: Total) -> Readiness:
    """Return how this year's referrals add up beside last year's and the stated places."""
    chart = curves_chart([this.numbers, last.numbers], places.stated, _labels(last.weeks))
    years = zip((this, last), chart.curves, strict=True)
    sentences = [_sentence(year, curve, places.stated) for year, curve in years]
    sums = zip_longest(chart.curves[0].sums, chart.curves[1].sums)
    return Readiness(
        chart,
        f"{f'{NBSP}; '.join(sentences)}.",
        (this.name, last.name),
        or_more(count("place déclarée", places.stated), places.open_ended),
        tuple((rank, now, before) for rank, (now, before) in enumerate(sums, start=1)),
    )


def _labels(weeks: Sequence[date]) -> list[tuple[int, str]]:
    """Return a word every second month, under the first week that begins in it."""
    firsts = [
        (rank, monday)
        for rank, monday in enumerate(weeks)
        if rank == 1 or monday.month != weeks[max(rank - 1, 0)].month
    ]
    return [(rank, SHORT_MONTHS[monday.month - 1]) for rank, monday in firsts[::EVERY]]


def _sentence(year: YearCount, curve: Curve, stated: int) -> str:
    """Return what a curve shows: its sum, and the week it reaches the places."""
    total = count("demande", curve.sums[-1])
    reached = curve.first_at(stated)
    if reached is None:
        return f"{year.name}{NBSP}: {total}, moins que de places déclarées"
    week = day_month_text(year.weeks[reached])
    return f"{year.name}{NBSP}: {total}, autant que de places dès la semaine du {week}"
