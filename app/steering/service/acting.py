"""How an act on places begins, and whom it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.auth import mailing
from app.auth import queries as auth_queries
from app.auth.rules import Actor, Role
from app.auth.territories import list_manager_addresses
from app.capacity import service as capacity
from app.capacity.history import LedgerLine, find_closure, find_last_statement, list_plans
from app.capacity.models import PlannedStatement, Programme
from app.capacity.rules import Count, Statement
from app.core import clock
from app.core.formats import count, date_text, datetime_text, or_more
from app.core.typography import typo
from app.referrals.queries.waiting import count_waiting_for
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.notifications import tell_change
from app.steering.queries.places import get_steered, seen_of
from app.steering.rules import Effect, Seen, effect_of

FARTHEST = timedelta(days=2 * 366)


def hold(slug: str, actor: Actor) -> Programme:
    """Hold the places of the territory until the end of the act; return a programme of theirs.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    capacity.lock_places(actor.territory_id, actor.user_id)
    return get_steered(slug, actor)


def require_seen(programme: Programme, seen: Seen) -> None:
    """Refuse a page older than the last figure stated, or than the last one planned.

    Raises:
        OutdatedPageError: somebody stated or planned another figure meanwhile; the message says
            who and when.
    """
    last = find_last_statement(programme.id)
    if last is not None and last.id != seen.line:
        who = last.author or "Le calendrier"
        at = datetime_text(last.at)
        raise _outdated(f"{who} a changé les places le {at} : {last.stated} déclarées.")
    for plan in list_plans(programme.id):
        if plan.id > seen.plan:
            day = date_text(plan.effective_on)
            raise _outdated(f"{plan.author.name} a prévu {say_places(plan)} à partir du {day}.")


def find_repeated(
    programme: Programme, actor: Actor, reason: str, seen: Seen | None = None
) -> LedgerLine | None:
    """Return the last statement when the same person made it for the same reason: a second click.

    Args:
        seen: what the page was made from; a statement it already told is no click of its own.
    """
    last = find_last_statement(programme.id)
    if last is None or (last.author_id, last.reason) != (actor.user_id, reason):
        return None
    return None if seen is not None and last.id == seen.line else last


def _outdated(what: str) -> OutdatedPageError:
    return OutdatedPageError(typo(f"{what} Relisez la page avant de confirmer."))


def say_places(said: Statement | PlannedStatement) -> str:
    """Return « 90 places », « 200 places ou plus »."""
    return or_more(count("place", said.stated), said.open_ended)


def require_day_to_come(day: date) -> None:
    """Refuse a day that is past, or too far to be meant.

    Raises:
        RefusedActError: the form says so.
    """
    today = clock.today()
    if day < today:
        raise RefusedActError(typo("Choisissez aujourd’hui ou un jour à venir."))
    last = today + FARTHEST
    if day > last:
        far = f"Choisissez un jour dans les deux ans : le {date_text(last)} au plus tard."
        raise RefusedActError(typo(far))


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a figure would do from a day on.

    `replaced` is the figure planned for that very day, which gives way; `following` are those that
    stay and will replace this one; `seen` is what all this was read from.
    """

    effect: Effect
    seen: Seen
    replaced: PlannedStatement | None = None
    following: Sequence[PlannedStatement] = ()


def foresee_figure(programme: Programme, said: Statement, on: date) -> Foresight:
    """Return what stating a figure from a day on would do; writes nothing."""
    seen, plans = seen_of(programme), list_plans(programme.id)
    before, replaced = figure_before(programme, plans, on), find_replaced(plans, on)
    places = Count(before.stated, programme.taken, before.open_ended)
    waiting = count_waiting_for(programme.id)
    effect = effect_of(places, said, waiting, is_open=_is_open_on(programme, on))
    following = [one for one in plans if one is not replaced and one.effective_on >= on]
    return Foresight(effect, seen, replaced, following)


def figure_before(programme: Programme, plans: Sequence[PlannedStatement], day: date) -> Statement:
    """Return the figure that will count until a day comes."""
    earlier = [plan for plan in plans if plan.effective_on < day]
    said = earlier[-1] if earlier and day > clock.today() else programme
    return Statement(said.stated, said.open_ended)


def find_replaced(plans: Sequence[PlannedStatement], day: date) -> PlannedStatement | None:
    """Return the figure planned for a day to come, which another one replaces."""
    is_to_come = day > clock.today()
    return next((plan for plan in plans if is_to_come and plan.effective_on == day), None)


def _is_open_on(programme: Programme, day: date) -> bool:
    if day <= clock.today():
        return programme.is_open
    return find_closure(programme.id, day) is None


def tell_other_side(programme: Programme, actor: Actor, what: str, reason: str = "") -> None:
    """Tell the managers what an association did, and the association what a manager did.

    Args:
        what: a whole sentence, that reads after the name of the association.
        reason: what the person typed for the other side.
    """
    if actor.role is Role.COORDINATOR:
        to = list_manager_addresses(programme.territory_id)
    else:
        to = auth_queries.list_addresses(programme.organisation_id, Role.COORDINATOR)
    author = actor.organisation_name
    mailing.post(tell_change(to, programme.name, programme.slug, author, what, reason))
