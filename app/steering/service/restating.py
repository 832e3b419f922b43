"""Stating how many young people an association can accompany: now, or from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.history import list_plans
from app.capacity.models import PlannedStatement, Programme
from app.capacity.rules import MOST_PLACES, PlanState, Statement
from app.core import audit, clock
from app.core.db import transactional
from app.core.formats import date_text, number, or_more
from app.core.typography import typo
from app.referrals.service.rerouting import serve_and_tell
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.places import get_plan, get_steered
from app.steering.rules import Seen
from app.steering.service.acting import (
    Foresight,
    figure_before,
    find_repeated,
    find_replaced,
    foresee_figure,
    hold,
    require_day_to_come,
    require_seen,
    say_places,
    tell_other_side,
)
from app.steering.service.due import apply_due


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure, the day it counts from, and why."""

    said: Statement
    effective_on: date
    reason: str


def foresee_statement(slug: str, new: Restatement, actor: Actor) -> Foresight:
    """Return what stating a figure would do; writes nothing.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        RefusedActError: nothing would change, or the day is not one.
    """
    programme = get_steered(slug, actor)
    _check(programme, list_plans(programme.id), new)
    return foresee_figure(programme, new.said, new.effective_on)


@transactional
def restate(slug: str, seen: Seen, new: Restatement, actor: Actor) -> Programme:
    """State a figure: at once, the waiting list being served, or for a day to come.

    The second click of the same page finds the first one's work done.

    Args:
        seen: what the page was made from (`queries.places.seen_of`).

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        OutdatedPageError: somebody stated or planned another figure meanwhile.
        RefusedActError: nothing would change, or the day is not one.
    """
    programme = hold(slug, actor)
    if _is_repeated(programme, seen, new, actor):
        return programme
    require_seen(programme, seen)
    apply_due(programme)  # a clock that is late must not undo this figure later
    plans = list_plans(programme.id)
    _check(programme, plans, new)
    told = _sentence(programme, plans, new)  # serving reads the programme again, as it has become
    if new.effective_on > clock.today():
        _plan(programme, find_replaced(plans, new.effective_on), new, actor)
    else:
        capacity.state_places(programme.id, new.said, new.reason)
        serve_and_tell(programme.id)
    audit.record(
        "places.stated",
        actor,
        "programme",
        programme.slug,
        stated=new.said.stated,
        open_ended=new.said.open_ended,
        effective_on=new.effective_on.isoformat(),
    )
    tell_other_side(programme, actor, told, new.reason)
    return programme


@transactional
def cancel_plan(slug: str, plan_id: int, actor: Actor) -> Programme:
    """Give up a figure stated for a day to come.

    Raises:
        NotFoundError: no such figure, or out of the person's reach.
        OutdatedPageError: its day has come meanwhile.
    """
    programme = hold(slug, actor)
    plan = get_plan(plan_id, programme)
    if plan.state is PlanState.CANCELLED:
        return programme
    if plan.state is PlanState.APPLIED:
        raise OutdatedPageError("Ce changement a déjà pris effet.")
    capacity.settle_plan(plan, PlanState.CANCELLED, actor.user_id)
    _record_given_up(plan, programme, actor)
    day = date_text(plan.effective_on)
    tell_other_side(programme, actor, f"Le changement prévu le {day} est annulé.")
    return programme


def _check(programme: Programme, plans: Sequence[PlannedStatement], new: Restatement) -> None:
    require_day_to_come(new.effective_on)
    if not 0 <= new.said.stated <= MOST_PLACES:
        most = number(MOST_PLACES)
        raise RefusedActError(typo(f"Indiquez un nombre de places entre 0 et {most}."))
    planned = find_replaced(plans, new.effective_on)
    if planned is None:
        same = figure_before(programme, plans, new.effective_on)
    else:
        same = Statement(planned.stated, planned.open_ended)
    if same == new.said:
        raise RefusedActError(typo("Ces places sont déjà celles qui sont déclarées."))


def _plan(
    programme: Programme, replaced: PlannedStatement | None, new: Restatement, actor: Actor
) -> None:
    if replaced is not None:
        _record_given_up(replaced, programme, actor)
    capacity.plan_statement(programme.id, new.said, new.effective_on, new.reason, actor.user_id)


def _record_given_up(plan: PlannedStatement, programme: Programme, actor: Actor) -> None:
    day = plan.effective_on.isoformat()
    facts = {"stated": plan.stated, "effective_on": day}
    audit.record("places.plan_cancelled", actor, "programme", programme.slug, **facts)


def _is_repeated(programme: Programme, seen: Seen, new: Restatement, actor: Actor) -> bool:
    if new.effective_on > clock.today():
        return any(
            plan.author_id == actor.user_id
            and Restatement(Statement(plan.stated, plan.open_ended), plan.effective_on, plan.reason)
            == new
            for plan in list_plans(programme.id)
        )
    last = find_repeated(programme, actor, new.reason, seen)
    said = (new.said.stated, new.said.open_ended)
    return last is not None and (last.stated, last.open_ended) == said


def _sentence(programme: Programme, plans: Sequence[PlannedStatement], new: Restatement) -> str:
    before = figure_before(programme, plans, new.effective_on)
    when = (
        f"à partir du {date_text(new.effective_on)}"
        if new.effective_on > clock.today()
        else "dès aujourd’hui"
    )
    replaced = find_replaced(plans, new.effective_on)
    instead = f" Ce nombre remplace celui prévu : {say_places(replaced)}." if replaced else ""
    former = or_more(number(before.stated), before.open_ended)
    return typo(f"{say_places(new.said)} au lieu de {former}, {when}.{instead}")
