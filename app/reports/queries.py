"""Counting for the reports: three statements for the whole dashboard, whatever the size.

Conditions come from the filters of the lists: a figure and its list are one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.capacity.occupancy import reserved_places
from app.core.clock import day_start
from app.core.db import db
from app.core.plain_text import alphabetical
from app.referrals.models import Assignment, Referral
from app.referrals.origins import origin_of, stage_of_situation
from app.referrals.queries.filters import (
    first_day_in_time,
    has_status,
    is_unplaced,
)
from app.referrals.queries.referral import latest_expected
from app.referrals.rules import AWAITS_ANSWER, WAS_ACCEPTED, ReferralState
from app.referrals.situations import BY_CODE
from app.referrals.statuses import STATUS_BY_CODE, TO_ASSIGN, WAITING
from app.reports.figures import (
    Answers,
    Occupation,
    Period,
    delay,
    first_recent_day,
    median_of_enough,
    mondays,
)


class Measure(StrEnum):
    """What a line of the one counting statement counts."""

    STATUS = "status"
    SITUATION = "situation"
    KINDS = "kinds"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RECENT = "recent"
    WAITING = "waiting"
    UNPLACED = "unplaced"
    LATE = "late"


@dataclass(slots=True)
class Counts:
    """Referrals of a territory, counted; a key that counts nothing is absent.

    Submitted in the period: by status, stage and origin (codes of the lists), by Monday. Submitted
    in the last fourteen days, even before the period. Accepted in the period: by Monday. Whenever
    they came, today: those that wait, by status; those without a solution in sight; late answers,
    by programme slug.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    received: Counter[date] = field(default_factory=Counter)
    accepted: Counter[date] = field(default_factory=Counter)
    recent: int = 0
    waiting: Counter[str] = field(default_factory=Counter)
    unplaced: int = 0
    late: Counter[str] = field(default_factory=Counter)


def list_occupations(territory_id: int, on: date) -> list[Occupation]:
    """Return the places of every association of a territory on a day, largest first."""
    reserved = reserved_places()
    columns = (Programme.slug, Programme.name, Programme.stated, Programme.open_ended)
    used = (Programme.taken - reserved, reserved)
    rows = db.session.execute(
        select(*columns, *used, latest_expected(on), Programme.is_open)
        .where(Programme.territory_id == territory_id)
        .order_by(Programme.stated.desc(), Programme.name, Programme.id)
    )
    return [Occupation(*row) for row in rows]


def read_answers(territory_id: int, period: Period) -> Answers:
    """Return how fast associations answered in a period.

    An answer is an acceptance or a refusal; a proposal left without an answer is not one.
    """
    rows = db.session.execute(
        select(Programme.slug, Programme.name, Assignment.answer_days, func.count())
        .outerjoin(
            Assignment,
            (Assignment.programme_id == Programme.id)
            & Assignment.answer_days.is_not(None)
            & within(Assignment.answered_at, period),
        )
        .where(Programme.territory_id == territory_id)
        .group_by(Programme.id, Programme.slug, Programme.name, Assignment.answer_days)
        .order_by(Programme.id, Assignment.answer_days)
    )
    counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    together: dict[int, int] = defaultdict(int)
    for slug, name, days, answers in rows:
        if days is None:
            counts[slug, name] = {}
            continue
        counts[slug, name][days] = answers
        together[days] += answers
    delays = [delay(slug, name, days) for (slug, name), days in counts.items()]
    delays.sort(key=lambda one: alphabetical(one.name))
    return Answers(tuple(delays), median_of_enough(together))


def count_referrals(territory_id: int, period: Period, on: date) -> Counts:
    """Return every count of referrals the dashboard shows: one statement.

    Each measure selects one key a referral; the outer statement counts them all.
    """
    lines = union_all(
        *_received(territory_id, period, on),
        _accepted(territory_id, period),
        *_today(territory_id, on),
    ).subquery()
    rows = db.session.execute(
        select(lines.c.measure, lines.c.key, func.count()).group_by(lines.c.measure, lines.c.key)
    )
    counts = Counts()
    for measure, key, number in rows:
        _add(counts, Measure(measure), key, number)
    return counts


