"""Closing a programme to new young people, from a day to another. Joins the caller's act."""

from collections.abc import Iterable
from datetime import date

from app.capacity.history import find_closure
from app.capacity.models import Closure, Programme
from app.capacity.rules import EntryKind
from app.capacity.service.ledger import Line, write_line
from app.core import clock
from app.core.db import db


def close_programme(
    programme_id: int, starts_on: date, ends_on: date | None, reason: str, author_id: int
) -> Closure:
    """Keep days on which nobody new comes in; `follow_closures` then closes the programme."""
    closure = Closure(
        programme_id=programme_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        author_id=author_id,
        created_at=clock.now(),
    )
    db.session.add(closure)
    db.session.flush()
    return closure


def cancel_closures(closures: Iterable[Closure], actor_id: int) -> None:
    """Give days up; `follow_closures` then opens the programme again."""
    for closure in closures:
        closure.cancelled_at, closure.cancelled_by_id = clock.now(), actor_id
    db.session.flush()


def follow_closures(programme: Programme, on: date) -> bool:
    """Open or close a programme as its closures say of a day; the ledger tells it.

    Returns:
        Whether it has just opened: those who wait for it may be served.
    """
    closure = find_closure(programme.id, on)
    if programme.is_open is (closure is None):
        return False
    programme.is_open = closure is None
    if closure is not None:
        line = Line(EntryKind.CLOSED, reason=closure.reason, author_id=closure.author_id)
    else:
        line = Line(EntryKind.OPENED)
    write_line(programme.id, line)
    return programme.is_open
