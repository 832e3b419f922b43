"""Reading the ledger: places at any past date, the lines of a programme, what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from app.auth.models import User
from app.capacity.models import CapacityEntry, Closure, PlannedStatement, Programme
from app.capacity.rules import Count, EntryKind, PlanState
from app.core.clock import day_start
from app.core.db import db

PAGE_SIZE = 20
STATES = (EntryKind.STATED, EntryKind.MOVED)
"""The lines that make the stated figure."""
_E = CapacityEntry


@dataclass(frozen=True, slots=True)
class DatedPlaces:
    """The places of one programme at the end of a day, as the ledger tells them."""

    slug: str
    name: str
    stated: int
    open_ended: bool
    taken: int
    is_open: bool

    @property
    def places(self) -> Count:
        """The places as the rules read them."""
        return Count(self.stated, self.taken, self.open_ended)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the history of a programme, with the places stated and taken once it is written.

    `author` is None for the clock, and `author_id` with it; `counterpart` is the programme places
    went to or came from; `assignment_id` the proposal a place was taken for or given back by.
    """

    id: int
    kind: EntryKind
    delta_stated: int
    delta_taken: int
    open_ended: bool | None
    reason: str
    effective_on: date
    at: datetime
    author_id: int | None
    author: str | None
    counterpart: str | None
    assignment_id: int | None
    stated: int
    taken: int


@dataclass(frozen=True, slots=True)
class History:
    """A page of the ledger, newest first; `next_before` leads to older lines, None at the end."""

    lines: Sequence[LedgerLine]
    next_before: int | None


def list_places_on(territory_id: int, on: date) -> list[DatedPlaces]:
    """Return the places of every programme of a territory at the end of a day in Paris.

    A programme nobody had entered yet states nothing. One SELECT, whatever the age of the ledger.
    """
    statement = (
        select(
            Programme.slug,
            Programme.name,
            _stated_until(on),
            func.coalesce(_last_open_ended(on), False),
            _taken_until(on),
            func.coalesce(_was_open(on), 1),
        )
        .where(Programme.territory_id == territory_id)
        .order_by(Programme.stated.desc(), Programme.name, Programme.id)
    )
    return [
        DatedPlaces(slug, name, stated, bool(open_ended), taken, bool(is_open))
        for slug, name, stated, open_ended, taken, is_open in db.session.execute(statement)
    ]


def read_history(
    programme_id: int,
    before: int | None = None,
    kinds: Sequence[EntryKind] = (),
    size: int = PAGE_SIZE,
) -> History:
    """Return a page of the ledger of a programme, newest first, each line with its running sums.

    Args:
        before: the id of a line: only older ones are read.
        kinds: the kinds of lines wanted, all of them when empty.
        size: how many lines a page holds.
    """
    summed = (
        select(
            _E.id,
            func.sum(_E.delta_stated).over(order_by=_E.id).label("stated"),
            func.sum(_E.delta_taken).over(order_by=_E.id).label("taken"),
        )
        .where(_E.programme_id == programme_id)
        .subquery()
    )
    other = aliased(Programme)
    statement = (
        select(
            _E.id,
            _E.kind,
            _E.delta_stated,
            _E.delta_taken,
            _E.open_ended,
            _E.reason,
            _E.effective_on,
            _E.created_at,
            _E.author_id,
            User.name,
            other.name,
            _E.assignment_id,
            summed.c.stated,
            summed.c.taken,
        )
        .join(summed, summed.c.id == _E.id)
        .outerjoin(User, User.id == _E.author_id)
        .outerjoin(other, other.id == _E.counterpart_id)
        .order_by(_E.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        statement = statement.where(_E.id < before)
    if kinds:
        statement = statement.where(_E.kind.in_(kinds))
    lines = [LedgerLine(*tuple(row)) for row in db.session.execute(statement)]
    return History(lines[:size], lines[size - 1].id if len(lines) > size else None)


def list_plans(programme_id: int) -> Sequence[PlannedStatement]:
    """Return the figures stated for a day to come, the nearest first."""
    return db.session.scalars(
        select(PlannedStatement)
        .where(
            PlannedStatement.programme_id == programme_id,
            PlannedStatement.state == PlanState.PLANNED,
        )
        .order_by(PlannedStatement.effective_on, PlannedStatement.id)
    ).all()


def list_closures(programme_id: int, on: date) -> Sequence[Closure]:
    """Return the days of closure that are not over, the nearest first."""
    return db.session.scalars(
        select(Closure)
        .where(
            Closure.programme_id == programme_id,
            Closure.cancelled_at.is_(None),
            Closure.ends_on.is_(None) | (Closure.ends_on >= on),
        )
        .order_by(Closure.starts_on, Closure.id)
    ).all()


def find_closure(programme_id: int, on: date) -> Closure | None:
    """Return the closure that keeps a programme closed on a day; None when it is open."""
    return db.session.scalars(
        select(Closure)
        .where(
            Closure.programme_id == programme_id,
            Closure.cancelled_at.is_(None),
            Closure.starts_on <= on,
            Closure.ends_on.is_(None) | (Closure.ends_on >= on),
        )
        .order_by(Closure.id)
        .limit(1)
    ).one_or_none()


def find_last_statement(programme_id: int) -> LedgerLine | None:
    """Return the last line that moved the stated figure or what is open, if there is one."""
    lines = read_history(programme_id, kinds=STATES, size=1).lines
    return lines[0] if lines else None


def _taken_until(on: date) -> Any:
    after = day_start(on + timedelta(days=1))
    total = select(func.coalesce(func.sum(_E.delta_taken), 0))
    return _of_programme(total.where(_E.created_at < after))


def _stated_until(on: date) -> Any:
    """A figure counts from the day it was stated for, even when it was written later."""
    total = select(func.coalesce(func.sum(_E.delta_stated), 0))
    return _of_programme(total.where(_E.effective_on <= on))


def _last_open_ended(on: date) -> Any:
    said = select(_E.open_ended).where(_E.kind == EntryKind.STATED, _E.effective_on <= on)
    return _of_programme(said.order_by(_E.id.desc()).limit(1))


def _was_open(on: date) -> Any:
    kinds = (EntryKind.OPENED, EntryKind.CLOSED)
    told = select(case((_E.kind == EntryKind.OPENED, 1), else_=0))
    told = told.where(_E.kind.in_(kinds), _E.effective_on <= on)
    return _of_programme(told.order_by(_E.id.desc()).limit(1))


def _of_programme(statement: Select[Any]) -> Any:
    return statement.where(_E.programme_id == Programme.id).correlate(Programme).scalar_subquery()
