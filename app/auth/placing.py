"""In which sector of the city an organisation stands, from the priority districts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from anyascii import anyascii

from app.core.geometry import Point, Shape, metres_to

NEAR = 300
"""Metres. The ministry counts the schools in a priority district and those within 300 m of one."""
LONGEST_SECTOR = 80
OUTSIDE = "Hors quartier prioritaire"
SECTOR_UNKNOWN = "Secteur inconnu"
PREFIXES = ("Quartier Intercommunal ", "Quartier Prioritaire ")
DASH = " - "


class SectorOrigin(StrEnum):
    """Who said in which sector an organisation stands: what a person said is never overwritten."""

    IMPORT = "import"
    PERSON = "person"


class Drawn(Protocol):
    """A priority district, drawn on the map."""

    @property
    def code(self) -> str:
        """Its national number."""
        ...

    @property
    def name(self) -> str:
        """Its official name."""
        ...

    @property
    def shape(self) -> Shape:
        """Its polygons."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands; `metres` to the district it is counted with, None out of them all."""

    sector: str
    metres: int | None


def place(point: Point, districts: Iterable[Drawn]) -> Place:
    """Return the sector of a point: the nearest district within 300 m, or out of them all.

    Source of the 300 m: census of public schools in priority districts, Éducation nationale, 2019.
    """
    near = [
        (metres, district.code, district.name)
        for district in districts
        if (metres := metres_to(district.shape, point)) <= NEAR
    ]
    if not near:
        return Place(OUTSIDE, None)
    metres, _, name = min(near)
    return Place(sector_name(name), round(metres))


def sector_name(district: str) -> str:
    """Return the name of a district as a sector, within 80 characters.

    Official names go up to 95: « Quartier Intercommunal » says nothing here, and what is still too
    long is cut between two of the neighbourhoods it lists.
    """
    name = " ".join(district.replace("'", "’").split())
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    if len(name) <= LONGEST_SECTOR:
        return name
    kept = name[: LONGEST_SECTOR - 1]
    return f"{kept.rpartition(DASH)[0] or kept}…"


def find_alike(name: str, sectors: Iterable[str]) -> str:
    """Return the sector already written that reads like a name, or the name itself, tidied."""
    tidied = " ".join(name.replace("'", "’").split())
    wanted = _bare(tidied)
    return next((sector for sector in sectors if _bare(sector) == wanted), tidied)


def _bare(name: str) -> str:
    return anyascii(name).lower()
