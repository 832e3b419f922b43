"""What the page of sectors shows: how many organisations in each, and those of one. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from app.auth.placing import OUTSIDE, SECTOR_UNKNOWN, SectorOrigin
from app.core.typography import typo

PAGE_LENGTH = 60
UNKNOWN = "?"
"""What the address says for a sector nobody knows."""
ORIGINS = {
    SectorOrigin.IMPORT: "d’après un fichier importé",
    SectorOrigin.PERSON: "dit par une personne",
    None: "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation of the page; `origin` says in French who gave its sector."""

    id: int
    name: str
    city: str
    sector: str
    origin: str


@dataclass(frozen=True, slots=True)
class Share:
    """One sector: its code in addresses, its name, how many organisations stand there."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the page: one sector ("" for all), part of a name, which page from 0."""

    sector: str = ""
    name: str = ""
    page: int = 0


def list_shares(lines: Iterable[Line]) -> list[Share]:
    """Return the sectors by name, then those out of the districts, then those nobody knows."""
    counts = Counter(line.sector for line in lines)
    order = sorted(counts, key=lambda name: (name == "", name == OUTSIDE, _bare(name)))
    return [Share(code_of(name), name or SECTOR_UNKNOWN, counts[name]) for name in order]


def select_lines(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Return the organisations of a sector whose name has some letters, whatever the accents.

    They come by name: bases do not agree on where « École » stands.
    """
    letters = _bare(wanted.name)
    found = (
        line
        for line in lines
        if wanted.sector in {"", code_of(line.sector)} and letters in _bare(line.name)
    )
    return sorted(found, key=lambda line: (_bare(line.name), line.id))


def cut_page(lines: Sequence[Line], page: int) -> tuple[Sequence[Line], bool]:
    """Return one page of lines, the last one for any beyond, and whether more follow."""
    page = min(page, max(len(lines) - 1, 0) // PAGE_LENGTH)
    end = (page + 1) * PAGE_LENGTH
    return lines[end - PAGE_LENGTH : end], len(lines) > end


def code_of(sector: str) -> str:
    """Return what an address says for a sector."""
    return sector or UNKNOWN


def shown_name(code: str) -> str:
    """Return the name of a sector from its code in addresses."""
    return typo(SECTOR_UNKNOWN) if code == UNKNOWN else code


def _bare(name: str) -> str:
    return anyascii(name).lower()
