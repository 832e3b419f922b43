"""The report of one association: its own figures, never another association's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.suppression import Cell, HiddenTable, hide_line, hide_measures
from app.referrals.origins import STAGE_LABELS
from app.referrals.reasons import Attribution
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS
from app.reports.association_queries import Answer, Proposals, sum_over
from app.reports.bars import Bar, list_bars
from app.reports.breakdowns import Tally
from app.reports.dimensions import ENDING_LABELS, ORIGIN, OWN_ORIGIN_LABELS, STAGE, Dimension
from app.reports.figures import Delay, Occupation
from app.reports.grids import Grid, Line, shown
from app.reports.impact import Impact, list_own_impacts
from app.reports.indicators import Indicator, list_indicators
from app.reports.pairs import Measure

ANSWER_LABELS: dict[Answer, str] = {
    Answer.ACCEPTED: "Acceptées",
    Answer.DECLINED: "Déclinées",
    Answer.SILENT: "Restées sans réponse",
    Answer.RECALLED: "Reprises par la Cité éducative",
    Answer.AWAITED: "Réponse attendue",
}
SIDE_LABELS: dict[Attribution, str] = {
    Attribution.CAPACITY: "Plus de place",
    Attribution.ASSOCIATION: "Du côté de l’association",
    Attribution.ELIGIBILITY: "Hors des critères",
    Attribution.PERSON: "Du côté du jeune ou de la famille",
    Attribution.DATA: "Demande en double",
}


@dataclass(frozen=True, slots=True)
class AssociationReport:
    """All the page shows; `places` are those of today, one per programme.

    `year` names the school year of what tells who the young people are, when the period is another.
    """

    name: str
    places: tuple[Occupation, ...]
    proposals: tuple[Bar, ...]
    received: int
    refusals: tuple[Bar, ...]
    delays: tuple[Delay, ...]
    indicators: tuple[Indicator, ...]
    grids: tuple[Grid, ...]
    outcomes: tuple[Bar, ...]
    ended: int
    impacts: tuple[Impact, ...]
    year: str = ""
    objective: int = ANSWER_OBJECTIVE_DAYS


@dataclass(frozen=True, slots=True)
class AssociationSources:
    """What was read; the pairs are those of the territory, whose tables are hidden as one.

    `proposals` and `tally` are of the period, `of_year` and `tally_of_year` of its school year,
    which `year` names when it is another period.
    """

    name: str
    slugs: Sequence[str]
    occupations: Sequence[Occupation]
    delays: Sequence[Delay]
    proposals: Proposals
    tally: Tally
    of_year: Proposals
    tally_of_year: Tally
    year: str


def present_association(sources: AssociationSources) -> AssociationReport:
    """Return the report of an association."""
    tally, proposals, slugs = sources.tally_of_year, sources.of_year, sources.slugs
    answers = [sources.proposals.answers[answer] for answer in ANSWER_LABELS]
    sides = [proposals.sides[side] for side in SIDE_LABELS]
    ended = tally.only(slugs).total(Measure.ENDED)
    endings = _own_row(tally.endings(), sources)
    return AssociationReport(
        name=sources.name,
        places=tuple(it for it in sources.occupations if it.slug in slugs),
        proposals=list_bars(ANSWER_LABELS.values(), answers, sources.proposals.received),
        received=sources.proposals.received,
        refusals=list_bars(SIDE_LABELS.values(), hide_line(sides), sum(sides)),
        delays=tuple(delay for delay in sources.delays if delay.slug in slugs),
        indicators=list_indicators(sources.tally.only(slugs)),
        grids=(
            _grid(STAGE, STAGE_LABELS, proposals.stages, sources),
            _grid(ORIGIN, OWN_ORIGIN_LABELS, proposals.origins, sources),
        ),
        outcomes=list_bars(ENDING_LABELS.values(), endings, ended),
        ended=ended,
        impacts=list_own_impacts(tally, slugs),
        year=sources.year,
    )


def _own_row(table: HiddenTable, sources: AssociationSources) -> tuple[Cell, ...]:
    """Return the row of the association in the one table of the territory, hidden as it is."""
    own = [
        row
        for slug, row in zip(sources.tally_of_year.names, table.rows, strict=True)
        if slug in sources.slugs
    ]
    return tuple(_add(cells) for cells in zip(*own, strict=True))


def _add(cells: Sequence[Cell]) -> Cell:
    """Return the sum of the programmes of one association, hidden as soon as one of them is."""
    seen = [cell for cell in cells if cell is not None]
    return sum(seen) if len(seen) == len(cells) else None


def _grid(
    dimension: Dimension,
    labels: Mapping[str, str],
    counts: Counter[tuple[Answer, str]],
    sources: AssociationSources,
) -> Grid:
    received, accepted = sum_over(counts, labels), [counts[Answer.ACCEPTED, c] for c in labels]
    own = hide_measures(list(zip(received, accepted, strict=True)), _accepts_what_comes)
    active = _own_row(sources.tally_of_year.cross(dimension), sources)
    whole = sources.tally_of_year.only(sources.slugs).total(Measure.ACTIVE)
    return Grid(
        dimension.code,
        dimension.title,
        dimension.head,
        ("Demandes reçues", "Acceptées", "Binômes actifs"),
        tuple(
            Line(label, (*map(shown, cells), shown(cell)))
            for label, cells, cell in zip(labels.values(), own, active, strict=True)
        ),
        Line("Ensemble", (sum(received), sum(accepted), whole)),
    )


def _accepts_what_comes(counts: tuple[int, ...]) -> bool:
    received, accepted = counts
    return accepted <= received
