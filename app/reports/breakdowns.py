"""The pairs of a period by stage, school, need…: tables whose small counts are hidden. Pure.

Active pairs by stage and by prescriber are hidden once for the whole territory, association by
association: the page of the territory shows that table and its totals, the report of an
association its row. Two pages side by side then tell no more than the table.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.core.suppression import Cell, HiddenTable, Place, hide_measures, hide_table
from app.reports.dimensions import (
    ACTIVE,
    CROSSED,
    MEASURE_LABELS,
    PEOPLE,
    REACHED,
    STARTED,
    STOPPED,
    WAIT,
    Dimension,
)
from app.reports.figures import ENOUGH_ANSWERS, Period, median
from app.reports.grids import Grid, Line, Mark, Value, lines_of, shown
from app.reports.pairs import TESTS, Ending, Measure, Pair, count_people, is_possible, waits

Rows = tuple[tuple[Cell, ...], ...]


class Tally:
    """The pairs of a period, sorted by what is counted of them; `names` are the associations."""

    def __init__(self, pairs: Sequence[Pair], period: Period, names: Mapping[str, str]) -> None:
        """Sort the pairs; an association without a pair still has its row."""
        self.pairs, self.period, self.names = pairs, period, names
        self.counted = {
            measure: [pair for pair in pairs if holds(pair, period)]
            for measure, holds in TESTS.items()
        }

    def only(self, slugs: Collection[str]) -> "Tally":
        """Return the pairs of some associations alone."""
        names = {slug: name for slug, name in self.names.items() if slug in slugs}
        return Tally([p for p in self.pairs if p.programme in names], self.period, names)

    def total(self, measure: Measure) -> int:
        """Return how many pairs a measure counts."""
        return len(self.counted[measure])

    def counts(self, dimension: Dimension, measure: Measure) -> list[int]:
        """Return how many of them have each value of a dimension."""
        found = Counter(v for pair in self.counted[measure] for v in dimension.values(pair))
        return [found[code] for code in dimension.labels]

    def of_each(self, measure: Measure) -> list[int]:
        """Return how many of them each association has."""
        found = Counter(pair.programme for pair in self.counted[measure])
        return [found[slug] for slug in self.names]

    def cross(self, dimension: Dimension) -> HiddenTable:
        """Return the active pairs by association (rows) and by dimension, small counts hidden."""
        return self._settle(dimension)[0]

    def hidden(self, dimension: Dimension) -> Rows:
        """Return all measures of each value of a dimension, the small counts hidden."""
        if dimension in CROSSED:
            return self._settle(dimension)[1]
        if dimension.groups:
            return self._settle_groups(dimension)
        return hide_measures(self._measures(dimension), self._may_be, dear=ACTIVE)

    def _settle(self, dimension: Dimension) -> tuple[HiddenTable, Rows]:
        """Return the table by association and the table of all measures, that share their totals.

        What one hides of these totals the other hides too, until neither hides more.
        """
        found = Counter(
            (p.programme, v) for p in self.counted[Measure.ACTIVE] for v in dimension.values(p)
        )
        table = [[found[slug, v] for v in dimension.labels] for slug in self.names]
        known: set[int] = set()
        while True:
            crossed = hide_table(table, len(dimension.labels), known)
            known |= {row for row, cell in enumerate(crossed.totals) if cell is None}
            places = [(row, ACTIVE) for row in known]
            rows = hide_measures(self._measures(dimension), self._may_be, places, ACTIVE)
            told = {row for row, cells in enumerate(rows) if cells[ACTIVE] is None}
            if told <= known:
                return crossed, rows
            known |= told

    def _settle_groups(self, dimension: Dimension) -> Rows:
        """Return all measures of rows that each count somebody, though their groups are told.

        Both whoever knows the total and whoever knows that of a group find two stories at least.
        """
        measures = self._measures(dimension)
        codes = [dimension.groups[code] for code in dimension.labels]
        groups = [[i for i, it in enumerate(codes) if it == code] for code in set(codes)]
        known: set[Place] = set()
        while True:
            rows = hide_measures(measures, self._counts_somebody, known, ACTIVE)
            told = _hidden_places(rows)
            for members in groups:
                own = {(members.index(i), m) for i, m in told if i in members}
                counts = [measures[i] for i in members]
                hidden = hide_measures(counts, self._counts_somebody, own, ACTIVE)
                told |= {(members[i], m) for i, m in _hidden_places(hidden)}
            if told <= known:
                return rows
            known = told

    def _counts_somebody(self, counts: tuple[int, ...]) -> bool:
        return counts[ACTIVE] > 0 and self._may_be(counts)

    def _measures(self, dimension: Dimension) -> list[tuple[int, ...]]:
        columns = (self.counts(dimension, measure) for measure in MEASURE_LABELS)
        return list(zip(*columns, strict=True))

    def _may_be(self, counts: tuple[int, ...]) -> bool:
        return is_possible(counts, self.period)

    def endings(self) -> HiddenTable:
        """Return how pairs ended, by association (rows) and by ending.

        Reaching an end and stopping are hidden apart, since broken pairs are counted elsewhere; a
        relay is the associations' own doing, and is told.
        """
        found = Counter((pair.programme, pair.ending) for pair in self.counted[Measure.ENDED])
        parts = [
            hide_table([[found[slug, it] for it in part] for slug in self.names], len(part))
            for part in (REACHED, STOPPED)
        ]
        relays = [found[slug, Ending.RELAY] for slug in self.names]
        rows = zip(*(part.rows for part in parts), relays, strict=True)
        return HiddenTable(
            tuple((*reached, *stopped, relay) for reached, stopped, relay in rows),
            (*parts[0].totals, *parts[1].totals, sum(relays)),
        )

    def waits(self, values: Callable[[Pair], Iterable[str]]) -> dict[str, list[int]]:
        """Return the waits for a first meeting, by what a pair is sorted by."""
        found: dict[str, list[int]] = defaultdict(list)
        for pair in self.counted[Measure.STARTED]:
            for value in values(pair):
                found[value] += waits([pair], self.period)
        return found

    @property
    def all_waits(self) -> list[int]:
        """The waits for a first meeting, all together."""
        return waits(self.pairs, self.period)

    def people(self) -> dict[str, int]:
        """Return how many young people each association accompanied, each once."""
        found: dict[str, set[int]] = defaultdict(set)
        for pair in self.counted[Measure.ACTIVE]:
            found[pair.programme].add(pair.person)
        return {slug: len(found[slug]) for slug in self.names}


def grid_of(dimension: Dimension, tally: Tally) -> Grid:
    """Return all measures of a territory by one dimension, the median wait last."""
    waited, lines = tally.waits(dimension.values), []
    cells = zip(dimension.labels.items(), tally.hidden(dimension), strict=True)
    for (code, label), row in cells:
        lines.append(Line(label, (*map(shown, row), _wait_beside(row[STARTED], waited[code]))))
    return Grid(
        dimension.code,
        dimension.title,
        dimension.head,
        (*MEASURE_LABELS.values(), WAIT),
        tuple(lines),
        Line("Ensemble", (*map(tally.total, MEASURE_LABELS), wait_of(tally.all_waits))),
    )


def crossed_grid(dimension: Dimension, tally: Tally) -> Grid:
    """Return the active pairs by association and by dimension, and both totals."""
    table, of_each = tally.cross(dimension), tally.of_each(Measure.ACTIVE)
    return Grid(
        f"associations-{dimension.code}",
        f"Binômes actifs par association et par {dimension.head.lower()}",
        "Association",
        (*dimension.labels.values(), "Ensemble"),
        tuple(
            Line(name, (*map(shown, row), whole))
            for name, row, whole in zip(tally.names.values(), table.rows, of_each, strict=True)
        ),
        Line("Ensemble", (*map(shown, table.totals), sum(of_each))),
    )


def association_grid(tally: Tally, urls: Mapping[str, str]) -> Grid:
    """Return the exact figures of each association: they say nothing of who the people are."""
    people, waited = tally.people(), tally.waits(lambda pair: (pair.programme,))
    columns: list[Sequence[Value]] = [
        [people[slug] for slug in tally.names],
        *map(tally.of_each, MEASURE_LABELS),
        [wait_of(waited[slug]) for slug in tally.names],
    ]
    whole = (*map(tally.total, MEASURE_LABELS), wait_of(tally.all_waits))
    lines = lines_of(tally.names.values(), columns)
    return Grid(
        "association",
        "Par association",
        "Association",
        (PEOPLE, *MEASURE_LABELS.values(), WAIT),
        tuple(replace(li, url=urls[slug]) for slug, li in zip(tally.names, lines, strict=True)),
        Line("Ensemble", (count_people(tally.pairs, tally.period), *whole)),
    )


def wait_of(days: Sequence[int]) -> Value:
    """Return the median of at least five waits."""
    middle = median(Counter(days))
    return Mark.NONE if middle is None or len(days) < ENOUGH_ANSWERS else middle


def _wait_beside(started: Cell, days: Sequence[int]) -> Value:
    """Return a median, hidden beside a hidden number: it would tell that five waited."""
    return Mark.HIDDEN if started is None else wait_of(days)


def _hidden_places(rows: Rows) -> set[Place]:
    return {(i, m) for i, row in enumerate(rows) for m, cell in enumerate(row) if cell is None}
