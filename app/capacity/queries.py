"""Reading programmes and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, select

from app.capacity.models import Programme, ProgrammeVersion
from app.capacity.occupancy import reserved_places
from app.core.base import Json
from app.core.db import db
from app.core.errors import NotFoundError
from app.matching import Places, programme_from_data
from app.matching import Programme as Criteria


@dataclass(frozen=True, slots=True)
class Board:
    """The programmes of a territory as the engine reads them, at one instant.

    Keys are slugs. `places` leaves out nobody: a closed programme shows no free place.
    """

    programmes: tuple[Criteria, ...]
    places: dict[str, Places]
    ids: dict[str, int]
    versions: dict[str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A programme with the version of its sheet in force; `reserved` places await an answer."""

    programme: Programme
    sheet: Json
    effective_on: date
    reserved: int


def read_board(territory_id: int) -> Board:
    """Return every programme of the territory with its places and criteria: one SELECT."""
    return board_of(list_sheets(territory_id))


def board_of(sheets: Sequence[Sheet]) -> Board:
    """Return the board these sheets make."""
    return Board(
        programmes=tuple(programme_from_data(s.sheet) for s in sheets),
        places={s.programme.slug: _places(s.programme) for s in sheets},
        ids={s.programme.slug: s.programme.id for s in sheets},
        versions={s.programme.slug: s.programme.rules_version for s in sheets},
    )


def _places(programme: Programme) -> Places:
    if not programme.is_open:
        return Places(stated=programme.stated, free=0)
    free = programme.stated - programme.taken
    return Places(stated=programme.stated, free=free, open_ended=programme.open_ended)


def list_sheets(territory_id: int) -> list[Sheet]:
    """Return the programmes of a territory, largest first, with their sheets: one SELECT."""
    rows = db.session.execute(select_sheets(territory_id)).all()
    return [Sheet(*row) for row in rows]


def select_sheets(territory_id: int) -> Select[Programme, Json, date, int]:
    """Return the SELECT of `Sheet`, to which another package may add a column.

    What is taken and what is reserved are read together, so both are of one instant.
    """
    return (
        select(Programme, ProgrammeVersion.sheet, ProgrammeVersion.effective_on, reserved_places())
        .join(
            ProgrammeVersion,
            and_(
                ProgrammeVersion.programme_id == Programme.id,
                ProgrammeVersion.version == Programme.rules_version,
            ),
        )
        .where(Programme.territory_id == territory_id)
        .order_by(Programme.stated.desc(), Programme.name, Programme.id)
        .execution_options(populate_existing=True)  # places move by UPDATE within an act
    )


def get_sheet(territory_id: int, slug: str) -> Sheet:
    """Return one programme with its sheet.

    Raises:
        NotFoundError: no such programme in that territory.
    """
    for sheet in list_sheets(territory_id):
        if sheet.programme.slug == slug:
            return sheet
    raise NotFoundError


def list_programmes(territory_id: int) -> Sequence[Programme]:
    """Return the programmes of a territory, largest first."""
    return db.session.scalars(
        select(Programme)
        .where(Programme.territory_id == territory_id)
        .order_by(Programme.stated.desc(), Programme.name, Programme.id)
    ).all()


def has_room(programme_id: int) -> bool:
    """Return whether the programme can receive one more young person now."""
    programme = db.session.scalars(
        select(Programme)
        .where(Programme.id == programme_id)
        .execution_options(populate_existing=True)
    ).one()
    return programme.is_open and programme.count.has_room


def get_newest_version(programme_id: int) -> ProgrammeVersion:
    """Return the last version of a programme's sheet, in force or still to come."""
    return db.session.scalars(
        select(ProgrammeVersion)
        .where(ProgrammeVersion.programme_id == programme_id)
        .order_by(ProgrammeVersion.version.desc())
        .limit(1)
    ).one()
