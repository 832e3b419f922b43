"""Groups of alike people into programmes: most placed, then best total. Exact, by prices.

People are added group after group; each addition follows the cheapest chain of moves on the graph
of programmes (successive shortest paths with prices, after Jonker and Volgenant), so that what is
placed stays optimal at every step.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOWHERE = -1
_UNPLACED = -(10**15)
"""Points of staying unplaced: below any chain of moves, so that placing people comes first."""


Route = tuple[dict[int, int], dict[int, tuple[int, int]], list[int], int]
"""Distances, the parent (mover, programme it leaves) of each programme reached by a move, the full
programmes passed, and the one where the route ends: with room, or nowhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """People with the same options.

    Args:
        size: how many they are.
        points: whole points of each option, by programme index.
    """

    size: int
    points: Mapping[int, int]


@dataclass(slots=True)
class Flow:
    """Who is where: `at[programme][group]` people; index -1 holds those who are nowhere.

    Args:
        left: places left per programme index; None without limit.
    """

    groups: Sequence[Group]
    at: dict[int, dict[int, int]] = field(default_factory=dict)
    prices: dict[int, int] = field(default_factory=dict)
    left: dict[int, int | None] = field(default_factory=dict)
    options: list[list[tuple[int, int]]] = field(default_factory=list)
    movers: dict[int, dict[int, list[tuple[int, int]]]] = field(default_factory=dict)
    """Per programme left and programme joined, a heap of (points lost, group); some have left."""


def solve(groups: Sequence[Group], rooms: Sequence[int | None]) -> Flow:
    """Place the groups: most people placed first, then the most points.

    Args:
        rooms: places per programme index, zero or less when full; None when open-ended.

    Returns:
        The flow; for the same groups in the same order, always the same one.
    """
    flow = Flow(groups)
    flow.left = {NOWHERE: None}
    flow.left |= {i: room if room is None else max(0, room) for i, room in enumerate(rooms)}
    flow.at = {index: {} for index in flow.left}
    flow.prices = dict.fromkeys(flow.at, 0)
    flow.movers = {index: {} for index in flow.at}
    flow.options = [[*group.points.items(), (NOWHERE, _UNPLACED)] for group in groups]
    for index, group in enumerate(groups):
        waiting = group.size
        while waiting:
            waiting -= _add(flow, index, waiting)
    return flow


def wanted_rooms(flow: Flow) -> set[int]:
    """Return the programmes where one more place would let one more person be placed."""
    reached: set[int] = set()
    to_visit = [NOWHERE]
    while to_visit:
        for group in flow.at[to_visit.pop()]:
            new = set(flow.groups[group].points) - reached
            reached |= new
            to_visit.extend(new)
    return reached


def count_let_in(flow: Flow, programme: int, more: int) -> int:
    """Return how many more people would be placed with more places of one programme.

    Only how many: any chain of moves is followed, not the cheapest. The flow is left as it is.
    """
    at = {index: dict(groups) for index, groups in flow.at.items()}
    left = more
    while left and (chain := _any_chain(flow, at, programme)):
        count = min(left, *(at[origin][mover] for mover, origin, _ in chain))
        for mover, origin, target in chain:
            at[origin][mover] -= count
            at[target][mover] = at[target].get(mover, 0) + count
        left -= count
    return more - left


def _any_chain(
    flow: Flow, at: Mapping[int, Mapping[int, int]], end: int
) -> list[tuple[int, int, int]]:
    """Return moves (mover, from, to) from nowhere to a programme; empty when there are none."""
    reached: dict[int, tuple[int, int]] = {}
    to_visit = deque([NOWHERE])
    while to_visit and end not in reached:
        origin = to_visit.popleft()
        for mover, count in at[origin].items():
            if not count:
                continue
            for target in flow.groups[mover].points:
                if target not in reached:
                    reached[target] = (mover, origin)
                    to_visit.append(target)
    chain, target = [], end
    while target in reached:
        mover, origin = reached[target]
        chain.append((mover, origin, target))
        target = origin
    return chain


