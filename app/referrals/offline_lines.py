"""The rows of a list that comes back, as filled in: read from a sheet, kept as JSON. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from app.core.base import Json
from app.referrals.offline_words import REFERENCE, SEAL, TITLES, WHO
from app.referrals.texts import folded, one_line, readable, some_lines

HEADING_SOUGHT_IN = 10
FEWEST_HEADINGS = 3
"""Of ours, for a row to be the one that names the columns."""
LONGEST_REFERENCE, LONGEST_SEAL = 12, 60
NEEDED = (REFERENCE, SEAL, *TITLES.values())
"""The headings a list cannot do without."""
_CODES: Mapping[str, str] = {folded(title): code for code, title in TITLES.items()} | {
    folded(title): title for title in (REFERENCE, WHO, SEAL)
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A row as the sheet says it; `cells` are what was filled in, by code of column."""

    number: int
    reference: str
    who: str
    seal: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is kept, without who the young person is.

    `number` is that of the row in the sheet; `is_mixed`: the row no longer stands with its own
    reference, or its own young person; `done` says what was done, "" until then; `failed` why the
    last try did not.
    """

    number: int
    reference: str
    seal: str
    is_mixed: bool
    cells: Mapping[str, str] = field(default_factory=dict)
    done: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """What a sheet holds: the rows filled in, how many are not, the headings that are missing."""

    lines: tuple[Brought, ...]
    untouched: int
    missing: tuple[str, ...]


def read_return(rows: Sequence[Sequence[str]]) -> ReadReturn | None:
    """Return the rows of a sheet, numbered as in it; None when no row names our columns.

    Columns are known by their headings, wherever they were moved. A row where nothing was filled in
    asks for nothing.

    Args:
        rows: the cells as texts, from the first row of the sheet.
    """
    found = _find_headings(rows)
    if found is None:
        return None
    start, places = found
    missing = tuple(title for title in NEEDED if _CODES[folded(title)] not in places)
    brought = [
        _brought(number, row, places) for number, row in enumerate(rows[start + 1 :], start + 2)
    ]
    lines = tuple(line for line in brought if line.cells)
    known = sum(bool(line.reference or line.seal) for line in brought if not line.cells)
    return ReadReturn(lines, known, missing)


def lines_to_json(lines: Iterable[Line]) -> list[Json]:
    """Return lines as the base keeps them."""
    return [asdict(replace(line, cells=dict(line.cells))) for line in lines]


def lines_from_json(kept: Iterable[Json]) -> tuple[Line, ...]:
    """Return the lines the base keeps."""
    return tuple(Line(**one) for one in kept)


def _find_headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Return the row that names most of our columns, and the place of each; the first one wins."""
    best: tuple[int, dict[str, int]] | None = None
    most = FEWEST_HEADINGS - 1
    for rank, row in enumerate(rows[:HEADING_SOUGHT_IN]):
        places: dict[str, int] = {}
        for place, heading in enumerate(row):
            if code := _CODES.get(folded(heading)):
                places.setdefault(code, place)
        if len(places) > most:
            best, most = (rank, places), len(places)
    return best


def _brought(number: int, row: Sequence[str], places: Mapping[str, int]) -> Brought:
    def text(code: str) -> str:
        place = places.get(code, len(row))
        return row[place] if place < len(row) else ""

    cells = {code: _words(text(code)) for code in TITLES}
    return Brought(
        number=number,
        reference=one_line(readable(text(REFERENCE)))[:LONGEST_REFERENCE],
        who=one_line(readable(text(WHO))),
        seal=re.sub(r"\s", "", readable(text(SEAL)))[:LONGEST_SEAL],
        cells={code: words for code, words in cells.items() if words},
    )


def _words(text: str) -> str:
    """Return what was typed in a cell; the apostrophe a program put before a sign is not."""
    typed = readable(some_lines(text), several_lines=True)
    return typed[1:] if typed.startswith(("'=", "'+", "'-", "'@")) else typed
