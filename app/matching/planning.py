"""A whole list at once: who can be placed where, and where one more place does the most good."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

from app.matching.flow import NOWHERE, Flow, Group, count_let_in, solve, wanted_rooms
from app.matching.panel import group_by_fits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from app.matching.facts import Places, Profile
    from app.matching.panel import Fits
    from app.matching.programmes import Programme

_WHOLE_POINTS = 10**6
"""Fits are compared as whole millionths of a point, so that totals are exact."""
_FIRST = 10**12
"""What placing somebody who comes first is worth: above any chain of better fits, below a place."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The optimum for a list of young people.

    Args:
        placed: the programme of each profile id; None when there is no place for it.
        worth: people one more place would add, per programme id, 0.0 to 1.0.
    """

    placed: dict[str, str | None]
    worth: dict[str, float]

    @property
    def count(self) -> int:
        """How many young people are placed."""
        return sum(programme_id is not None for programme_id in self.placed.values())


@dataclass(frozen=True, slots=True)
class Crowd:
    """People grouped by their options among programmes; it may be placed with several places.

    Args:
        twins: programmes nobody can tell apart, put together; the options are their indexes.
        people: each group: its options, whether it comes first, its ids.
    """

    twins: tuple[tuple[Programme, ...], ...]
    people: tuple[tuple[Fits, bool, tuple[str, ...]], ...]

    def place(self, places: Mapping[str, Places]) -> Plan:
        """Return the optimum with these places: what `plan` returns."""
        flow = self._solve(places)
        wanted = wanted_rooms(flow)
        worth = {p.id: float(i in wanted) for i, alike in enumerate(self.twins) for p in alike}
        seats = [_seats(alike, places) for alike in self.twins]
        placed = _by_person(flow, [ids for *_, ids in self.people], seats)
        return Plan(placed, dict(sorted(worth.items())))

    def gains(self, places: Mapping[str, Places], *more: int) -> dict[str, tuple[int, ...]]:
        """Return how many more `place` would place with more places of each programme, alone.

        Args:
            more: numbers of places to add, one figure each; those of a programme beyond its
                figure (free below zero) make up for it first.
        """
        flow = self._solve(places)
        return {
            p.id: tuple(_gain(flow, index, places.get(p.id), added) for added in more)
            for index, alike in enumerate(self.twins)
            for p in alike
        }

    def options(self) -> dict[str, tuple[str, ...]]:
        """Return the programmes each profile id may go to, places aside."""
        return {
            person: tuple(p.id for index, _ in fits for p in self.twins[index])
            for fits, _, ids in self.people
            for person in ids
        }

    def _solve(self, places: Mapping[str, Places]) -> Flow:
        groups = [
            Group(len(ids), {i: round(fit * _WHOLE_POINTS) + _FIRST * first for i, fit in fits})
            for fits, first, ids in self.people
        ]
        return solve(groups, [_room(alike, places) for alike in self.twins])


def _gain(flow: Flow, index: int, room: Places | None, more: int) -> int:
    beyond = 0 if room is None else max(0, -room.free)
    if flow.left[index] is None:
        return 0
    return count_let_in(flow, index, max(0, more - beyond))


def gather(
    profiles: Iterable[Profile],
    programmes: Iterable[Programme],
    declined: Mapping[str, Collection[str]] | None = None,
    first: Collection[str] = (),
) -> Crowd:
    """Group a whole list by its options: the longest part of a plan, whatever the places.

    Args:
        declined: ids of the programmes that are no option any more, per profile id.
        first: ids of the profiles placed before the others.

    Raises:
        ValueError: two profiles have the same id, so that one of them would be lost.
    """
    crowd, refusals = list(profiles), declined or {}
    _check_ids(crowd)
    twins = _twins(crowd, programmes, {i for ids in refusals.values() for i in ids})
    rank = {programme.id: index for index, alike in enumerate(twins) for programme in alike}
    barred = {
        profile_id: frozenset(rank[i] for i in ids if i in rank)
        for profile_id, ids in refusals.items()
    }
    groups = group_by_fits(crowd, [alike[0] for alike in twins], barred)
    return Crowd(tuple(twins), tuple(_in_turn(groups, frozenset(first))))


def _in_turn(
    groups: Mapping[Fits, Sequence[str]], first: frozenset[str]
) -> Iterator[tuple[Fits, bool, tuple[str, ...]]]:
    """Yield the groups, those who come first apart from the others."""
    for fits, ids in groups.items():
        for comes_first in (True, False):
            alike = tuple(person for person in ids if (person in first) == comes_first)
            if alike:
                yield fits, comes_first, alike


def plan(
    profiles: Iterable[Profile],
    programmes: Iterable[Programme],
    places: Mapping[str, Places],
    *,
    declined: Mapping[str, Collection[str]] | None = None,
    first: Collection[str] = (),
) -> Plan:
    """Place a whole list: most young people placed, then the best total fit. Exact.

    Args:
        places: a programme without an entry has no place.
        declined: ids of the programmes that declined each profile id, not proposed again.
        first: ids of the profiles placed before the others: most people placed, then most of these,
            then the best fit. It costs no place: whoever is placed stays so as others are added.

    Returns:
        The optimum; the same whatever the order of the profiles and of the programmes. Between
        people alike, places are dealt in the order of their ids.

    Raises:
        ValueError: two profiles have the same id, so that one of them would be lost.

    Source: `docs/adr/011-planning.md`.
    """
    return gather(profiles, programmes, declined, first).place(places)


def _check_ids(crowd: Sequence[Profile]) -> None:
    ids = {profile.id for profile in crowd}
    if len(ids) < len(crowd):
        times = Counter(profile.id for profile in crowd)
        twice = sorted(profile_id for profile_id, count in times.items() if count > 1)
        raise ValueError(f"profiles share an id: {', '.join(twice[:5])}")


def _twins(
    crowd: Iterable[Profile], programmes: Iterable[Programme], refused: Collection[str]
) -> list[tuple[Programme, ...]]:
    """Put together the programmes nobody can tell apart: same rules, and nothing names them.

    Args:
        refused: programmes somebody may not go to any more, named by it as by a wish.
    """
    named = {profile.wish for profile in crowd} | {i for p in crowd for i in p.confirmed}
    named |= set(refused)
    alike: dict[object, list[Programme]] = {}
    for programme in sorted(programmes, key=lambda programme: programme.id):
        rules = (programme.criteria, programme.needs, programme.modes)
        alike.setdefault(programme.id if programme.id in named else rules, []).append(programme)
    return [tuple(twins) for twins in alike.values()]


def _room(alike: Sequence[Programme], places: Mapping[str, Places]) -> int | None:
    rooms = [places[programme.id] for programme in alike if programme.id in places]
    if any(room.open_ended for room in rooms):
        return None
    return sum(max(0, room.free) for room in rooms)


def _seats(alike: Sequence[Programme], places: Mapping[str, Places]) -> Iterator[str]:
    """Yield the places of twin programmes one by one; those without limit come last."""
    known = [(places[programme.id], programme.id) for programme in alike if programme.id in places]
    limited = [repeat(id_, max(0, room.free)) for room, id_ in known if not room.open_ended]
    endless = [repeat(id_) for room, id_ in known if room.open_ended]
    return chain(*limited, *endless[:1])


def _by_person(
    flow: Flow, people: Iterable[Sequence[str]], seats: Sequence[Iterator[str]]
) -> dict[str, str | None]:
    """Deal the places of each group to its people, in the order of their ids."""
    dealt = [iter(ids) for ids in people]
    placed: dict[str, str | None] = {}
    for index, groups in sorted(flow.at.items()):
        for group, count in sorted(groups.items()):
            for person in islice(dealt[group], count):
                placed[person] = None if index == NOWHERE else next(seats[index])
    return {person: placed[person] for person in sorted(placed)}
