"""The sectors of a territory: which organisations stand in which, and the districts behind."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.auth.models import Organisation, PriorityDistrict
from app.auth.placing import Drawn, Place, SectorOrigin, place
from app.auth.rules import OrganisationCategory
from app.core import audit
from app.core.db import db, transactional


@dataclass(frozen=True, slots=True)
class Districts:
    """What is known of the priority districts: how many, and when they last came."""

    count: int
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the map puts an organisation; `keeps` when a person said otherwise."""

    organisation: Organisation
    place: Place
    keeps: bool

    @property
    def moves(self) -> bool:
        """Whether the sector it has is not the one it is given."""
        said = (self.organisation.sector, self.organisation.sector_origin)
        return not self.keeps and said != (self.place.sector, SectorOrigin.IMPORT)


def list_placed(territory_id: int) -> Sequence[Organisation]:
    """Return the open organisations that refer young people, by name."""
    return db.session.scalars(
        select(Organisation)
        .where(
            Organisation.territory_id == territory_id,
            Organisation.category == OrganisationCategory.PRESCRIBER,
            Organisation.is_open,
        )
        .order_by(Organisation.name, Organisation.id)
    ).all()


def list_districts(territory_id: int) -> Sequence[PriorityDistrict]:
    """Return the priority districts of a territory, by code."""
    return db.session.scalars(
        select(PriorityDistrict)
        .where(PriorityDistrict.territory_id == territory_id)
        .order_by(PriorityDistrict.code, PriorityDistrict.id)
    ).all()


def read_districts(territory_id: int) -> Districts:
    """Return how many districts are known and when the last ones came, not their shapes."""
    row = db.session.execute(
        select(func.count(PriorityDistrict.id), func.max(PriorityDistrict.imported_at)).where(
            PriorityDistrict.territory_id == territory_id
        )
    ).one()
    return Districts(row[0], row[1])


def find_placements(territory_id: int, districts: Iterable[Drawn]) -> list[Placement]:
    """Return where the map puts the organisations whose coordinates are known."""
    drawn = list(districts)
    return [
        Placement(
            organisation,
            place(organisation.point, drawn),
            organisation.sector_origin is SectorOrigin.PERSON,
        )
        for organisation in list_placed(territory_id)
        if organisation.point is not None
    ]


@transactional
def refresh_sectors(territory_id: int) -> list[Placement]:
    """Give the organisations the sector where the map puts them; what a person said stays.

    Without any district nothing changes: out of districts nobody knows would be a guess.
    """
    districts = list_districts(territory_id)
    placements = find_placements(territory_id, districts) if districts else []
    moved = [one for one in placements if one.moves]
    for one in moved:
        one.organisation.sector = one.place.sector
        one.organisation.sector_origin = SectorOrigin.IMPORT
    if moved:
        ids = sorted(one.organisation.id for one in moved)
        audit.record("sectors.placed", None, "territory", str(territory_id), organisations=ids)
    return placements


@transactional
def load_sectors(territory_id: int, file: Path) -> int:
    """Give the sectors of a list to the organisations that have none; correct nothing.

    Args:
        file: shape of `data/secteurs_roubaix.csv`.

    Returns:
        How many were given.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        told = {row["code"]: row["secteur"] for row in csv.DictReader(stream, delimiter=";")}
    lacking = [
        organisation
        for organisation in list_placed(territory_id)
        if organisation.sector_origin is None and organisation.code in told
    ]
    for organisation in lacking:
        organisation.sector = told[organisation.code]
        organisation.sector_origin = SectorOrigin.IMPORT
    if lacking:
        audit.record("sectors.loaded", None, "territory", str(territory_id), given=len(lacking))
    return len(lacking)