def _add(flow: Flow, group: int, waiting: int) -> int:
    """Add people of a group along the cheapest chain of moves; return how many it could take."""
    distance, parents, settled, end = _cheapest_route(flow, group)
    for programme in settled:
        flow.prices[programme] += distance[end] - distance[programme]
    chain = _chain(parents, group, end)
    free = flow.left[end]
    count = waiting if free is None else min(waiting, free)
    for mover, origin, _ in chain[1:]:
        count = min(count, flow.at[origin][mover])
    for mover, origin, target in chain:
        _move(flow, mover, origin, target, count)
    if free is not None:
        flow.left[end] = free - count
    return count


def _cheapest_route(flow: Flow, group: int) -> Route:
    """Find the cheapest way for one more person of a group: straight to a place, or by moves."""
    distance, enough = _first_steps(flow, group)
    if enough > 0:
        return _search(flow, distance, enough)
    roomy = [i for i, length in distance.items() if length == 0 and flow.left[i] != 0]
    return distance, {}, [], min(roomy)


def _search(flow: Flow, distance: dict[int, int], enough: int) -> Route:
    """Search the graph of programmes from a newcomer's options (Dijkstra).

    Args:
        distance: the programmes reached so far; completed here.
        enough: distance of the nearest with room.
    """
    prices, left = flow.prices, flow.left
    heap = [(length, programme) for programme, length in distance.items()]
    heapify(heap)
    parents: dict[int, tuple[int, int]] = {}
    done: set[int] = set()
    settled: list[int] = []
    while True:
        so_far, programme = heappop(heap)
        if programme in done:
            continue
        if left[programme] != 0:
            return distance, parents, settled, programme
        done.add(programme)
        settled.append(programme)
        base, present = so_far - prices[programme], flow.at[programme]
        for target, movers in flow.movers[programme].items():
            if target in done:
                continue
            while movers and movers[0][1] not in present:
                heappop(movers)
            if not movers:
                continue
            lost, mover = movers[0]
            length = base + lost + prices[target]
            if length < enough and length < distance.get(target, enough):
                distance[target] = length
                parents[target] = (mover, programme)
                heappush(heap, (length, target))
                if left[target] != 0:
                    enough = length


def _first_steps(flow: Flow, group: int) -> tuple[dict[int, int], int]:
    """Return the distance of each option of a newcomer, and of the nearest with room."""
    gains = {index: points - flow.prices[index] for index, points in flow.options[group]}
    best = max(gains.values())
    distance = {programme: best - gain for programme, gain in gains.items()}
    return distance, min(length for i, length in distance.items() if flow.left[i] != 0)


def _chain(
    parents: Mapping[int, tuple[int, int]], group: int, end: int
) -> list[tuple[int, int, int]]:
    """Return the moves (mover, from, to), the newcomer's first; it comes from nowhere."""
    moves = []
    target = end
    while target in parents:
        mover, origin = parents[target]
        moves.append((mover, origin, target))
        target = origin
    return [(group, NOWHERE - 1, target), *reversed(moves)]


def _move(flow: Flow, mover: int, origin: int, target: int, count: int) -> None:
    if origin >= 0:
        staying = flow.at[origin][mover] - count
        if staying:
            flow.at[origin][mover] = staying
        else:
            del flow.at[origin][mover]
    present = flow.at[target]
    if mover not in present:
        present[mover] = 0
        _announce(flow, mover, target)
    present[mover] += count


def _announce(flow: Flow, mover: int, programme: int) -> None:
    """Let the heaps know that a group is now in a programme, and what leaving it would lose."""
    if programme == NOWHERE:
        return
    here = flow.groups[mover].points[programme]
    heaps = flow.movers[programme]
    for target, points in flow.options[mover]:
        if target != programme:
            heappush(heaps.setdefault(target, []), (here - points, mover))
