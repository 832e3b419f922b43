"""What an association takes away to work on, and what it brought back."""

from collections.abc import Sequence

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.auth.rules import Actor
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, OfflineReturn, Referral
from app.referrals.queries.inbox import NO_DEADLINE
from app.referrals.references import read_reference
from app.referrals.rules import AWAITS_ANSWER, HOLDS_A_PLACE, AssignmentState

RETURNS_SHOWN = 20
MOST_TAKEN = 1_500
"""Rows of a list taken away: what comes back is read up to 2,000 rows."""


def list_live(actor: Actor, references: Sequence[str] | None = None) -> Sequence[Assignment]:
    """Return what the association holds: to answer, then to match, then accompanied; soonest first.

    Args:
        references: of these referrals only; None for all.
    """
    order = case(
        (Assignment.state.in_(AWAITS_ANSWER), 0),
        (Assignment.state == AssignmentState.ACCEPTED, 1),
        else_=2,
    )
    soonest = func.coalesce(Assignment.expected_end, Assignment.deadline, NO_DEADLINE)
    statement = (
        select(Assignment)
        .join(Assignment.programme)
        .join(Assignment.referral)
        .where(
            Programme.organisation_id == actor.organisation_id,
            Assignment.state.in_(HOLDS_A_PLACE),
        )
        .options(
            contains_eager(Assignment.programme),
            contains_eager(Assignment.referral).options(
                joinedload(Referral.young_person),
                joinedload(Referral.organisation),
                joinedload(Referral.author),
                selectinload(Referral.assignments).joinedload(Assignment.programme),
            ),
        )
        .order_by(order, soonest, Assignment.id)
        .limit(MOST_TAKEN)
    )
    if references is not None:
        statement = statement.where(Referral.reference.in_(references))
    return db.session.scalars(statement).all()


def get_return(reference: str, actor: Actor) -> OfflineReturn:
    """Return one list that came back to the person's association.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    asked = select_return(reference, actor).options(joinedload(OfflineReturn.author))
    found = db.session.scalars(asked).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def select_return(reference: str, actor: Actor) -> Select[OfflineReturn]:
    """Return the SELECT of one list that came back to the person's association."""
    return select(OfflineReturn).where(
        OfflineReturn.reference == read_reference(reference),
        OfflineReturn.organisation_id == actor.organisation_id,
    )


def list_returns(actor: Actor) -> Sequence[OfflineReturn]:
    """Return the lists that came back to the person's association, the latest ones first."""
    return db.session.scalars(
        select(OfflineReturn)
        .where(OfflineReturn.organisation_id == actor.organisation_id)
        .options(joinedload(OfflineReturn.author))
        .order_by(OfflineReturn.updated_at.desc(), OfflineReturn.id.desc())
        .limit(RETURNS_SHOWN)
    ).all()


def is_return_reference_used(reference: str) -> bool:
    """Return whether a list that came back already bears that reference."""
    used = select(OfflineReturn.id).where(OfflineReturn.reference == reference)
    return db.session.scalars(used).first() is not None
