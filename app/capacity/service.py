"""The only writer of places."""

from datetime import date

from sqlalchemy import case, func, or_, select, update

from app.auth.models import Territory
from app.capacity.models import CapacityEntry, Programme, ProgrammeVersion
from app.capacity.rules import EntryKind, ceiling_after_statement
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db, transactional


def lock_places(territory_id: int) -> None:
    """Let one act at a time place people in a territory, until the end of its transaction.

    Without it, someone joining the waiting list could miss the place that is given back at the
    same instant. SQLite's BEGIN IMMEDIATE already does this; PostgreSQL locks the territory's row.
    The guarded UPDATE of `reserve_place` stays true without it.
    """
    db.session.execute(select(Territory.id).where(Territory.id == territory_id).with_for_update())


def reserve_place(programme_id: int, assignment_id: int) -> bool:
    """Take one place if there is one: one guarded UPDATE, one line in the ledger.

    A proposal takes its place again when the move that gave it back is undone.

    Returns:
        False when the programme is full or closed; nothing has changed then.
    """
    taken = db.session.execute(
        update(Programme)
        .where(
            Programme.id == programme_id,
            Programme.is_open,
            or_(Programme.open_ended, Programme.taken < Programme.stated),
        )
        .values(taken=Programme.taken + 1)
        .returning(Programme.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if taken is None:
        return False
    _write_entry(programme_id, EntryKind.RESERVED, delta_taken=1, assignment_id=assignment_id)
    return True


def release_place(programme_id: int, assignment_id: int, reason: str) -> None:
    """Give one place back; after a lowered statement the ceiling comes down with it."""
    left = Programme.taken - 1
    db.session.execute(
        update(Programme)
        .where(Programme.id == programme_id)
        .values(
            taken=left,
            ceiling=case((left > Programme.stated, left), else_=Programme.stated),
        )
        .execution_options(synchronize_session=False)
    )
    _write_entry(
        programme_id,
        EntryKind.RELEASED,
        delta_taken=-1,
        assignment_id=assignment_id,
        reason=reason,
    )


@transactional
def open_programme(
    territory_id: int, organisation_id: int, sheet: Json, effective_on: date, reason: str
) -> Programme:
    """Enter a programme with its sheet (version 1) and its stated places (first ledger line).

    Args:
        sheet: one entry of `data/programmes.json`.
    """
    stated = int(sheet["capacite"])
    programme = Programme(
        territory_id=territory_id,
        organisation_id=organisation_id,
        slug=sheet["id"],
        name=sheet["nom"],
        stated=stated,
        open_ended=bool(sheet["capacite_ouverte"]),
        taken=0,
        ceiling=ceiling_after_statement(stated, 0),
        rules_version=1,
    )
    db.session.add(programme)
    db.session.flush()
    db.session.add(
        ProgrammeVersion(
            programme_id=programme.id,
            version=1,
            sheet=sheet,
            effective_on=effective_on,
            created_at=clock.now(),
        )
    )
    _write_entry(
        programme.id,
        EntryKind.STATED,
        delta_stated=stated,
        reason=reason,
        effective_on=effective_on,
    )
    audit.record("programme.opened", None, "programme", programme.slug, stated=stated)
    return programme


def _write_entry(
    programme_id: int,
    kind: EntryKind,
    *,
    delta_stated: int = 0,
    delta_taken: int = 0,
    assignment_id: int | None = None,
    reason: str = "",
    effective_on: date | None = None,
) -> None:
    db.session.add(
        CapacityEntry(
            programme_id=programme_id,
            kind=kind,
            delta_stated=delta_stated,
            delta_taken=delta_taken,
            assignment_id=assignment_id,
            reason=reason,
            effective_on=effective_on or clock.today(),
            created_at=clock.now(),
            turn=_turn(assignment_id, kind),
        )
    )


def _turn(assignment_id: int | None, kind: EntryKind) -> int:
    """Return how many times a proposal has taken its place, this entry counted."""
    if assignment_id is None:
        return 1
    taken = db.session.scalars(
        select(func.count(CapacityEntry.id)).where(
            CapacityEntry.assignment_id == assignment_id,
            CapacityEntry.kind == EntryKind.RESERVED,
        )
    ).one()
    return taken + (kind is EntryKind.RESERVED)
