"""Needs nobody covers: who could not be placed, why, and what they have in common. Pure."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.suppression import Cell, hide_line, hide_table
from app.matching import Profile, Programme
from app.matching.criteria import find
from app.matching.vocabulary import SENSITIVE_KINDS, STAGES, is_priority_education
from app.matching.wording import family_of
from app.steering.outlook import Outlook, Person

TRIED = "tried"
"""The obstacle of a programme that will not be asked again, beside the codes of criteria."""
ORIGINS = ("priority", "school", "higher", "work", "others", "authorised")
"""Who refers: a school of the priority networks, another school, higher education, services of
work, associations and others, partners whose kind says too much."""
QPV = (True, False, None)
WORK_KINDS = frozenset({"mission_locale", "maison_emploi", "pole_emploi"})

Obstacles = frozenset[str]
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Crossing(Generic[R, C]):
    """A table of counts of people, without those that may not be shown."""

    rows: tuple[R, ...]
    columns: tuple[C, ...]
    cells: Mapping[tuple[R, C], Cell]


@dataclass(frozen=True, slots=True)
class Barrier:
    """People no programme can welcome, and all that keeps them from one of these programmes.

    Args:
        obstacles: the codes of its criteria that say no, and `TRIED`.
        count: None when it is of a few people, or would tell such a count.
    """

    slug: str
    obstacles: Obstacles
    count: Cell


@dataclass(frozen=True, slots=True)
class Pattern:
    """What some people without a place have in common: one crossing of four facts."""

    stage: str
    need: str
    qpv: bool | None
    origin: str
    count: int


@dataclass(frozen=True, slots=True)
class Radar:
    """Those a plan leaves without a place.

    Args:
        excluded: per stage, those every programme says no to.
        short: per stage, those a programme could welcome, who lack a place.
        could_go: per programme, how many of the latter it could welcome.
        barriers: why the former are excluded; fewest obstacles for the most people first, then
            those whose count is hidden.
        by_need: need × stage, small counts hidden; somebody counts once per need.
        by_origin: who refers × priority neighbourhood, small counts hidden.
        patterns: the crossings of stage, need, neighbourhood and origin that may be shown.
    """

    excluded: Counter[str]
    short: Counter[str]
    could_go: Counter[str]
    barriers: tuple[Barrier, ...]
    by_need: Crossing[str, str]
    by_origin: Crossing[str, bool | None]
    patterns: tuple[Pattern, ...]


def scan(outlook: Outlook, programmes: Sequence[Programme], needs: Sequence[str]) -> Radar:
    """Return why those an outlook leaves without a place have none, once the scenario is true.

    Args:
        needs: the needs to tell apart, in order.
    """
    people = [p for p in outlook.people if outlook.after.placed[p.profile.id] is None]
    excluded, short = Counter[str](), Counter[str]()
    could_go, barriers = Counter[str](), Counter[tuple[str, Obstacles]]()
    for person in people:
        options = outlook.options[person.profile.id]
        could_go.update(options)
        (short if options else excluded)[person.stage] += 1
        if not options:
            barriers.update((p.id, _all_obstacles(person, p)) for p in programmes)
    by_need = _by_need(people, needs)
    return Radar(
        excluded=excluded,
        short=short,
        could_go=could_go,
        barriers=_ordered(barriers, [programme.id for programme in programmes]),
        by_need=by_need,
        by_origin=_cross(
            Counter((origin_of(p.profile.kinds), p.profile.qpv) for p in people), ORIGINS, QPV
        ),
        patterns=_patterns(people, by_need),
    )


def origin_of(kinds: Collection[str]) -> str:
    """Return who refers, one of `ORIGINS`: a school attended rather than a sensitive service."""
    shown = set(kinds) - SENSITIVE_KINDS
    if kinds and not shown:
        return "authorised"
    if any(map(is_priority_education, shown)):
        return "priority"
    if any(map(family_of, shown)):
        return "school"
    if "etab_superieur" in shown:
        return "higher"
    return "work" if shown & WORK_KINDS else "others"


def obstacles_of(profile: Profile, programme: Programme) -> Obstacles:
    """Return the codes of the criteria of a programme that exclude somebody."""
    return frozenset(
        criterion.code
        for criterion in programme.criteria
        if criterion.required and find(profile, programme, criterion)[0] == "no"
    )


def _all_obstacles(person: Person, programme: Programme) -> Obstacles:
    tried = {TRIED} if programme.id in person.tried else frozenset()
    return obstacles_of(person.profile, programme) | tried


def _ordered(barriers: Counter[tuple[str, Obstacles]], slugs: Sequence[str]) -> tuple[Barrier, ...]:
    """Return the barriers, the most people per obstacle to lift first, the hidden ones last.

    Those of a programme sum to all who are excluded, which is known.
    """
    found = []
    for slug in slugs:
        own = [codes for other, codes in barriers if other == slug]
        counts = hide_line([barriers[slug, codes] for codes in own])
        found += [Barrier(slug, codes, count) for codes, count in zip(own, counts, strict=True)]
    return tuple(
        sorted(
            found, key=lambda b: (-(b.count or 0) / len(b.obstacles), b.slug, sorted(b.obstacles))
        )
    )


def _by_need(people: Sequence[Person], needs: Sequence[str]) -> Crossing[str, str]:
    counts = Counter((need, p.stage) for p in people for need in p.profile.needs)
    return _cross(counts, needs, tuple(STAGES))


def _cross(
    counts: Mapping[tuple[R, C], int], rows: Sequence[R], columns: Sequence[C]
) -> Crossing[R, C]:
    table = [[counts.get((row, column), 0) for column in columns] for row in rows]
    hidden = hide_table(table, len(columns)).rows
    cells = {
        (row, column): hidden[i][j]
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }
    return Crossing(tuple(rows), tuple(columns), cells)


def _patterns(people: Sequence[Person], by_need: Crossing[str, str]) -> tuple[Pattern, ...]:
    """Return the crossings that neither are small nor give a small one back by difference."""
    found: dict[tuple[str, str], Counter[tuple[bool | None, str]]] = {}
    for person in people:
        facts = (person.profile.qpv, origin_of(person.profile.kinds))
        for need in person.profile.needs:
            found.setdefault((need, person.stage), Counter())[facts] += 1
    patterns = []
    for (need, stage), shown in by_need.cells.items():
        if shown:
            parts = sorted(found[need, stage].items(), key=str)
            patterns += [
                Pattern(stage, need, *facts, count)
                for (facts, _), count in zip(
                    parts, hide_line([count for _, count in parts]), strict=True
                )
                if count is not None
            ]
    return tuple(sorted(patterns, key=lambda pattern: -pattern.count))
