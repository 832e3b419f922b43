"""The pairs of a period by stage, school, need…: tables whose small counts are hidden. Pure.

A measure crossed with the stage or with the prescriber is hidden once for the whole territory,
association by association: the page of the territory shows the totals of that one table, the
report of an association its row. Two pages side by side then tell no more than the table.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.referrals.pages.phrases import NEED_WORDS, OFFERED_NEEDS
from app.reports.figures import ENOUGH_ANSWERS, Period, median
from app.reports.grids import Grid, Line, Mark, Value, lines_of, shown
from app.reports.pairs import TESTS, Ending, Measure, Pair, count_people, waits
from app.reports.suppression import Cell, HiddenTable, hide_line, hide_table

MEASURE_LABELS: dict[Measure, str] = {
    Measure.STARTED: "Commencés",
    Measure.ACTIVE: "Actifs",
    Measure.ENDED: "Terminés",
    Measure.LONG: "6\u00a0mois ou\u00a0plus",
    Measure.BROKEN: "Rompus avant 6\u00a0mois",
}
WAIT = "Délai médian (jours ouvrés)"
PEOPLE = "Jeunes"
UNKNOWN_SCHOOL = "Sans établissement, ou inconnu"
QPV_LABELS = {"yes": "En quartier prioritaire", "no": "Hors quartier prioritaire"}
QPV_LABELS |= {"unknown": "Adresse non précisée"}
OWN_ORIGIN_LABELS = ORIGIN_LABELS | {"ase": "Partenaires habilités"}
"""What an association reads: who follows a young person is not told, even as a number."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """An attribute of the young person; `values` are those of a pair, codes of `labels`."""

    code: str
    title: str
    head: str
    labels: Mapping[str, str]
    values: Callable[[Pair], tuple[str, ...]]


def qpv_code(qpv: bool | None) -> str:
    """Return a key of `QPV_LABELS`."""
    return "unknown" if qpv is None else ("yes" if qpv else "no")


STAGE = Dimension(
    "etape", "Par niveau (étape du parcours)", "Étape", STAGE_LABELS, lambda p: (p.stage,)
)
ORIGIN = Dimension(
    "prescripteur", "Par type de prescripteur", "Prescripteur", ORIGIN_LABELS, lambda p: (p.origin,)
)
QPV = Dimension("qpv", "Par quartier", "Quartier", QPV_LABELS, lambda p: (qpv_code(p.qpv),))
NEED = Dimension(
    "besoin",
    "Par besoin (un jeune peut en avoir trois)",
    "Besoin",
    {code: NEED_WORDS[code] for code in OFFERED_NEEDS},
    lambda p: p.needs,
)
ENDING = Dimension(
    "issue",
    "Que deviennent les jeunes\u00a0?",
    "Issue",
    {
        Ending.OBJECTIVES: "Objectifs atteints",
        Ending.TERM: "Durée prévue atteinte",
        Ending.YOUNG_SIDE: "Arrêt du côté du jeune ou de la famille",
        Ending.MENTOR_SIDE: "Arrêt du côté du mentor ou de l’association",
        Ending.OTHER: "Arrêt pour une autre raison",
        Ending.RELAY: "Relais pris par une autre association",
    },
    lambda p: (p.ending or "",),
)
CROSSED = (STAGE, ORIGIN, ENDING)


def by_school(pairs: Iterable[Pair]) -> Dimension:
    """Return the dimension of the schools attended, by name, the unknown one last."""
    names = sorted({pair.school for pair in pairs if pair.school})
    labels = {name: name for name in names} | {"": UNKNOWN_SCHOOL}
    return Dimension(
        "etablissement", "Par établissement", "Établissement", labels, lambda p: (p.school,)
    )


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

    def cross(self, dimension: Dimension, measure: Measure) -> HiddenTable:
        """Return a measure by association (rows) and by dimension, its small counts hidden."""
        found = Counter(
            (pair.programme, v) for pair in self.counted[measure] for v in dimension.values(pair)
        )
        return hide_table([[found[slug, v] for v in dimension.labels] for slug in self.names])

    def hidden(self, dimension: Dimension, measure: Measure) -> tuple[Cell, ...]:
        """Return how many have each value of a dimension, the small counts hidden."""
        if dimension in CROSSED:
            return self.cross(dimension, measure).totals
        return hide_line(self.counts(dimension, measure))

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
    columns = {measure: tally.hidden(dimension, measure) for measure in MEASURE_LABELS}
    waited = tally.waits(dimension.values)
    medians = [
        Mark.HIDDEN if started is None else wait_of(waited[code])
        for code, started in zip(dimension.labels, columns[Measure.STARTED], strict=True)
    ]
    counts: list[list[Value]] = [[shown(cell) for cell in column] for column in columns.values()]
    return Grid(
        dimension.code,
        dimension.title,
        dimension.head,
        (*MEASURE_LABELS.values(), WAIT),
        lines_of(dimension.labels.values(), [*counts, medians]),
        Line("Ensemble", (*map(tally.total, MEASURE_LABELS), wait_of(tally.all_waits))),
    )


def crossed_grid(dimension: Dimension, tally: Tally) -> Grid:
    """Return the active pairs by association and by dimension, and both totals."""
    table, of_each = tally.cross(dimension, Measure.ACTIVE), tally.of_each(Measure.ACTIVE)
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
