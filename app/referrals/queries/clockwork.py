"""What the clock has to do: proposals to remind of, questions left without an answer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.capacity.models import Programme
from app.core.db import db
from app.referrals.models import Assignment, Referral
from app.referrals.rules import REMINDED_WITH_DAYS_LEFT, AssignmentState


def list_remindable_programmes(territory_id: int, until: date) -> Sequence[int]:
    """Return the programmes with a proposal to answer by a day, and a reminder still to have."""
    return db.session.scalars(
        select(Programme.id)
        .join(Assignment, Assignment.programme_id == Programme.id)
        .where(Programme.territory_id == territory_id, *_may_be_reminded(until))
        .distinct()
        .order_by(Programme.id)
    ).all()


def list_remindable(programme_id: int, until: date) -> Sequence[Assignment]:
    """Return these proposals of a programme, the most urgent first, kept until the act's end."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.programme_id == programme_id, *_may_be_reminded(until))
        .options(joinedload(Assignment.referral), joinedload(Assignment.programme))
        .order_by(Assignment.deadline, Assignment.id)
        .with_for_update(of=Assignment)
        .execution_options(populate_existing=True)
    ).all()


def _may_be_reminded(until: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.state == AssignmentState.PROPOSED,
        Assignment.deadline <= until,
        Assignment.reminders < len(REMINDED_WITH_DAYS_LEFT),
    )


def list_unanswered(today: date) -> Sequence[tuple[int, int]]:
    """Return the proposals whose question waited too long, (id, territory), oldest first."""
    rows = db.session.execute(
        select(Assignment.id, Referral.territory_id)
        .join(Assignment.referral)
        .where(*_is_unanswered(today))
        .order_by(Assignment.paused_until, Assignment.id)
    )
    return [(assignment_id, territory_id) for assignment_id, territory_id in rows]


def find_unanswered(assignment_id: int, today: date) -> Assignment | None:
    """Return a proposal if its question still waits, kept from others until the act's end."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.id == assignment_id, *_is_unanswered(today))
        .with_for_update(of=Assignment)
    ).one_or_none()


def _is_unanswered(today: date) -> tuple[ColumnElement[bool], ...]:
    return Assignment.state == AssignmentState.INFO_REQUESTED, Assignment.paused_until < today
