"""Writing the ledger of places, under the lock that lets one act at a time place people."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.auth.models import Territory
from app.capacity.models import CapacityEntry
from app.capacity.rules import EntryKind
from app.core import clock
from app.core.db import db

AUTHOR = "navette_places_author"


def lock_places(territory_id: int, author_id: int | None = None) -> None:
    """Let one act at a time place people in a territory, until the end of its transaction.

    Without it, someone joining the waiting list could miss the place that is given back at the
    same instant. SQLite's BEGIN IMMEDIATE already does this; PostgreSQL locks the territory's row.
    The guarded UPDATE of `reserve_place` stays true without it.

    Args:
        author_id: whose act it is: the ledger names them beside every place that moves; None for
            the clock.
    """
    db.session.execute(select(Territory.id).where(Territory.id == territory_id).with_for_update())
    db.session().info[AUTHOR] = author_id


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the ledger says beside its programme; see `CapacityEntry`."""

    kind: EntryKind
    delta_stated: int = 0
    delta_taken: int = 0
    assignment_id: int | None = None
    reason: str = ""
    effective_on: date | None = None
    open_ended: bool | None = None
    counterpart_id: int | None = None
    author_id: int | None = None


def write_line(programme_id: int, line: Line) -> None:
    """Append one line; its author is whoever holds the places, unless the line names another."""
    holder: int | None = db.session().info.get(AUTHOR)
    db.session.add(
        CapacityEntry(
            programme_id=programme_id,
            kind=line.kind,
            delta_stated=line.delta_stated,
            delta_taken=line.delta_taken,
            assignment_id=line.assignment_id,
            author_id=line.author_id or holder,
            reason=line.reason,
            effective_on=line.effective_on or clock.today(),
            created_at=clock.now(),
            turn=_turn(line.assignment_id, line.kind),
            open_ended=line.open_ended,
            counterpart_id=line.counterpart_id,
        )
    )
    db.session.flush()


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
