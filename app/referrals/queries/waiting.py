"""Who waits for which association, in which order; who will not be asked again."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.capacity.models import Programme
from app.core.db import db
from app.referrals.models import Assignment, Referral, ThreadEntry, WaitingOption
from app.referrals.moves import MOVES, Move
from app.referrals.rules import GAVE_UP, AssignmentState, ReferralState, WaitReason

TAKEN_BACK = (MOVES[Move.RECALL].told, MOVES[Move.ASSIGN].told)
WAITS_FOR_A_PLACE = (
    Referral.state == ReferralState.WAITLISTED,
    Referral.wait_reason != WaitReason.AWAITING_AGREEMENT,
)
"""The condition of those who wait for a place; others wait for news of the family."""


def list_tried_slugs(referral_id: int) -> frozenset[str]:
    """Return the programmes that will not be asked again by themselves.

    They declined, kept silent or stopped, or the Cité éducative took the referral back from them.
    What only stood in the way (a withdrawal, a refusal that is undone) may be asked again.
    """
    return frozenset(
        db.session.scalars(
            select(Programme.slug)
            .join(Assignment, Assignment.programme_id == Programme.id)
            .where(Assignment.referral_id == referral_id, _will_not_be_asked_again())
        )
    )


def tried_by(territory_id: int, *which: ColumnElement[bool]) -> dict[int, frozenset[str]]:
    """Return the same for all the referrals of a territory that meet conditions, by referral id.

    Those who tried nothing are absent.
    """
    rows = db.session.execute(
        select(Assignment.referral_id, Programme.slug)
        .join(Programme, Programme.id == Assignment.programme_id)
        .join(Referral, Referral.id == Assignment.referral_id)
        .where(Referral.territory_id == territory_id, *which, _will_not_be_asked_again())
    )
    tried: dict[int, frozenset[str]] = {}
    for referral_id, slug in rows:
        tried[referral_id] = tried.get(referral_id, frozenset()) | {slug}
    return tried


def list_waiting(territory_id: int) -> Sequence[Referral]:
    """Return who waits for a place of their territory, oldest first, with what criteria read."""
    return db.session.scalars(
        select(Referral)
        .where(
            Referral.territory_id == territory_id,
            *WAITS_FOR_A_PLACE,
        )
        .order_by(Referral.waiting_since, Referral.id)
        .options(
            joinedload(Referral.young_person),
            joinedload(Referral.organisation),
            joinedload(Referral.school),
            selectinload(Referral.assignments),
        )
        .execution_options(populate_existing=True)
    ).all()


def count_waiting_for(programme_id: int) -> int:
    """Return how many young people would be proposed to a programme if it had room."""
    return db.session.scalars(
        select(func.count())
        .select_from(WaitingOption)
        .join(Referral, Referral.id == WaitingOption.referral_id)
        .where(
            WaitingOption.programme_id == programme_id,
            *WAITS_FOR_A_PLACE,
        )
    ).one()


def count_options(referral_ids: Collection[int]) -> dict[int, int]:
    """Return how many associations each waiting referral could go to; absent: none."""
    rows = db.session.execute(
        select(WaitingOption.referral_id, func.count())
        .where(WaitingOption.referral_id.in_(referral_ids))
        .group_by(WaitingOption.referral_id)
    )
    return {row[0]: row[1] for row in rows}


def _will_not_be_asked_again() -> ColumnElement[bool]:
    taken_back = exists().where(
        ThreadEntry.assignment_id == Assignment.id, ThreadEntry.kind.in_(TAKEN_BACK)
    )
    return or_(
        Assignment.state.in_(GAVE_UP),
        and_(Assignment.state == AssignmentState.RECALLED, taken_back),
    )


def service_order() -> tuple[SQLColumnExpression[Any], ...]:
    """Return the order in which waiting referrals are served.

    A manager's priority first (the oldest one), then the fewest associations open to them, then the
    oldest entry into the list.
    """
    options = (
        select(func.count())
        .where(WaitingOption.referral_id == Referral.id)
        .correlate(Referral)
        .scalar_subquery()
    )
    none = Referral.priority_at.is_(None)
    return none, Referral.priority_at, options, Referral.waiting_since, Referral.id


def find_first_waiting(programme_id: int, skip: frozenset[int]) -> Referral | None:
    """Return who is served first when that programme has a place: `service_order`."""
    return db.session.scalars(
        select(Referral)
        .join(WaitingOption, WaitingOption.referral_id == Referral.id)
        .where(
            WaitingOption.programme_id == programme_id,
            *WAITS_FOR_A_PLACE,
            Referral.id.not_in(skip),
        )
        .order_by(*service_order())
        .limit(1)
    ).one_or_none()


def find_position(referral_id: int) -> int | None:
    """Return the rank of a waiting referral in the list where it stands best, 1 for the first.

    Each association has its own list; None for a referral that waits for none of them.
    """
    own = select(WaitingOption.programme_id).where(WaitingOption.referral_id == referral_id)
    ranks = (
        select(
            WaitingOption.referral_id,
            func.row_number()
            .over(partition_by=WaitingOption.programme_id, order_by=service_order())
            .label("position"),
        )
        .join(Referral, Referral.id == WaitingOption.referral_id)
        .where(
            WaitingOption.programme_id.in_(own),
            *WAITS_FOR_A_PLACE,
        )
        .subquery()
    )
    best = select(func.min(ranks.c.position)).where(ranks.c.referral_id == referral_id)
    position: int | None = db.session.scalars(best).one()
    return position
