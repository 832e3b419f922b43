"""Stating places: today, for a day to come, or moved between programmes. Joins the caller's act.

Whoever calls holds the territory's places (`lock_places`) and serves the waiting list after.
"""

from datetime import date

from sqlalchemy import case, select, update

from app.capacity.errors import NoSuchPlacesError
from app.capacity.models import PlannedStatement, Programme, ProgrammeVersion
from app.capacity.rules import EntryKind, PlanState, Statement, ceiling_after_statement
from app.capacity.service.ledger import Line, write_line
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db, transactional


@transactional
def open_programme(
    territory_id: int,
    organisation_id: int,
    sheet: Json,
    effective_on: date,
    reason: str,
    author_id: int | None = None,
) -> Programme:
    """Enter a programme with its sheet (version 1) and its stated places (first ledger line).

    Args:
        sheet: one entry of `data/programmes.json`.
        author_id: whose sheet it is; None for the brochure's.
    """
    said = Statement(int(sheet["capacite"]), bool(sheet["capacite_ouverte"]))
    programme = Programme(
        territory_id=territory_id,
        organisation_id=organisation_id,
        slug=sheet["id"],
        name=sheet["nom"],
        stated=said.stated,
        open_ended=said.open_ended,
        taken=0,
        ceiling=ceiling_after_statement(said.stated, 0),
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
            author_id=author_id,
            created_at=clock.now(),
        )
    )
    write_line(
        programme.id,
        Line(
            EntryKind.STATED,
            delta_stated=said.stated,
            open_ended=said.open_ended,
            reason=reason,
            effective_on=effective_on,
        ),
    )
    audit.record("programme.opened", None, "programme", programme.slug, stated=said.stated)
    return programme


def state_places(
    programme_id: int,
    said: Statement,
    reason: str,
    effective_on: date | None = None,
    author_id: int | None = None,
) -> None:
    """State how many places there are from now on. Nobody is evicted by a lower figure.

    Args:
        effective_on: the day the figure was meant for, when the clock writes it late.
        author_id: who stated it, when the clock writes it.
    """
    before = _current(programme_id)
    _set_stated(programme_id, said.stated, said.open_ended)
    write_line(
        programme_id,
        Line(
            EntryKind.STATED,
            delta_stated=said.stated - before.stated,
            open_ended=said.open_ended,
            reason=reason,
            effective_on=effective_on,
            author_id=author_id,
        ),
    )


def move_places(source_id: int, target_id: int, number: int, reason: str) -> None:
    """Take free places from one programme and give them to another: two lines, one sum.

    Raises:
        NoSuchPlacesError: the source does not have as many free places.
    """
    source, target = _current(source_id), _current(target_id)
    if not 0 < number <= source.count.free:
        raise NoSuchPlacesError(source.count.free)
    _set_stated(source_id, source.stated - number, None)
    _set_stated(target_id, target.stated + number, None)
    leaves = Line(EntryKind.MOVED, delta_stated=-number, reason=reason, counterpart_id=target_id)
    comes = Line(EntryKind.MOVED, delta_stated=number, reason=reason, counterpart_id=source_id)
    write_line(source_id, leaves)
    write_line(target_id, comes)


def plan_statement(
    programme_id: int, said: Statement, effective_on: date, reason: str, author_id: int
) -> PlannedStatement:
    """Keep a figure for a day to come; it replaces the one planned for that day, if any."""
    replaced = select(PlannedStatement).where(
        PlannedStatement.programme_id == programme_id,
        PlannedStatement.effective_on == effective_on,
        PlannedStatement.state == PlanState.PLANNED,
    )
    for one in db.session.scalars(replaced):
        settle_plan(one, PlanState.CANCELLED, author_id)
    db.session.flush()
    plan = PlannedStatement(
        programme_id=programme_id,
        stated=said.stated,
        open_ended=said.open_ended,
        effective_on=effective_on,
        reason=reason,
        author_id=author_id,
        created_at=clock.now(),
        state=PlanState.PLANNED,
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def apply_plan(plan: PlannedStatement) -> None:
    """Write a planned figure in the ledger: its day has come."""
    said = Statement(plan.stated, plan.open_ended)
    state_places(plan.programme_id, said, plan.reason, plan.effective_on, plan.author_id)
    settle_plan(plan, PlanState.APPLIED, None)


def settle_plan(plan: PlannedStatement, state: PlanState, actor_id: int | None) -> None:
    """End a plan: applied by the clock, or cancelled by somebody."""
    plan.state, plan.settled_at, plan.settled_by_id = state, clock.now(), actor_id


def _current(programme_id: int) -> Programme:
    statement = select(Programme).where(Programme.id == programme_id)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _set_stated(programme_id: int, stated: int, open_ended: bool | None) -> None:
    values: Json = {
        "stated": stated,
        "ceiling": case((Programme.taken > stated, Programme.taken), else_=stated),
    }
    if open_ended is not None:
        values["open_ended"] = open_ended
    db.session.execute(
        update(Programme)
        .where(Programme.id == programme_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
