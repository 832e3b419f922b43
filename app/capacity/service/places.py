"""Taking a place and giving it back. Joins the caller's act."""

from sqlalchemy import case, or_, update

from app.capacity.models import Programme
from app.capacity.rules import EntryKind
from app.capacity.service.ledger import Line, write_line
from app.core.db import db


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
    line = Line(EntryKind.RESERVED, delta_taken=1, assignment_id=assignment_id)
    write_line(programme_id, line)
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
    line = Line(EntryKind.RELEASED, delta_taken=-1, assignment_id=assignment_id, reason=reason)
    write_line(programme_id, line)
