"""The report of the territory as its page shows it: what lacks, what comes, what became of whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.charts import Slice, stacked_bar
from app.core.formats import count, number
from app.core.plain_text import alphabetical
from app.core.suppression import Cell, hide_line, hide_measures, hide_part
from app.core.typography import NBSP
from app.referrals.origins import STAGE_LABELS
from app.reports.bars import Bar, list_bars
from app.reports.breakdowns import Tally
from app.reports.dimensions import ENDING_LABELS, QPV_LABELS
from app.reports.figures import Occupation, total
from app.reports.grids import Grid, Line, shown, text_of
from app.reports.impact import Impact, list_impacts
from app.reports.pairs import Measure
from app.reports.readiness import Readiness, YearCount, compare_years
from app.reports.territory_queries import TerritoryCounts, years_of

NETWORK_LABELS = {
    "rep_plus": "REP+",
    "rep": "REP",
    "hors": "Hors éducation prioritaire",
    "aucune": "Sans établissement, ou inconnu",
}
NEEDS = f"Où manque-t-il des places{NBSP}?"
UNKNOWN_SECTOR = "Secteur inconnu"
ON_PAPER = 5
TONES = ("encours", "acceptee", "terminee", "annulee")
MASKED_TONE = "attente"


@dataclass(frozen=True, slots=True)
class Whole:
    """A bar of 100 %: its slices (a slice, its tone), the rows of its table, its sentence."""

    title: str
    slices: tuple[tuple[Slice, str], ...]
    bars: tuple[Bar, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class NeedCell:
    """Waiting young people of a stage who could go to an association; `tint` is "", t2 or t3."""

    text: str
    title: str
    tint: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """An association: who could go to it among those that wait (`waiting`), its free places."""

    name: str
    url: str
    cells: tuple[NeedCell, ...]
    free: str
    waiting: int


@dataclass(frozen=True, slots=True)
class TerritoryReport:
    """All the page shows; `waiting` says how many wait, and how many could go nowhere."""

    stages: tuple[str, ...]
    needs: tuple[NeedLine, ...]
    waiting: str
    readiness: Readiness
    ended: int
    outcomes: tuple[Bar, ...]
    origins: tuple[Whole, ...]
    sectors: Grid
    impacts: tuple[Impact, ...]

    @property
    def pressing(self) -> tuple[NeedLine, ...]:
        """The associations most waited for, as many as the paper has room for."""
        awaited = sorted(self.needs, key=lambda line: -line.waiting)
        return tuple(line for line in awaited[:ON_PAPER] if line.waiting)

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The columns of the table of needs, the free places apart."""
        return [("Association", ""), *((stage, "n") for stage in self.stages)]


@dataclass(frozen=True, slots=True)
class TerritorySources:
    """What was read for the page."""

    occupations: Sequence[Occupation]
    counts: TerritoryCounts
    tally: Tally


def present_territory(sources: TerritorySources, urls: Mapping[str, str]) -> TerritoryReport:
    """Return the report of a territory; `urls` leads to each association's own report."""
    counts, tally = sources.counts, sources.tally
    ended = tally.total(Measure.ENDED)
    this, last = years_of(tally.period)
    return TerritoryReport(
        stages=tuple(STAGE_LABELS.values()),
        needs=tuple(_need_line(it, counts, urls[it.slug]) for it in sources.occupations),
        waiting=say_waiting(counts.waiting.total(), counts.placeable),
        readiness=compare_years(
            YearCount(this, counts.this_year),
            YearCount(last, counts.last_year),
            total(sources.occupations),
        ),
        ended=ended,
        outcomes=list_bars(ENDING_LABELS.values(), tally.endings().totals, ended),
        origins=(
            _whole("Quartier prioritaire (QPV)", QPV_LABELS, counts.qpv),
            _whole("Éducation prioritaire (REP, REP+)", NETWORK_LABELS, counts.networks),
        ),
        sectors=sectors_grid(counts),
        impacts=list_impacts(tally.pairs, tally.period),
    )


