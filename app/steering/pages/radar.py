"""The radar of needs nobody covers, in words and readable tables."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.core.formats import count, number
from app.core.suppression import MASKED, Cell
from app.core.typography import typo
from app.matching import Programme
from app.matching.vocabulary import STAGES
from app.matching.wording import lower_first, upper_first
from app.referrals.pages.phrases import NEED_WORDS
from app.steering import address
from app.steering.address import Pair
from app.steering.pages.changes import address_of
from app.steering.pages.words import obstacle_words
from app.steering.radar import TRIED, Barrier, Crossing, Pattern, Radar

C = TypeVar("C", bound=Hashable)
MOST_LINES = 30
MOST_TRIALS = 3
"""How many barriers, the heaviest, lead to the page that lifts them."""
ORIGIN_WORDS: dict[str, str] = {
    "priority": "Éducation prioritaire (REP, REP+)",
    "school": "Établissement hors REP",
    "higher": "Enseignement supérieur",
    "work": "Insertion et emploi",
    "others": "Associations et autres",
    "authorised": "Partenaires habilités",
}
QPV_WORDS: dict[bool | None, str] = {True: "En QPV", False: "Hors QPV", None: "QPV inconnu"}


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """People nobody can welcome, one programme, all that keeps them out of it.

    `url` tries the programme without these conditions, "" when that cannot be tried from here.
    """

    name: str
    obstacles: tuple[str, ...]
    people: str
    url: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """Those without a place at one stage: nobody can welcome them, or places are lacking."""

    label: str
    excluded: int
    short: int


@dataclass(frozen=True, slots=True)
class Table:
    """A crossing in words: the columns, and per row its label and its cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The columns as a table of figures heads them."""
        return [(column, "n") for column in self.columns]


@dataclass(frozen=True, slots=True)
class PatternLine:
    """What some people without a place have in common, and how many they are."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class RadarPage:
    """Those without a place: how many, why, and what they have in common."""

    excluded: int
    short: int
    stages: tuple[StageLine, ...]
    barriers: tuple[BarrierLine, ...]
    by_need: Table
    by_origin: Table
    patterns: tuple[PatternLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether everybody has a place."""
        return not self.excluded and not self.short


def present_radar(
    radar: Radar, programmes: Sequence[Programme], start: Sequence[Pair] | None
) -> RadarPage:
    """Return a radar in words.

    Args:
        start: the address the heaviest barriers are lifted from; None when they cannot be.
    """
    board = {programme.id: programme for programme in programmes}
    reached = [stage for stage in STAGES if radar.excluded[stage] or radar.short[stage]]
    return RadarPage(
        excluded=sum(radar.excluded.values()),
        short=sum(radar.short.values()),
        stages=tuple(
            StageLine(upper_first(STAGES[stage]), radar.excluded[stage], radar.short[stage])
            for stage in reached
        ),
        barriers=tuple(
            _barrier(barrier, board[barrier.slug], start if rank < MOST_TRIALS else None)
            for rank, barrier in enumerate(radar.barriers[:MOST_LINES])
        ),
        by_need=_table(radar.by_need, NEED_WORDS, {s: upper_first(w) for s, w in STAGES.items()}),
        by_origin=_table(radar.by_origin, ORIGIN_WORDS, QPV_WORDS),
        patterns=tuple(
            PatternLine(_pattern_words(one), one.count) for one in radar.patterns[:MOST_LINES]
        ),
    )


def _pattern_words(pattern: Pattern) -> str:
    """Return « Collège, scolarité et méthode, en QPV, éducation prioritaire (REP, REP+) »."""
    facts = (
        NEED_WORDS[pattern.need],
        QPV_WORDS[pattern.qpv],
        ORIGIN_WORDS[pattern.origin],
    )
    said = (word if word.startswith("QPV") else lower_first(word) for word in facts)
    return ", ".join((upper_first(STAGES[pattern.stage]), *said))


def _barrier(barrier: Barrier, programme: Programme, start: Sequence[Pair] | None) -> BarrierLine:
    """Return one line."""
    criteria = {criterion.code: criterion for criterion in programme.criteria}
    codes = [code for code in (*criteria, TRIED) if code in barrier.obstacles]
    pairs = [(f"{programme.id}-{address.LIFTED}", code) for code in sorted(codes)]
    return BarrierLine(
        name=typo(programme.name),
        obstacles=tuple(obstacle_words(code, criteria.get(code)) for code in codes),
        people=MASKED if barrier.count is None else count("jeune", barrier.count),
        url="" if start is None or TRIED in codes else address_of((*start, *pairs)),
    )


def _table(crossing: Crossing[str, C], rows: Mapping[str, str], columns: Mapping[C, str]) -> Table:
    return Table(
        columns=tuple(columns[column] for column in crossing.columns),
        rows=tuple(
            (rows[row], tuple(_say(crossing.cells[row, column]) for column in crossing.columns))
            for row in crossing.rows
        ),
    )


def _say(cell: Cell) -> str:
    """All hidden cells read alike: a word for the small one would give it back."""
    return MASKED if cell is None else number(cell)
