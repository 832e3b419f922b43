"""Entering the schools of a territory from the official directory; nothing is ever deleted."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.auth.models import Organisation
from app.auth.rules import OrganisationCategory
from app.auth.school_directory import Fault, School, read_schools
from app.auth.sectors import refresh_sectors
from app.auth.territories import lock_territory
from app.core import audit
from app.core.db import db, transactional
from app.core.typography import NBSP

ROUBAIX = frozenset({"59512"})
SOURCE = "Annuaire de l’éducation (data.education.gouv.fr), Licence Ouverte 2.0"


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do; names of schools, in the order of the file.

    `closed` are known here and closed in the file: they are left as they are.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report in French, faults first."""
        counted = (
            ("créés", self.created),
            ("corrigés", self.updated),
            ("inchangés", self.unchanged),
            ("fermés dans l’annuaire, laissés tels quels", self.closed),
        )
        return [
            *(f"Ligne {fault.line}{NBSP}: {fault.reason}" for fault in self.faults),
            *(f"  {name}" for name in [*self.created, *self.updated]),
            *(f"Établissements {words}{NBSP}: {len(names)}" for words, names in counted),
            f"Lignes illisibles{NBSP}: {len(self.faults)}",
        ]


def preview_import(territory_id: int, file: Path, communes: frozenset[str]) -> ImportReport:
    """Return what importing a file would do; nothing is written.

    Raises:
        UnreadableFileError: the file is not the official directory.
    """
    schools, report = _read(file, communes)
    known = _known_schools(territory_id)
    for school in schools.values():
        _sort(school, known.get(school.uai), territory_id, report)
    return report


@transactional
def import_schools(
    territory_id: int,
    file: Path,
    communes: frozenset[str],
    source: str = SOURCE,
    *,
    corrects: bool = True,
) -> ImportReport:
    """Create the schools that are missing and correct those that changed; delete and close none.

    Coordinates make a sector, when the priority districts are known.

    Args:
        communes: INSEE codes of the communes to keep.
        source: what is written beside each school, for those who ask where it comes from.
        corrects: False leaves the schools that are there as they are.

    Raises:
        UnreadableFileError: the file is not the official directory.
    """
    territory = lock_territory(territory_id)
    schools, report = _read(file, communes)
    known = _known_schools(territory_id)
    for school in schools.values():
        organisation = known.get(school.uai)
        if organisation is not None and not corrects:
            continue
        if not _sort(school, organisation, territory_id, report):
            continue
        if organisation is None:
            organisation = Organisation(
                territory_id=territory_id,
                category=OrganisationCategory.PRESCRIBER,
                uai=school.uai,
                code=school.uai,
            )
            db.session.add(organisation)
        _write(organisation, school, source)
    if report.created or report.updated:
        db.session.flush()
        refresh_sectors(territory_id)
        audit.record(
            "schools.imported",
            None,
            "territory",
            territory.slug,
            created=len(report.created),
            updated=len(report.updated),
            faults=len(report.faults),
        )
    return report


def _read(file: Path, communes: frozenset[str]) -> tuple[dict[str, School], ImportReport]:
    """Return the schools by number; one that takes several lines has all their kinds."""
    report = ImportReport()
    schools: dict[str, School] = {}
    for item in read_schools(file, communes):
        if isinstance(item, Fault):
            report.faults.append(item)
            continue
        first = schools.get(item.uai)
        schools[item.uai] = _merge(first, item) if first else item
    return schools, report


def _merge(first: School, other: School) -> School:
    return School(
        uai=first.uai,
        name=first.name,
        kinds=first.kinds | other.kinds,
        address=first.address or other.address,
        postcode=first.postcode,
        city=first.city,
        is_open=first.is_open or other.is_open,
        point=first.point or other.point,
    )


def _known_schools(territory_id: int) -> dict[str, Organisation]:
    """Return the schools entered, by number: everywhere, for a number belongs to one territory."""
    rows = db.session.scalars(
        select(Organisation)
        .where(Organisation.uai.is_not(None))
        .order_by(Organisation.territory_id != territory_id, Organisation.id)
    )
    return {row.uai: row for row in rows if row.uai}


def _sort(
    school: School, organisation: Organisation | None, territory_id: int, report: ImportReport
) -> bool:
    """Write a school on its line of the report; return whether there is something to save."""
    if organisation is not None and organisation.territory_id != territory_id:
        report.faults.append(Fault(0, f"{school.uai}\u00a0: déjà dans un autre territoire"))
        return False
    if not school.is_open:
        if organisation is not None:
            report.closed.append(school.name)
        return False
    if organisation is None:
        report.created.append(school.name)
        return True
    if _facts(organisation) == _facts(school) and school.point in {None, organisation.point}:
        report.unchanged.append(school.name)
        return False
    report.updated.append(school.name)
    return True


def _facts(place: Organisation | School) -> tuple[object, ...]:
    return (place.name, frozenset(place.kinds), place.address, place.postcode, place.city)


def _write(organisation: Organisation, school: School, source: str) -> None:
    organisation.name = school.name
    organisation.kinds = sorted(school.kinds)
    organisation.address = school.address
    organisation.postcode = school.postcode
    organisation.city = school.city
    organisation.source = source
    if school.point is not None:  # an empty cell never erases what an earlier file knew
        organisation.longitude, organisation.latitude = school.point
