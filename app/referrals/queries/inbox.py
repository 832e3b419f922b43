"""What an association has to answer: its letters, oldest deadline first, and its figures.

Five statements a page with those of the layout, whatever the number of requests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager

from app.auth.rules import Actor
from app.capacity.models import CapacityEntry, Programme
from app.capacity.occupancy import reserved_places
from app.capacity.rules import EntryKind
from app.core.db import db
from app.referrals.marks import Mark, mark_day
from app.referrals.mentoring import confirmed_until
from app.referrals.models import Assignment, Referral
from app.referrals.rules import AWAITS_ANSWER, WAS_ACCEPTED, AssignmentState

PAGE_LENGTH = 40  # a page stays under 60 kB (spec/screens.md, H.7)
NO_DEADLINE = date(9999, 12, 31)  # a clock that is paused comes last


@dataclass(frozen=True, slots=True)
class Activity:
    """What an association received and answered.

    `to_answer`, `to_match` (accepted, mentor to be found) and `to_confirm` (accompanied beyond the
    expected end) count what is open today;
    `received`, `accepted` and `median_days` (working days, None without an answer) count what was
    proposed since a day.
    """

    to_answer: int
    to_match: int
    to_confirm: int
    received: int
    accepted: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """The places of one programme of the association, and the day they were stated."""

    programme: Programme
    reserved: int
    stated_on: date | None

    @property
    def occupied(self) -> int:
        """Places of accepted young people."""
        return self.programme.taken - self.reserved


def list_to_answer(actor: Actor, after: Mark | None = None) -> Sequence[Assignment]:
    """Return the proposals that await the association, oldest deadline first, one page and one.

    Args:
        after: where the page before ends; None for the first page.
    """
    statement = (
        select(Assignment)
        .join(Assignment.programme)
        .join(Assignment.referral)
        .where(
            Programme.organisation_id == actor.organisation_id,
            Assignment.state.in_(AWAITS_ANSWER),
        )
        .options(
            contains_eager(Assignment.programme),
            contains_eager(Assignment.referral).joinedload(Referral.young_person),
            contains_eager(Assignment.referral).joinedload(Referral.organisation),
            contains_eager(Assignment.referral).joinedload(Referral.author),
        )
        .order_by(_due(Assignment.deadline), Assignment.id)
        .limit(PAGE_LENGTH + 1)
    )
    if after:
        statement = statement.where(_comes_after(after, actor.organisation_id))
    return db.session.scalars(statement).all()


def read_activity(actor: Actor, since: datetime, today: date) -> Activity:
    """Return the figures of an association: one SELECT.

    Args:
        since: beginning of the school year.
    """
    recent = case((Assignment.proposed_at >= since, 1), else_=0)
    ends = case((Assignment.expected_end <= confirmed_until(today), 1), else_=0)
    columns = (Assignment.state, Assignment.answer_days, recent, ends)
    rows = db.session.execute(
        select(*columns, func.count(Assignment.id))
        .join(Assignment.programme)
        .where(Programme.organisation_id == actor.organisation_id)
        .group_by(*columns)
    ).all()
    return _sum_up(rows)


def mark_of(assignment: Assignment) -> Mark:
    """Return where the inbox stands after a proposal."""
    return mark_day(assignment.deadline or NO_DEADLINE, assignment.referral.reference)


def list_own_places(actor: Actor) -> list[OwnPlaces]:
    """Return the programmes of the actor's association with their places: one SELECT.

    Taken and reserved places are of one instant, whatever the page has read before.
    """
    stated_on = (
        select(func.max(CapacityEntry.effective_on))
        .where(CapacityEntry.programme_id == Programme.id, CapacityEntry.kind == EntryKind.STATED)
        .correlate(Programme)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Programme, reserved_places(), stated_on)
        .where(Programme.organisation_id == actor.organisation_id)
        .order_by(Programme.name, Programme.id)
        .execution_options(populate_existing=True)
    )
    return [OwnPlaces(programme, reserved, day) for programme, reserved, day in rows]


def _due(deadline: InstrumentedAttribute[date | None]) -> ColumnElement[date]:
    return func.coalesce(deadline, NO_DEADLINE)


def _comes_after(after: Mark, organisation_id: int) -> ColumnElement[bool]:
    """Return the condition « is due after that mark », whether its proposal was answered or not."""
    last, theirs, offered = aliased(Assignment), aliased(Referral), aliased(Programme)
    rank = (
        select(func.max(last.id))
        .where(
            last.referral_id == theirs.id,
            theirs.reference == after.reference,
            last.programme_id == offered.id,
            offered.organisation_id == organisation_id,
        )
        .scalar_subquery()
    )
    due = _due(Assignment.deadline)
    return or_(due > after.day, and_(due == after.day, Assignment.id > rank))


def _sum_up(rows: Iterable[Sequence[Any]]) -> Activity:
    delays: list[int] = []
    to_answer = received = accepted = to_match = to_confirm = 0
    for state, answer_days, recent, ends, number in rows:
        to_confirm += number * ends * (state is AssignmentState.STARTED)
        to_answer += number * (state in AWAITS_ANSWER)
        to_match += number * (state is AssignmentState.ACCEPTED)
        received += number * recent
        accepted += number * recent * (state in WAS_ACCEPTED)
        delays += [answer_days] * (number * recent) if answer_days is not None else []
    return Activity(
        to_answer=to_answer,
        to_match=to_match,
        to_confirm=to_confirm,
        received=received,
        accepted=accepted,
        median_days=median(delays) if delays else None,
    )
