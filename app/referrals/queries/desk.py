"""What the referral form reads: who asks, the schools around, the associations."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from app.auth.models import Organisation
from app.auth.rules import Actor
from app.capacity.queries import Sheet, select_sheets
from app.core.db import db
from app.referrals.queries.referral import latest_expected


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The organisation that refers, and the open schools of its territory, by name."""

    organisation: Organisation
    schools: tuple[Organisation, ...]


def read_prescriber(actor: Actor) -> Prescriber:
    """Return the actor's organisation and the open schools around it: one SELECT."""
    found = db.session.scalars(
        select(Organisation)
        .where(
            or_(
                Organisation.id == actor.organisation_id,
                and_(
                    Organisation.territory_id == actor.territory_id,
                    Organisation.uai.is_not(None),
                    Organisation.is_open,
                ),
            )
        )
        .order_by(Organisation.name, Organisation.id)
    ).all()
    own = next(one for one in found if one.id == actor.organisation_id)
    return Prescriber(own, tuple(one for one in found if one.uai is not None))


def list_sheets_expecting(territory_id: int, on: date) -> list[tuple[Sheet, float]]:
    """Return the programmes of a territory, each with the young people expected: one SELECT."""
    rows = db.session.execute(select_sheets(territory_id).add_columns(latest_expected(on)))
    return [(Sheet(*sheet), expected) for *sheet, expected in rows]