def say_waiting(waiting: int, placeable: int) -> str:
    """Return « 26 jeunes attendent aujourd’hui : 13 … »; a part of a few people is not told."""
    said = count("jeune attend aujourd’hui", waiting, "jeunes attendent aujourd’hui")
    shown_part = hide_part(placeable, waiting)
    if not waiting or shown_part is None:
        return f"{said}."
    left = waiting - shown_part
    if not left:
        return f"{said}{NBSP}: chacun pourrait aller à une association au moins."
    if not shown_part:
        return f"{said}{NBSP}: aucun n’a d’association possible."
    could = f"{number(shown_part)} pourraient aller à une association au moins"
    return f"{said}{NBSP}: {could}, {number(left)} n’ont aucune association possible."


def needs_of(counts: TerritoryCounts, slug: str) -> tuple[Cell, ...]:
    """Return who waits and could go to an association, by stage, the small counts hidden."""
    return hide_line([counts.options[stage, slug] for stage in STAGE_LABELS])


def needs_grid(sources: TerritorySources) -> Grid:
    """Return « Où manque-t-il des places ? » as a table of plain numbers."""
    cells = [
        (*map(shown, needs_of(sources.counts, it.slug)), it.free) for it in sources.occupations
    ]
    names = [it.name for it in sources.occupations]
    lines = tuple(Line(name, row) for name, row in zip(names, cells, strict=True))
    columns = (*STAGE_LABELS.values(), "Places libres")
    return Grid("besoins", NEEDS, "Association", columns, lines)


def _need_line(places: Occupation, counts: TerritoryCounts, url: str) -> NeedLine:
    cells = zip(STAGE_LABELS.values(), needs_of(counts, places.slug), strict=True)
    free = f"{number(places.free)} ou{NBSP}plus" if places.has_no_limit else number(places.free)
    return NeedLine(
        places.name,
        url,
        tuple(NeedCell(text_of(shown(cell)), stage, _tint(cell, places)) for stage, cell in cells),
        free,
        sum(counts.options[stage, places.slug] for stage in STAGE_LABELS),
    )


def _tint(cell: Cell, places: Occupation) -> str:
    """Return how much a number lacks places: half of those that are free, or more than all."""
    if not cell or places.has_no_limit or 2 * cell <= places.free:
        return ""
    return "t2" if cell <= places.free else "t3"


def sectors_grid(counts: TerritoryCounts) -> Grid:
    """Return the referrals by sector of the city: received, waiting, accompanied."""
    columns = (counts.sectors, counts.sectors_waiting, counts.sectors_placed)
    names = sorted({name for column in columns for name in column if name}, key=alphabetical)
    rows = [tuple(column[key] for column in columns) for key in (*names, "")]
    bounded = all(_come_from_received(row) for row in rows)
    hidden = hide_measures(rows, lambda row: any(row) and (not bounded or _come_from_received(row)))
    return Grid(
        "secteur",
        "Par secteur de la ville",
        "Secteur",
        ("Demandes", "En attente", "Accompagnés"),
        tuple(
            Line(name, tuple(map(shown, cells)))
            for name, cells in zip((*names, UNKNOWN_SECTOR), hidden, strict=True)
        ),
        Line("Ensemble", tuple(column.total() for column in columns)),
    )


def _come_from_received(counts: tuple[int, ...]) -> bool:
    """Return whether those who wait and those accompanied may be among those received."""
    received, waiting, placed = counts
    return waiting + placed <= received


def _whole(title: str, labels: Mapping[str, str], counts: Counter[str]) -> Whole:
    """Return a bar of 100 %; the hidden parts are one slice, as wide as what is left."""
    total_of = counts.total()
    cells = hide_line([counts[code] for code in labels])
    seen = [(cell, tone) for cell, tone in zip(cells, TONES, strict=False) if cell is not None]
    parts = [*seen, (total_of - sum(cell for cell, _ in seen), MASKED_TONE)]
    bars = tuple(
        replace(bar, tone=MASKED_TONE if cell is None else tone)
        for bar, cell, tone in zip(
            list_bars(labels.values(), cells, total_of), cells, TONES, strict=False
        )
    )
    drawn = zip(
        stacked_bar([value for value, _ in parts]), (tone for _, tone in parts), strict=True
    )
    words = f"{NBSP}; ".join(f"{bar.label}{NBSP}: {bar.text}" for bar in bars)
    slices = tuple((part, tone) for part, tone in drawn if part.width)
    return Whole(title, slices, bars, f"{title}{NBSP}: {words}.")
