"""Small counts that cross what young people are: masked, with what would give them back. Pure.

Source: spec/trust.md, A16.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SMALL = 5
"""Below it a count that crosses personal attributes is not shown."""

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, or None when it is masked: whether it is small itself is not told."""

    count: int | None


@dataclass(frozen=True, slots=True)
class Crossing(Generic[R, C]):
    """A table of counts whose sums per row and per column may be shown."""

    rows: tuple[R, ...]
    columns: tuple[C, ...]
    cells: Mapping[tuple[R, C], Cell]


def mask(
    counts: Mapping[tuple[R, C], int], rows: Sequence[R], columns: Sequence[C]
) -> Crossing[R, C]:
    """Return a table without its small counts, nor what would give them back.

    A count of 1 to 4 is masked. In a row or a column where one cell alone is masked, the sums
    would tell it: the smallest other cell is masked too, a count if there is one, else a zero; and
    so on until no cell is alone.
    """
    places = [(row, column) for row in rows for column in columns]
    hidden = {place for place in places if 0 < counts.get(place, 0) < SMALL}
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    while lonely := [line for line in lines if _is_lonely(line, hidden)]:
        shown = [place for place in lonely[0] if place not in hidden]
        hidden.add(min(shown, key=lambda place: (not counts.get(place, 0), counts.get(place, 0))))
    cells = {p: Cell(None) if p in hidden else Cell(counts.get(p, 0)) for p in places}
    return Crossing(tuple(rows), tuple(columns), cells)


def _is_lonely(line: Sequence[tuple[R, C]], hidden: set[tuple[R, C]]) -> bool:
    """Whether a single cell of a row or column is masked, beside others that could be."""
    return len(line) > 1 and sum(place in hidden for place in line) == 1


def largest_parts(total: int, parts: Mapping[K, int]) -> list[tuple[K, int]]:
    """Return the parts of a known total that may be shown, the largest first.

    Small parts are left out; when what is left out sums to 1 to 4, the smallest shown part is left
    out too, so that the difference tells nothing.
    """
    shown = sorted((item for item in parts.items() if item[1] >= SMALL), key=lambda item: -item[1])
    while shown and 0 < total - sum(count for _, count in shown) < SMALL:
        shown.pop()
    return shown
