"""Small counts of young people, hidden so that nothing shown gives them back. Pure.

A count from 1 to 4 that crosses a personal attribute (stage, school, need…) is hidden, and as many
others as it takes (« complements »): whoever subtracts what is shown from a total finds at least
two possible values for each hidden one. All hidden cells read alike, a zero may be one of them:
a word that told the small one from its complement would give it back.

Source: spec/trust.md, A16; docs/adr/066-small-counts.md.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

FEW = 5
MASKED = "masqué"
"""What every hidden cell reads, on a screen, on paper and in a workbook."""
Cell = int | None
"""A count, None when it is hidden."""
Place = tuple[int, int]
"""Row and column of a cell; the totals of the columns are the row after the last one."""
Node = tuple[str, int]
Counts = tuple[int, ...]
NEVER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class HiddenTable:
    """A crossed table as it may be shown: the sums of its rows are exact and known."""

    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]


def is_small(value: int) -> bool:
    """Return whether a count is of so few people that it may not be shown."""
    return 0 < value < FEW


def hide_part(part: int, whole: int) -> Cell:
    """Return a part of a known whole, hidden when it, or all the others, are a few people."""
    return None if is_small(part) or is_small(whole - part) else part


def hide_line(values: Sequence[int]) -> tuple[Cell, ...]:
    """Return the counts of a line whose sum is known, the small ones hidden, never one alone.

    A second one is hidden beside a single small one: the smallest that is not zero, else a zero.
    A line of one cell is its own sum: hidden, its sum must be too.
    """
    return tuple(cell for (cell,) in hide_measures([(value,) for value in values], _anything))


def hide_measures(
    rows: Sequence[Counts],
    is_possible: Callable[[Counts], bool],
    known: Iterable[Place] = (),
    dear: int = -1,
) -> tuple[tuple[Cell, ...], ...]:
    """Return several counts of each row, the small ones hidden, though each bounds the others.

    Fewer pairs ended than went on: a cell that is hidden beside one that is shown says little. So a
    hidden cell is safe when another story fits all that is shown: one person more or less in some
    measures of its row, one less or more in those of another. The cheapest such story is hidden.

    Args:
        rows: the counts of each row, one per measure; the sum of each measure is known exactly.
        is_possible: whether a row may have such counts.
        known: cells hidden already, elsewhere.
        dear: the measure that is hidden last.
    """
    hidden = {(i, m) for i, row in enumerate(rows) for m, n in enumerate(row) if is_small(n)}
    hidden.update(known)
    for place in sorted(hidden):
        hidden |= _cheapest_story(place, rows, hidden, is_possible, dear)
    return tuple(
        tuple(None if (i, m) in hidden else value for m, value in enumerate(row))
        for i, row in enumerate(rows)
    )


def _anything(_counts: Counts) -> bool:
    return True


def _cheapest_story(
    place: Place,
    rows: Sequence[Counts],
    hidden: set[Place],
    is_possible: Callable[[Counts], bool],
    dear: int,
) -> set[Place]:
    """Return the cells that let one cell change, itself included."""
    here, measure = place
    best: tuple[int, set[Place]] = (NEVER, set())
    for steps in _stories(measure, len(rows[here])):
        if not _may_become(rows[here], steps, 1, is_possible):
            continue
        moved = [m for m, step in enumerate(steps) if step]
        for there, row in enumerate(rows):
            if there == here or not _may_become(row, steps, -1, is_possible):
                continue
            cells = {(i, m) for i in (here, there) for m in moved}
            cost = sum(_worth(rows[i][m]) * (10 if m == dear else 1) for i, m in cells - hidden)
            if cost < best[0]:
                best = cost, cells
            if not cost:
                return {place}
    return {place, *best[1]}


@cache
def _stories(measure: int, width: int) -> tuple[Counts, ...]:
    """Return what may change in a row when one measure does: -1, 0 or 1 each, the least first."""
    steps = product((0, -1, 1), repeat=width)
    changing = [story for story in steps if story[measure]]
    return tuple(sorted(changing, key=lambda story: sum(map(abs, story))))


def _may_become(
    row: Counts, steps: Counts, sign: int, is_possible: Callable[[Counts], bool]
) -> bool:
    changed = tuple(n + sign * step for n, step in zip(row, steps, strict=True))
    return min(changed) >= 0 and is_possible(changed)


def _worth(value: int) -> int:
    """Return what hiding a cell costs: little for few people, more for a zero."""
    return 2_000 if value == 0 else 100 + min(value, 1_000)


def hide_table(rows: Sequence[Sequence[int]], width: int, known: Iterable[int] = ()) -> HiddenTable:
    """Return a crossed table whose small cells cannot be found again.

    Args:
        rows: counts of people, as many columns in each; the sum of each row and the sum of all
            are known exactly (an association's pairs), those of the columns are counts to protect.
        width: how many columns, even when there is no row.
        known: columns whose sum is hidden already, elsewhere.

    A hidden cell is safe when one person more or less in it can be made up for elsewhere without
    changing anything shown: when it is on a cycle of hidden cells. The cheapest cycle is hidden.
    """
    columns = [sum(column) for column in zip(*rows, strict=True)] or [0] * width
    values = {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row)}
    values |= {(len(rows), j): value for j, value in enumerate(columns)}
    hidden = {place for place, value in values.items() if is_small(value)}
    hidden |= {(len(rows), j) for j, cell in enumerate(hide_line(columns)) if cell is None}
    hidden |= {(len(rows), j) for j in known}
    for place in sorted(hidden):
        hidden |= _cheapest_cycle(place, values, hidden, last=len(rows))
    shown = {place: None if place in hidden else value for place, value in values.items()}
    return HiddenTable(
        tuple(tuple(shown[i, j] for j in range(width)) for i in range(len(rows))),
        tuple(shown[len(rows), j] for j in range(width)),
    )


def _cheapest_cycle(
    place: Place, values: dict[Place, int], hidden: set[Place], last: int
) -> set[Place]:
    """Return the cells that let one cell move, itself included: hidden ones cost nothing."""
    found = [
        path
        for step in (1, -1)
        if _may_move(place, step, values, last)
        for path in [_path(place, step, values, hidden, last)]
        if path is not None
    ]
    return {place, *min(found)[1]} if found else {place}


def _path(
    place: Place, step: int, values: dict[Place, int], hidden: set[Place], last: int
) -> tuple[int, tuple[Place, ...]] | None:
    """Return the cheapest way from the column of a cell back to its row (Dijkstra)."""
    row, column = place
    waiting: list[tuple[int, Node, tuple[Place, ...]]] = [(0, ("column", column), ())]
    reached: set[Node] = set()
    while waiting:
        cost, node, path = heapq.heappop(waiting)
        if node == ("row", row):
            return cost, path
        if node in reached:
            continue
        reached.add(node)
        for other, cell in _neighbours(node, values):
            change = -step if node[0] == "column" else step
            if cell != place and _may_move(cell, change, values, last):
                price = 0 if cell in hidden else _price(cell, values[cell], last)
                heapq.heappush(waiting, (cost + price, other, (*path, cell)))
    return None


def _neighbours(node: Node, values: dict[Place, int]) -> Iterator[tuple[Node, Place]]:
    kind, rank = node
    for cell in values:
        if kind == "column" and cell[1] == rank:
            yield ("row", cell[0]), cell
        elif kind == "row" and cell[0] == rank:
            yield ("column", cell[1]), cell


def _may_move(cell: Place, step: int, values: dict[Place, int], last: int) -> bool:
    """Return whether a cell can change and stay a count; a total counts on the other side."""
    own = -step if cell[0] == last else step
    return own > 0 or values[cell] > 0


def _price(cell: Place, value: int, last: int) -> int:
    """Return what hiding a cell costs: most for a total."""
    return 3_000 + _worth(value) if cell[0] == last else _worth(value)
