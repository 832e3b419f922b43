"""The places of each association at the end of a past day, from the ledger."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.capacity.models import CapacityEntry, Programme
from app.core.db import db
from app.referrals.queries.filters import day_start


@dataclass(frozen=True, slots=True)
class DatedPlaces:
    """The places of one association at the end of a day."""

    slug: str
    name: str
    stated: int
    open_ended: bool
    taken: int


def places_rows(territory_id: int, on: date) -> list[DatedPlaces]:
    """Return the places of every association of a territory at the end of a day, by name.

    Each is the sum of what the ledger had by then; « ou plus » is said as it is now.
    """
    rows = db.session.execute(
        select(
            Programme.slug,
            Programme.name,
            func.coalesce(func.sum(CapacityEntry.delta_stated), 0),
            Programme.open_ended,
            func.coalesce(func.sum(CapacityEntry.delta_taken), 0),
        )
        .outerjoin(
            CapacityEntry,
            (CapacityEntry.programme_id == Programme.id)
            & (CapacityEntry.created_at < day_start(on + timedelta(days=1))),
        )
        .where(Programme.territory_id == territory_id)
        .group_by(Programme.id, Programme.slug, Programme.name, Programme.open_ended)
        .order_by(Programme.name, Programme.id)
    )
    return [DatedPlaces(*row) for row in rows]
