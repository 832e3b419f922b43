"""Moving free places from one programme to another: the sum stays the same."""

from dataclasses import dataclass

from app.auth.rules import Actor, Role
from app.capacity import service as capacity
from app.capacity.models import Programme
from app.capacity.rules import Statement
from app.core import audit, clock
from app.core.db import transactional
from app.core.formats import count
from app.core.typography import typo, with_article
from app.referrals.service.rerouting import serve_and_tell
from app.steering.errors import RefusedActError
from app.steering.queries.places import get_steered
from app.steering.rules import Seen
from app.steering.service.acting import (
    Foresight,
    find_repeated,
    foresee_figure,
    hold,
    require_seen,
    tell_other_side,
)
from app.steering.service.due import apply_due


@dataclass(frozen=True, slots=True)
class Transfer:
    """Free places to move, from where to where, and why."""

    source: str
    target: str
    number: int
    reason: str


def foresee_transfer(move: Transfer, actor: Actor) -> tuple[Foresight, Foresight]:
    """Return what moving places would do to the source and to the target; writes nothing.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        RefusedActError: the same programme twice, or not as many free places.
    """
    source, target = get_steered(move.source, actor), get_steered(move.target, actor)
    _check(source, target, move)
    lost, won = _with(source, -move.number), _with(target, move.number)
    today = clock.today()
    return foresee_figure(source, lost, today), foresee_figure(target, won, today)


@transactional
def move_places(seen: Seen, move: Transfer, actor: Actor) -> tuple[Programme, Programme]:
    """Move free places; whoever waits for the target is served.

    The second click of the same page finds the first one's work done.

    Args:
        seen: what the page was made from, for the source (`queries.places.seen_of`).

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        OutdatedPageError: somebody stated, planned or moved places of the source meanwhile.
        RefusedActError: the same programme twice, or not as many free places.
    """
    source, target = hold(move.source, actor), get_steered(move.target, actor)
    if _is_repeated(source, target, seen, move, actor):
        return source, target
    require_seen(source, seen)
    apply_due(source)
    apply_due(target)
    _check(source, target, move)
    capacity.move_places(source.id, target.id, move.number, move.reason)
    serve_and_tell(target.id)
    audit.record(
        "places.moved", actor, "programme", source.slug, number=move.number, target=target.slug
    )
    tell_other_side(
        source, actor, _sentence(move, f"vers {with_article(target.name)}"), move.reason
    )
    if target.organisation_id != source.organisation_id or actor.role is Role.MANAGER:
        tell_other_side(
            target, actor, _sentence(move, f"ici, depuis {with_article(source.name)}"), move.reason
        )
    return source, target


def _sentence(move: Transfer, way: str) -> str:
    moved = count("place est déplacée", move.number, "places sont déplacées")
    return typo(f"{moved} {way}.")


def _check(source: Programme, target: Programme, move: Transfer) -> None:
    if source.id == target.id:
        raise RefusedActError(typo("Choisissez deux associations différentes."))
    free = source.count.free
    if 0 < move.number <= free:
        return
    if not free:
        raise RefusedActError(typo(f"{source.name} n’a aucune place libre à déplacer."))
    raise RefusedActError(
        typo(f"{source.name} a {count('place libre', free)} : déplacez-en {free} au plus.")
    )


def _is_repeated(
    source: Programme, target: Programme, seen: Seen, move: Transfer, actor: Actor
) -> bool:
    last = find_repeated(source, actor, move.reason, seen)
    moved = (target.name, -move.number)
    return last is not None and (last.counterpart, last.delta_stated) == moved


def _with(programme: Programme, number: int) -> Statement:
    return Statement(programme.stated + number, programme.open_ended)
