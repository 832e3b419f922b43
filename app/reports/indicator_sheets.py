"""The tables of the reports as sheets of a workbook: what the screen hides is hidden here too.

One line a number (« tidy »): a number is a number, and the word that hides it has its own column.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from app.core.typography import NBSP
from app.core.xlsx import Column, Kind, Row, Sheet
from app.reports.bars import Bar
from app.reports.boards import list_grids, read_around, read_tally
from app.reports.breakdowns import association_grid, grid_of
from app.reports.dimensions import by_school
from app.reports.figures import Occupation, Period
from app.reports.grids import Grid, number_in, word_in
from app.reports.impact import Impact
from app.reports.indicators import Indicator, list_indicators
from app.reports.periods import days_label, year_label
from app.reports.territory_queries import count_territory
from app.reports.territory_report import (
    TerritoryReport,
    TerritorySources,
    needs_grid,
    present_territory,
)

INDICATOR_COLUMNS = (
    Column("Code", width=8),
    Column("Indicateur", width=48, wraps=True),
    Column("Valeur", Kind.NUMBER, 10),
    Column("Précision", width=48, wraps=True),
    Column("Calcul", width=110, wraps=True),
)
BREAKDOWN_COLUMNS = (
    Column("Période", width=40),
    Column("Répartition", width=44),
    Column("Ligne", width=44),
    Column("Indicateur", width=28),
    Column("Nombre", Kind.NUMBER, 10),
    Column("Mention", width=14),
)
REPORT_COLUMNS = (
    Column("Période", width=28),
    Column("Question", width=34),
    Column("Réponse", width=44),
    Column("Nombre", Kind.NUMBER, 10),
    Column("Part", Kind.SHARE, 8),
    Column("Mention", width=14),
)
IMPACT_COLUMNS = (
    Column("Période", width=28),
    Column("En fin d’accompagnement, le jeune dit", width=56),
    Column("Territoire", Kind.SHARE, 11),
    Column("Réponses", Kind.WHOLE, 11),
    Column("Mention", width=14),
    Column("Brochure, France", Kind.SHARE, 12),
)


def list_sheets(
    territory_id: int, period: Period, occupations: list[Occupation], on: date
) -> tuple[Sheet, ...]:
    """Return the sheets Indicateurs, Répartitions, Bilan and Impact of a territory.

    What tells who the young people are covers the school year around the period.

    Args:
        occupations: the places of today, as the other sheets of the workbook show them.
        on: today.
    """
    tally = read_tally(territory_id, period, occupations)
    year = read_around(territory_id, tally, on)
    label = year_label(year.period.start.year)
    sources = TerritorySources(occupations, count_territory(territory_id, year.period), year)
    report = present_territory(sources, {it.slug: "" for it in occupations})
    grids = (*list_grids(year), grid_of(by_school(year.pairs), year), report.sectors)
    days = days_label(period.start, period.end)
    breakdowns = (
        *_breakdowns(days, (association_grid(tally, dict.fromkeys(tally.names, "")),)),
        *_breakdowns(label, grids),
        *_breakdowns("Aujourd’hui", (needs_grid(sources),)),
    )
    indicators = map(_indicator, list_indicators(tally))
    return (
        Sheet("Indicateurs", "Indicateurs", INDICATOR_COLUMNS, indicators),
        Sheet("Répartitions", "Repartitions", BREAKDOWN_COLUMNS, breakdowns),
        Sheet("Bilan", "Bilan", REPORT_COLUMNS, _report(label, report)),
        Sheet("Impact", "Impact", IMPACT_COLUMNS, _impacts(label, report.impacts)),
    )


def _indicator(it: Indicator) -> Row:
    return it.code, it.label, number_in(it.value), it.detail or None, it.formula


def _breakdowns(period: str, grids: tuple[Grid, ...]) -> Iterator[Row]:
    for grid in grids:
        for line in (*grid.lines, *((grid.total,) if grid.total else ())):
            for column, value in zip(grid.columns, line.values, strict=True):
                yield period, grid.title, line.label, column, number_in(value), word_in(value)


def _report(year: str, report: TerritoryReport) -> Iterator[Row]:
    yield from _bars(year, f"Que deviennent les jeunes{NBSP}?", report.outcomes)
    for whole in report.origins:
        yield from _bars(year, whole.title, whole.bars)


def _bars(year: str, question: str, bars: tuple[Bar, ...]) -> Iterator[Row]:
    for bar in bars:
        yield year, question, bar.label, number_in(bar.value), bar.part, word_in(bar.value)


def _impacts(year: str, impacts: Iterable[Impact]) -> Iterator[Row]:
    for it in impacts:
        here, answers = number_in(it.here), number_in(it.answers)
        share = None if here is None else here / 100
        yield year, it.question, share, answers, word_in(it.answers), it.national / 100
