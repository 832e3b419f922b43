"""What the referral form reads: who asks, the schools around, an earlier referral of the child."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from app.auth.models import Organisation
from app.auth.rules import Actor
from app.capacity.queries import Sheet, select_sheets
from app.core.db import db
from app.referrals.models import Referral, YoungPerson
from app.referrals.queries.referral import latest_expected
from app.referrals.rules import Draft, ReferralState
from app.referrals.texts import normalised_name


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


def find_twin(draft: Draft, actor: Actor) -> tuple[str, datetime] | None:
    """Return the latest referral the organisation sent for the same name and birth date.

    The one an earlier click of the same form made is no twin, nor is a withdrawn one. Other
    organisations are never looked at: a warning would tell who follows whom.

    Returns:
        Its reference and when it was sent.
    """
    found = db.session.execute(
        select(Referral.reference, Referral.submitted_at)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .where(
            Referral.organisation_id == actor.organisation_id,
            Referral.submission_key != draft.submission_key,
            Referral.state != ReferralState.WITHDRAWN,
            YoungPerson.name_key == normalised_name(draft.first_name, draft.last_name),
            YoungPerson.birth_date == draft.birth_date,
        )
        .order_by(Referral.submitted_at.desc(), Referral.id.desc())
        .limit(1)
    ).one_or_none()
    return (found.reference, found.submitted_at) if found else None