Line = Select[tuple[str, str]]


def _received(territory_id: int, period: Period, on: date) -> Iterator[Line]:
    here = Referral.territory_id == territory_id
    inside = (here, within(Referral.submitted_at, period))
    recent = within(Referral.submitted_at, Period(first_recent_day(on), on))
    yield line_of(Measure.STATUS, _status(STATUS_BY_CODE)).where(*inside)
    yield line_of(Measure.SITUATION, Referral.situation).where(*inside)
    yield line_of(Measure.RECEIVED, monday_of(Referral.submitted_at, period)).where(*inside)
    yield line_of(Measure.RECENT, literal("")).where(here, recent)
    yield (
        line_of(Measure.KINDS, cast(Organisation.kinds, String))
        .join(Referral, Referral.organisation_id == Organisation.id)
        .where(*inside)
    )


def _accepted(territory_id: int, period: Period) -> Line:
    return (
        line_of(Measure.ACCEPTED, monday_of(Assignment.answered_at, period))
        .select_from(Assignment)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(
            Programme.territory_id == territory_id,
            Assignment.state.in_(WAS_ACCEPTED),
            within(Assignment.answered_at, period),
        )
    )


def _today(territory_id: int, on: date) -> Iterator[Line]:
    here = Referral.territory_id == territory_id
    waits = Referral.state == ReferralState.WAITLISTED
    yield line_of(Measure.WAITING, _status((TO_ASSIGN.code, WAITING.code))).where(here, waits)
    yield line_of(Measure.UNPLACED, literal("")).select_from(Referral).where(here, is_unplaced(on))
    yield (
        line_of(Measure.LATE, Programme.slug)
        .join(Assignment, Assignment.programme_id == Programme.id)
        .where(
            Programme.territory_id == territory_id,
            Assignment.state.in_(AWAITS_ANSWER),
            Assignment.proposed_at < day_start(first_day_in_time(on)),
        )
    )


def _add(counts: Counts, measure: Measure, key: str, number: int) -> None:
    match measure:
        case Measure.STATUS:
            counts.statuses[key] += number
        case Measure.SITUATION:
            counts.stages[stage_of_situation(BY_CODE[key])] += number
        case Measure.KINDS:
            counts.origins[origin_of(json.loads(key))] += number
        case Measure.RECEIVED:
            counts.received[date.fromisoformat(key)] += number
        case Measure.ACCEPTED:
            counts.accepted[date.fromisoformat(key)] += number
        case Measure.RECENT:
            counts.recent += number
        case Measure.WAITING:
            counts.waiting[key] += number
        case Measure.UNPLACED:
            counts.unplaced += number
        case Measure.LATE:
            counts.late[key] += number


def line_of(measure: StrEnum, key: Any) -> Line:
    """Return the start of a SELECT that tells a measure, and the key it is counted under."""
    return select(literal(measure.value).label("measure"), key.label("key"))


def _status(codes: Iterable[str]) -> ColumnElement[str]:
    return case(*((has_status(code), literal(code)) for code in codes))


def monday_of(moment: InstrumentedAttribute[Any], period: Period) -> ColumnElement[str]:
    """Return the ISO date of the Monday of an instant: weeks are those of Paris, so no SQL date."""
    weeks = mondays(period)
    ends = [(moment < day_start(week + timedelta(days=7)), week.isoformat()) for week in weeks[:-1]]
    last = weeks[-1].isoformat()
    return case(*ends, else_=literal(last)) if ends else literal(last)


def within(moment: InstrumentedAttribute[Any], period: Period) -> ColumnElement[bool]:
    """Return the condition that an instant falls in a period, in Paris."""
    after = day_start(period.end + timedelta(days=1))
    return (moment >= day_start(period.start)) & (moment < after)
