"""Moving free places from one programme to another: the sum stays the same."""

from dataclasses import dataclass

from app.auth.rules import Actor, Role
from app.capacity import service as capacity
from app.capacity.errors import NoSuchPlacesError
from app.capacity.models import Programme
from app.capacity.rules import Statement
from app.core import audit
from app.core.db import transactional
from app.core.formats import count
from app.core.typography import of_name, to_name, typo
from app.referrals.queries.waiting import count_waiting_for
from app.referrals.service.rerouting import serve_and_tell
from app.steering.errors import RefusedActError
from app.steering.queries.places import get_steered
from app.steering.rules import Effect, effect_of
from app.steering.service.acting import hold, require_seen, tell_other_side


@dataclass(frozen=True, slots=True)
class Transfer:
    """Free places to move, from where to where, and why."""

    source: str
    target: str
    number: int
    reason: str


def foresee_transfer(move: Transfer, actor: Actor) -> tuple[Effect, Effect]:
    """Return what moving places would do to the source and to the target; writes nothing.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        RefusedActError: the same programme twice, or not as many free places.
    """
    source, target = get_steered(move.source, actor), get_steered(move.target, actor)
    _check(source, target, move)
    return _effect(source, -move.number), _effect(target, move.number)


@transactional
def move_places(seen: int, move: Transfer, actor: Actor) -> tuple[Programme, Programme]:
    """Move free places; whoever waits for the target is served.

    Args:
        seen: what the page was made from, for the source (`queries.places.seen_of`).

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        OutdatedPageError: somebody stated or moved places of the source meanwhile.
        RefusedActError: the same programme twice, or not as many free places.
    """
    source, target = hold(move.source, actor), get_steered(move.target, actor)
    require_seen(source, seen)
    _check(source, target, move)
    try:
        capacity.move_places(source.id, target.id, move.number, move.reason)
    except NoSuchPlacesError as error:
        raise _too_many(source, error.free) from error
    serve_and_tell(target.id)
    audit.record(
        "places.moved", actor, "programme", source.slug, number=move.number, target=target.slug
    )
    places = count("place", move.number)
    tell_other_side(source, actor, typo(f"{places} {to_name(target.name)}, en moins ici."))
    if target.organisation_id != source.organisation_id or actor.role is Role.MANAGER:
        tell_other_side(target, actor, typo(f"{places} {of_name(source.name)}, en plus ici."))
    return source, target


def _check(source: Programme, target: Programme, move: Transfer) -> None:
    if source.id == target.id:
        raise RefusedActError(typo("Choisissez deux associations différentes."))
    if not 0 < move.number <= source.count.free:
        raise _too_many(source, source.count.free)


def _too_many(source: Programme, free: int) -> RefusedActError:
    if not free:
        return RefusedActError(typo(f"{source.name} n’a aucune place libre à déplacer."))
    return RefusedActError(
        typo(f"{source.name} a {count('place libre', free)} : déplacez-en {free} au plus.")
    )


def _effect(programme: Programme, number: int) -> Effect:
    said = Statement(programme.stated + number, programme.open_ended)
    waiting = count_waiting_for(programme.id)
    return effect_of(programme.count, said, waiting, is_open=programme.is_open)
