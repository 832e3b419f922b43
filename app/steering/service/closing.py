"""Closing an association to new young people for a time, and opening it again."""

from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.history import list_closures
from app.capacity.models import Programme
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.formats import date_text
from app.core.typography import typo
from app.referrals.service.rerouting import serve_and_tell
from app.steering.errors import RefusedActError
from app.steering.queries.places import get_closure
from app.steering.service.acting import hold, require_day_to_come, tell_other_side


@dataclass(frozen=True, slots=True)
class Days:
    """Days without new young people, both ends included; no end: until it is opened again."""

    starts_on: date
    ends_on: date | None
    reason: str


@transactional
def close(slug: str, days: Days, actor: Actor) -> Programme:
    """Close a programme to new young people; those who are there, or proposed, stay.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        RefusedActError: the days are past, too far, reversed, or already closed.
    """
    programme = hold(slug, actor)
    if _is_repeated(programme, days, actor):
        return programme
    _check(programme, days)
    capacity.close_programme(programme.id, days.starts_on, days.ends_on, days.reason, actor.user_id)
    capacity.follow_closures(programme, clock.today())
    audit.record(
        "programme.closed",
        actor,
        "programme",
        slug,
        starts_on=days.starts_on.isoformat(),
        ends_on=days.ends_on.isoformat() if days.ends_on else None,
    )
    until = f"au {date_text(days.ends_on)}" if days.ends_on else "à sa réouverture"
    what = f"Aucun nouveau jeune du {date_text(days.starts_on)} jusqu’{until}."
    tell_other_side(programme, actor, typo(what), days.reason)
    return programme


@transactional
def reopen(slug: str, closure_id: int, actor: Actor) -> Programme:
    """Give days of closure up; if the programme opens, whoever waits for it is served.

    Raises:
        NotFoundError: no such days, or out of the person's reach.
    """
    programme = hold(slug, actor)
    closure = get_closure(closure_id, programme)
    if closure.cancelled_at is not None:
        return programme
    capacity.cancel_closures([closure], actor.user_id)
    if capacity.follow_closures(programme, clock.today()):
        db.session.flush()
        serve_and_tell(programme.id)
    audit.record("programme.reopened", actor, "programme", slug)
    what = f"La fermeture prévue à partir du {date_text(closure.starts_on)} est levée."
    tell_other_side(programme, actor, typo(what))
    return programme


def _check(programme: Programme, days: Days) -> None:
    require_day_to_come(days.starts_on)
    if days.ends_on is not None:
        if days.ends_on < days.starts_on:
            raise RefusedActError(typo("Le dernier jour précède le premier."))
        require_day_to_come(days.ends_on)
    for other in list_closures(programme.id, clock.today()):
        starts_after = days.ends_on is not None and other.starts_on > days.ends_on
        ended_before = other.ends_on is not None and other.ends_on < days.starts_on
        if not starts_after and not ended_before:
            raise RefusedActError(
                typo(
                    f"Une fermeture commence déjà le {date_text(other.starts_on)} : "
                    "levez-la d’abord."
                )
            )


def _is_repeated(programme: Programme, days: Days, actor: Actor) -> bool:
    return any(
        one.author_id == actor.user_id and Days(one.starts_on, one.ends_on, one.reason) == days
        for one in list_closures(programme.id, clock.today())
    )
