"""Changing the calendar of a territory: days without answers, and whether holidays pause."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from app.auth import closed_days
from app.auth.errors import BadPeriodError
from app.auth.models import ClosedPeriod
from app.auth.rules import Actor, ClosedKind
from app.auth.territories import lock_territory
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.formats import date_short
from app.core.typography import NBSP

LONGEST = timedelta(days=100)  # a summer and its margins; longer is a slip of the pen
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """Days to close, the last one included."""

    kind: ClosedKind
    name: str
    starts_on: date
    ends_on: date


@transactional
def add_period(new: NewPeriod, actor: Actor) -> ClosedPeriod:
    """Close some days; deadlines already given do not move.

    Raises:
        BadPeriodError: reversed, past, too long, too far, or it shares days with another one.
    """
    lock_territory(actor.territory_id)
    _check(new, actor.territory_id)
    period = ClosedPeriod(
        territory_id=actor.territory_id,
        kind=new.kind,
        name=new.name,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    db.session.add(period)
    db.session.flush()
    _record("calendar.period_added", period, actor)
    return period


@transactional
def change_period(period_id: int, new: NewPeriod, seen: str, actor: Actor) -> ClosedPeriod:
    """Change the days, the kind or the name of a period; deadlines already given do not move.

    Args:
        seen: what `stamp` said of the period when the form was opened.

    Raises:
        BadPeriodError: as for a new one; or somebody changed this one meanwhile.
        NotFoundError: absent, or of another territory.
    """
    lock_territory(actor.territory_id)
    period = closed_days.get_period(period_id, actor.territory_id)
    if stamp(period) != seen:
        raise BadPeriodError(
            f"Quelqu’un vient de modifier cette période : «{NBSP}{period.name}{NBSP}», "
            f"{_days(period)}. Relisez, puis enregistrez de nouveau"
        )
    _check(new, actor.territory_id, period.id)
    period.kind, period.name = new.kind, new.name
    period.starts_on, period.ends_on = new.starts_on, new.ends_on
    _record("calendar.period_changed", period, actor)
    return period


def stamp(period: ClosedPeriod) -> str:
    """Return what a period says, to know later whether it still does."""
    said = f"{period.kind}|{period.starts_on}|{period.ends_on}|{period.name}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transactional
def delete_period(period_id: int, actor: Actor) -> ClosedPeriod:
    """Open these days again; deadlines already given do not move.

    Raises:
        NotFoundError: absent, or of another territory.
    """
    period = closed_days.get_period(period_id, actor.territory_id)
    db.session.delete(period)
    _record("calendar.period_deleted", period, actor)
    return period


@transactional
def pause_in_holidays(pauses: bool, actor: Actor) -> None:
    """Say whether school holidays stop the wait for an answer; harmless when repeated."""
    territory = lock_territory(actor.territory_id)
    if territory.pauses_in_holidays is pauses:
        return
    territory.pauses_in_holidays = pauses
    audit.record("calendar.option_changed", actor, "territory", territory.slug, pauses=pauses)


def _check(new: NewPeriod, territory_id: int, period_id: int = 0) -> None:
    today = clock.today()
    if new.ends_on < new.starts_on:
        raise BadPeriodError("Le dernier jour vient avant le premier")
    if new.ends_on < today:
        raise BadPeriodError("Ces jours sont passés : indiquez une période à venir")
    if new.ends_on - new.starts_on >= LONGEST:
        raise BadPeriodError("Une période compte 100 jours au plus")
    if new.ends_on > today + FARTHEST:
        raise BadPeriodError("Cette période est dans plus de trois ans")
    other = closed_days.find_overlapping(
        territory_id, new.kind, new.starts_on, new.ends_on, period_id
    )
    if other is not None:
        raise BadPeriodError(f"Ces jours recouvrent «{NBSP}{other.name}{NBSP}», {_days(other)}")


def _days(period: ClosedPeriod) -> str:
    return f"du {date_short(period.starts_on)} au {date_short(period.ends_on)}"


def _record(action: str, period: ClosedPeriod, actor: Actor) -> None:
    audit.record(
        action,
        actor,
        "closed_period",
        str(period.id),
        kind=period.kind,
        starts_on=period.starts_on.isoformat(),
        ends_on=period.ends_on.isoformat(),
    )
