"""Reading referrals, always in the scope of the person who reads."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import (
    Assignment,
    Referral,
    TensionSnapshot,
    ThreadEntry,
)
from app.referrals.queries.filters import needs_somebody, waits_because
from app.referrals.queries.scope import visible_to
from app.referrals.rules import (
    AWAITS_ANSWER,
    AssignmentState,
    WaitReason,
)


def get_referral(reference: str, actor: Actor) -> Referral:
    """Return a referral with all that its page shows.

    Raises:
        NotFoundError: absent or out of the actor's scope.
    """
    referral = db.session.scalars(
        select(Referral)
        .where(Referral.reference == reference, visible_to(actor))
        .options(
            joinedload(Referral.young_person),
            joinedload(Referral.organisation),
            joinedload(Referral.school),
            joinedload(Referral.author),
            selectinload(Referral.assignments).joinedload(Assignment.programme),
            selectinload(Referral.assignments).joinedload(Assignment.answered_by),
            selectinload(Referral.thread).joinedload(ThreadEntry.actor),
            selectinload(Referral.thread).joinedload(ThreadEntry.organisation),
        )
    ).one_or_none()
    if referral is None:
        raise NotFoundError
    return referral


def find_by_submission_key(organisation_id: int, key: str) -> Referral | None:
    """Return the referral an earlier click of the same form made, if any."""
    return db.session.scalars(
        select(Referral).where(
            Referral.organisation_id == organisation_id, Referral.submission_key == key
        )
    ).one_or_none()


def is_reference_used(reference: str) -> bool:
    """Return whether a referral already bears that reference."""
    return (
        db.session.scalars(select(Referral.id).where(Referral.reference == reference)).first()
        is not None
    )


def list_overdue(today: date) -> Sequence[tuple[int, int]]:
    """Return the proposals not answered by their deadline, (id, territory), oldest first.

    Those never reminded are given a day more (`reminding`) before they are overdue.
    """
    rows = db.session.execute(
        select(Assignment.id, Referral.territory_id)
        .join(Assignment.referral)
        .where(*_is_overdue(today))
        .order_by(Assignment.deadline, Assignment.id)
    )
    return [(assignment_id, territory_id) for assignment_id, territory_id in rows]


def find_overdue(assignment_id: int, today: date) -> Assignment | None:
    """Return a proposal if it is still overdue, kept from others until the end of the act."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.id == assignment_id, *_is_overdue(today))
        .with_for_update(of=Assignment)
    ).one_or_none()


def _is_overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.state == AssignmentState.PROPOSED,
        Assignment.deadline < today,
        Assignment.reminders > 0,
    )


def count_proposals(referral_id: int) -> int:
    """Return how many proposals a referral has had, the live one among them."""
    of_referral = select(func.count()).where(Assignment.referral_id == referral_id)
    return db.session.scalars(of_referral).one()


def read_expectations(territory_id: int, on: date) -> dict[str, float]:
    """Return per programme slug the young people expected until July; 0 before any forecast.

    The latest nightly figure not after a day; `decisions.tensions_now` sets it against the places.
    """
    rows = db.session.execute(
        select(Programme.slug, latest_expected(on)).where(Programme.territory_id == territory_id)
    )
    return dict(rows.all())


def latest_expected(on: date) -> ColumnElement[float]:
    """Return the latest nightly figure of a selected `Programme`, not after a day; 0 if none."""
    latest = (
        select(TensionSnapshot.expected)
        .where(TensionSnapshot.programme_id == Programme.id, TensionSnapshot.computed_on <= on)
        .order_by(TensionSnapshot.computed_on.desc())
        .limit(1)
        .correlate(Programme)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0.0)


def count_badge(actor: Actor) -> int:
    """Return how many referrals wait for the person: an answer, a choice, or a complement."""
    match actor.role:
        case Role.COORDINATOR:
            statement = _count_offered(AWAITS_ANSWER).where(
                Programme.organisation_id == actor.organisation_id
            )
        case Role.PRESCRIBER:
            own = Referral.organisation_id == actor.organisation_id
            asked = _count_offered({AssignmentState.INFO_REQUESTED}).where(own)
            silent = select(func.count(Referral.id)).where(
                own, waits_because(WaitReason.AWAITING_AGREEMENT)
            )
            statement = select(asked.scalar_subquery() + silent.scalar_subquery())
        case _:
            statement = select(func.count(Referral.id)).where(visible_to(actor), needs_somebody())
    return db.session.scalars(statement).one()


def _count_offered(states: Collection[AssignmentState]) -> Select[int]:
    return (
        select(func.count(Assignment.id))
        .join(Assignment.programme)
        .join(Assignment.referral)
        .where(Assignment.state.in_(states))
    )


def list_territories_without_tension(on: date) -> list[int]:
    """Return the territories that have programmes but no figures computed that day."""
    computed = select(Programme.territory_id).join(
        TensionSnapshot, TensionSnapshot.programme_id == Programme.id
    )
    return list(
        db.session.scalars(
            select(Programme.territory_id)
            .where(Programme.territory_id.not_in(computed.where(TensionSnapshot.computed_on == on)))
            .distinct()
            .order_by(Programme.territory_id)
        )
    )
