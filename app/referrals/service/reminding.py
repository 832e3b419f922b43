"""Reminding associations of the requests that wait for their answer."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import update

from app.auth import mailing
from app.auth import queries as auth_queries
from app.auth.closed_days import read_closed_days
from app.auth.rules import Role
from app.auth.territories import list_territories
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.rounds import sum_each
from app.core.working_days import add_working_days, is_working_day, working_days_between
from app.referrals.models import Assignment
from app.referrals.queries import clockwork as queries
from app.referrals.rules import REMINDED_WITH_DAYS_LEFT, reminders_due
from app.referrals.service import notifications
from app.referrals.service.states import add_to_thread


@dataclass(frozen=True, slots=True)
class Reminder:
    """A proposal to remind of, how many reminders that makes, the last day it may be answered."""

    assignment: Assignment
    number: int
    deadline: date


def remind_associations() -> int:
    """Remind each association once, in one mail, of what waits for three, or seven, working days.

    Nothing on a day that is not worked. Each association is an act of its own: done late, twice or
    in two workers at once, it sends nothing more. Two reminders that are late are one. A proposal
    whose deadline passed without a reminder, the worker being away, has one working day more.

    Returns:
        How many proposals were concerned.

    Source: spec/lifecycle.md, "expire"; docs/adr/063.
    """
    return sum_each(partial(_remind_territory, one.id) for one in list_territories())


def _remind_territory(territory_id: int) -> int:
    today, closed = clock.today(), read_closed_days(territory_id)
    if not is_working_day(today, closed):
        return 0
    until = add_working_days(today, max(REMINDED_WITH_DAYS_LEFT), closed)
    programmes = queries.list_remindable_programmes(territory_id, until)
    return sum_each(partial(_remind, programme_id, territory_id) for programme_id in programmes)


@transactional
def _remind(programme_id: int, territory_id: int) -> int:
    """Send one association its reminders, unless it answered, or was reminded, meanwhile."""
    capacity.lock_places(territory_id)
    closed = read_closed_days(territory_id)
    until = add_working_days(clock.today(), max(REMINDED_WITH_DAYS_LEFT), closed)
    found = queries.list_remindable(programme_id, until)
    due = [one for one in (_due(assignment, closed) for assignment in found) if one]
    if due:
        _tell(due)
    return len(due)


def _due(assignment: Assignment, closed: Container[date]) -> Reminder | None:
    """Return the reminder a proposal should have today, if any."""
    today, sent = clock.today(), assignment.reminders
    deadline = assignment.deadline or today
    if deadline < today and sent:
        return None  # reminded, and its deadline has passed: it expires
    number = reminders_due(working_days_between(today, deadline, closed), sent)
    if deadline < today:
        deadline = add_working_days(today, 1, closed)
    return Reminder(assignment, number, deadline) if number > sent else None


def _tell(due: Sequence[Reminder]) -> None:
    programme = due[0].assignment.programme
    coordinators = auth_queries.list_addresses(programme.organisation_id, Role.COORDINATOR)
    for one in due:
        _count(one)
        referral = one.assignment.referral
        if coordinators:
            add_to_thread(referral, "reminded", assignment=one.assignment)
        audit.record(
            "proposal.reminded",
            None,
            "referral",
            referral.reference,
            programme=programme.slug,
            reminder=one.number,
            people=len(coordinators),
        )
    if coordinators:
        waiting = [(one.assignment.referral.reference, one.deadline) for one in due]
        mailing.post(notifications.tell_reminder(programme.name, coordinators, waiting))


def _count(one: Reminder) -> None:
    """Write the reminder down without a new version: a page open meanwhile stays good."""
    db.session.execute(
        update(Assignment)
        .where(Assignment.id == one.assignment.id)
        .values(reminders=one.number, deadline=one.deadline)
        .execution_options(synchronize_session=False)
    )
