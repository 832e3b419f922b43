"""Stating how many young people an association can accompany: now, or from a day on."""

from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.history import find_last_statement, list_plans
from app.capacity.models import Programme
from app.capacity.rules import MOST_PLACES, PlanState, Statement
from app.core import audit, clock
from app.core.db import transactional
from app.core.formats import count, date_text, number, or_more
from app.core.typography import typo
from app.referrals.service.rerouting import serve_and_tell
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.places import get_plan, get_steered
from app.steering.rules import Effect
from app.steering.service.acting import (
    foresee_effect,
    hold,
    require_day_to_come,
    require_seen,
    tell_other_side,
)

FARTHEST_DAYS = 2 * 366


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure, the day it counts from, and why."""

    said: Statement
    effective_on: date
    reason: str


def foresee_statement(slug: str, new: Restatement, actor: Actor) -> Effect:
    """Return what stating a figure would do; writes nothing.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        RefusedActError: nothing would change, or the day is not one.
    """
    programme = get_steered(slug, actor)
    _check(programme, new)
    return foresee_effect(programme, new.said)


@transactional
def restate(slug: str, seen: int, new: Restatement, actor: Actor) -> Programme:
    """State a figure: at once, the waiting list being served, or for a day to come.

    The second click of the same page finds the first one's work done.

    Args:
        seen: what the page was made from (`queries.places.seen_of`).

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        OutdatedPageError: somebody stated another figure meanwhile.
        RefusedActError: nothing would change, or the day is not one.
    """
    programme = hold(slug, actor)
    if _is_repeated(programme, seen, new, actor):
        return programme
    require_seen(programme, seen)
    _check(programme, new)
    told = _sentence(programme, new)  # serving reads the programme again, as it has become
    if new.effective_on > clock.today():
        capacity.plan_statement(programme.id, new.said, new.effective_on, new.reason, actor.user_id)
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
    tell_other_side(programme, actor, told)
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
    audit.record("places.plan_cancelled", actor, "programme", slug, stated=plan.stated)
    day = date_text(plan.effective_on)
    tell_other_side(programme, actor, f"Le changement prévu le {day} est annulé.")
    return programme


def _check(programme: Programme, new: Restatement) -> None:
    today = clock.today()
    require_day_to_come(new.effective_on)
    if (new.effective_on - today).days > FARTHEST_DAYS:
        raise RefusedActError(typo("Choisissez un jour dans les deux ans."))
    if not 0 <= new.said.stated <= MOST_PLACES:
        raise RefusedActError(typo(f"Indiquez un nombre de places entre 0 et {MOST_PLACES}."))
    same = Statement(programme.stated, programme.open_ended) == new.said
    if same and new.effective_on == today and not list_plans(programme.id):
        raise RefusedActError(typo("Ces places sont déjà celles qui sont déclarées."))


def _is_repeated(programme: Programme, seen: int, new: Restatement, actor: Actor) -> bool:
    if new.effective_on > clock.today():
        return any(
            plan.author_id == actor.user_id
            and Restatement(Statement(plan.stated, plan.open_ended), plan.effective_on, plan.reason)
            == new
            for plan in list_plans(programme.id)
        )
    last = find_last_statement(programme.id)
    return (
        last is not None
        and last.id != seen
        and last.author_id == actor.user_id
        and (last.stated, last.open_ended) == (new.said.stated, new.said.open_ended)
        and last.reason == new.reason
    )


def _sentence(programme: Programme, new: Restatement) -> str:
    before = or_more(number(programme.stated), programme.open_ended)
    after = or_more(count("place", new.said.stated), new.said.open_ended)
    when = (
        f"à partir du {date_text(new.effective_on)}"
        if new.effective_on > clock.today()
        else "dès aujourd’hui"
    )
    return typo(f"{after} au lieu de {before}, {when}.")
