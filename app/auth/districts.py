"""Entering the priority districts of a territory, and the sectors that follow from them."""

from dataclasses import dataclass, field
from pathlib import Path

from app.auth.district_file import District, read_districts
from app.auth.models import PriorityDistrict
from app.auth.sectors import (
    Placement,
    find_placements,
    list_districts,
    list_placed,
    refresh_sectors,
)
from app.auth.territories import lock_territory
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.formats import count
from app.core.plain_text import is_plain
from app.core.typography import NBSP

SOURCE_LENGTH = 300


@dataclass(slots=True)
class DistrictReport:
    """What an import did, or would do.

    A file is the whole set: a district it lacks is `removed`. `unplaced` counts the organisations
    without coordinates, whose sector stays as it is.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    placements: list[str] = field(default_factory=list)
    unplaced: int = 0

    def lines(self) -> list[str]:
        """Return the report in French: districts, organisations, then the counts."""
        counted = (
            ("entré", self.created),
            ("corrigé", self.updated),
            ("inchangé", self.unchanged),
            ("retiré", self.removed),
        )
        return [
            *(f"  {name}{NBSP}: {word}" for word, names in counted for name in names),
            *self.placements,
            *(f"Quartiers {word}s{NBSP}: {len(names)}" for word, names in counted),
            f"Établissements et services situés{NBSP}: {len(self.placements)}",
            f"Sans coordonnées, laissés tels quels{NBSP}: {self.unplaced}",
        ]


def preview_districts(territory_id: int, file: Path, communes: frozenset[str]) -> DistrictReport:
    """Return what importing a file would do; nothing is written.

    Raises:
        UnreadableFileError: the file is no set of districts of these communes.
    """
    districts = read_districts(file, communes)
    report = _compare(districts, _known(territory_id))
    _tell(report, territory_id, find_placements(territory_id, districts))
    return report


@transactional
def import_districts(territory_id: int, file: Path, communes: frozenset[str]) -> DistrictReport:
    """Enter the districts of a file in place of those that were there, and place organisations.

    Raises:
        UnreadableFileError: the file is no set of districts of these communes.
    """
    territory = lock_territory(territory_id)
    districts = read_districts(file, communes)
    known = _known(territory_id)
    report = _compare(districts, known)
    for district in districts:
        if _title(district) not in report.unchanged:
            _write(territory_id, known.get(district.code), district, file)
    for code in known.keys() - {district.code for district in districts}:
        db.session.delete(known[code])
    db.session.flush()
    _tell(report, territory_id, refresh_sectors(territory_id))
    if report.created or report.updated or report.removed:
        audit.record(
            "districts.imported",
            None,
            "territory",
            territory.slug,
            created=len(report.created),
            updated=len(report.updated),
            removed=len(report.removed),
        )
    return report


def _known(territory_id: int) -> dict[str, PriorityDistrict]:
    return {district.code: district for district in list_districts(territory_id)}


def _compare(districts: list[District], known: dict[str, PriorityDistrict]) -> DistrictReport:
    report = DistrictReport()
    for district in districts:
        here = known.get(district.code)
        if here is None:
            report.created.append(_title(district))
        elif (here.name, here.shape) == (district.name, district.shape):
            report.unchanged.append(_title(district))
        else:
            report.updated.append(_title(district))
    gone = known.keys() - {district.code for district in districts}
    report.removed = [_title(known[code]) for code in sorted(gone)]
    return report


def _tell(report: DistrictReport, territory_id: int, placements: list[Placement]) -> None:
    report.placements = [_sentence(one) for one in placements]
    report.unplaced = len(list_placed(territory_id)) - len(placements)


def _sentence(placement: Placement) -> str:
    """« Collège Rosa Parks : Alma (à 120 m) »."""
    sector, metres = placement.place.sector, placement.place.metres
    if placement.keeps:
        said = placement.organisation.sector
        return f"  {placement.organisation.name}{NBSP}: {said} (dit par une personne, gardé)"
    aside = f" (à {count('m', metres, 'm')})" if metres else ""
    return f"  {placement.organisation.name}{NBSP}: {sector}{aside}"


def _title(district: District | PriorityDistrict) -> str:
    return f"{district.code}, {district.name}"


def _write(
    territory_id: int, here: PriorityDistrict | None, district: District, file: Path
) -> None:
    if here is None:
        here = PriorityDistrict(territory_id=territory_id, code=district.code)
        db.session.add(here)
    here.name = district.name
    here.shape = district.shape
    here.source = file.name[:SOURCE_LENGTH] if is_plain(file.name) else ""
    here.imported_at = clock.now()
