"""Reading the one proposal that a link of a mail answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.auth.models import User
from app.capacity.models import Programme
from app.core.db import db
from app.referrals.models import Assignment, Referral
from app.referrals.rules import AssignmentState


@dataclass(frozen=True, slots=True)
class Linked:
    """How a proposal stands, and the key its links must hold today."""

    reference: str
    organisation_id: int
    association: str
    state: AssignmentState
    key: str
    answered_at: datetime | None
    answered_by_id: int | None
    answered_by: str | None


def find_linked(assignment_id: int) -> Linked | None:
    """Return how a proposal stands: columns, so that an act that locks it later reads it anew."""
    row = db.session.execute(
        select(
            Referral.reference,
            Programme.organisation_id,
            Programme.name,
            Assignment.state,
            Assignment.answer_key,
            Assignment.answered_at,
            Assignment.answered_by_id,
            User.name,
        )
        .select_from(Assignment)
        .join(Assignment.referral)
        .join(Assignment.programme)
        .outerjoin(User, User.id == Assignment.answered_by_id)
        .where(Assignment.id == assignment_id)
    ).one_or_none()
    return Linked(*row) if row else None


def read_linked(assignment_id: int) -> Assignment:
    """Return a proposal with all that may be read before it is answered."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.programme),
            joinedload(Assignment.referral).joinedload(Referral.young_person),
            joinedload(Assignment.referral).joinedload(Referral.organisation),
            joinedload(Assignment.referral).joinedload(Referral.author),
            joinedload(Assignment.referral)
            .selectinload(Referral.assignments)
            .joinedload(Assignment.programme),
        )
    ).one()
