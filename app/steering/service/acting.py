"""How an act on places begins, and whom it is told."""

from datetime import date

from app.auth import mailing
from app.auth import queries as auth_queries
from app.auth.rules import Actor, Role
from app.auth.territories import list_manager_addresses
from app.capacity import service as capacity
from app.capacity.history import find_last_statement
from app.capacity.models import Programme
from app.capacity.rules import Statement
from app.core import clock
from app.core.formats import datetime_text
from app.core.typography import typo
from app.referrals.queries.waiting import count_waiting_for
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.notifications import tell_change
from app.steering.queries.places import get_steered
from app.steering.rules import Effect, effect_of


def hold(slug: str, actor: Actor) -> Programme:
    """Hold the places of the territory until the end of the act; return a programme of theirs.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    capacity.lock_places(actor.territory_id, actor.user_id)
    return get_steered(slug, actor)


def require_seen(programme: Programme, seen: int) -> None:
    """Refuse a page older than the last figure stated.

    Raises:
        OutdatedPageError: somebody stated another figure meanwhile; the message says who and when.
    """
    last = find_last_statement(programme.id)
    if last is None or last.id == seen:
        return
    who = last.author or "Le calendrier"
    raise OutdatedPageError(
        typo(
            f"{who} a changé les places le {datetime_text(last.at)} : {last.stated} déclarées. "
            "Relisez la page avant de confirmer."
        )
    )


def require_day_to_come(day: date) -> None:
    """Refuse a day that is past.

    Raises:
        RefusedActError: the form says so.
    """
    if day < clock.today():
        raise RefusedActError(typo("Choisissez aujourd’hui ou un jour à venir."))


def foresee_effect(programme: Programme, said: Statement) -> Effect:
    """Return what stating a figure for a programme would do now; writes nothing."""
    waiting = count_waiting_for(programme.id)
    return effect_of(programme.count, said, waiting, is_open=programme.is_open)


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
