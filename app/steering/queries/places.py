"""Programmes a person may steer: an association its own, a manager all of their territory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select

from app.auth.rules import Actor, Role
from app.capacity.history import find_last_statement, list_plans
from app.capacity.models import Closure, PlannedStatement, Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, Referral
from app.referrals.rules import HOLDS_A_PLACE, AssignmentState
from app.steering.rules import Seen

Decided = TypeVar("Decided", PlannedStatement, Closure)


@dataclass(frozen=True, slots=True)
class Held:
    """Live proposals of a programme, by what they wait for."""

    proposed: int
    accepted: int
    started: int

    @property
    def total(self) -> int:
        """Places they hold."""
        return self.proposed + self.accepted + self.started


def list_steered(actor: Actor) -> Sequence[Programme]:
    """Return the programmes a person may steer, largest first."""
    statement = select(Programme).where(Programme.territory_id == actor.territory_id)
    if actor.role is Role.COORDINATOR:
        statement = statement.where(Programme.organisation_id == actor.organisation_id)
    order = (Programme.stated.desc(), Programme.name, Programme.id)
    statement = statement.order_by(*order).execution_options(populate_existing=True)
    return db.session.scalars(statement).all()


def get_steered(slug: str, actor: Actor) -> Programme:
    """Return one of them.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    for programme in list_steered(actor):
        if programme.slug == slug:
            return programme
    raise NotFoundError


def seen_of(programme: Programme) -> Seen:
    """Return what a page of places is made from."""
    last = find_last_statement(programme.id)
    plans = (plan.id for plan in list_plans(programme.id))
    return Seen(last.id if last else 0, max(plans, default=0))


def count_held(programme_id: int) -> Held:
    """Return the live proposals of a programme: one SELECT."""
    rows = db.session.execute(
        select(Assignment.state, func.count())
        .where(Assignment.programme_id == programme_id, Assignment.state.in_(HOLDS_A_PLACE))
        .group_by(Assignment.state)
    )
    counts = {row[0]: row[1] for row in rows}
    accepted = counts.pop(AssignmentState.ACCEPTED, 0)
    started = counts.pop(AssignmentState.STARTED, 0)
    return Held(sum(counts.values()), accepted, started)


def list_references(assignment_ids: Sequence[int]) -> Mapping[int, str]:
    """Return the references of the referrals of some proposals, by the proposal's id."""
    rows = db.session.execute(
        select(Assignment.id, Referral.reference)
        .join(Referral, Referral.id == Assignment.referral_id)
        .where(Assignment.id.in_(assignment_ids))
    )
    return {row[0]: row[1] for row in rows}


def get_plan(plan_id: int, programme: Programme) -> PlannedStatement:
    """Return a figure planned for a programme.

    Raises:
        NotFoundError: none such, or of another programme.
    """
    return _require_own(db.session.get(PlannedStatement, plan_id), programme)


def get_closure(closure_id: int, programme: Programme) -> Closure:
    """Return days of closure of a programme.

    Raises:
        NotFoundError: none such, or of another programme.
    """
    return _require_own(db.session.get(Closure, closure_id), programme)


def _require_own(found: Decided | None, programme: Programme) -> Decided:
    if found is None or found.programme_id != programme.id:
        raise NotFoundError
    return found


def list_ids_to_follow() -> Sequence[tuple[int, int]]:
    """Return every programme with its territory: what the clock looks at, in a constant order."""
    rows = db.session.execute(
        select(Programme.id, Programme.territory_id).order_by(Programme.territory_id, Programme.id)
    )
    return [(programme_id, territory_id) for programme_id, territory_id in rows]
