"""What became of referrals and proposals, by association and by whoever refers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.db import db
from app.core.plain_text import alphabetical
from app.referrals.endings import Completion, EndReason
from app.referrals.models import Assignment, Referral
from app.referrals.reasons import DeclineReason
from app.referrals.rules import AssignmentState
from app.referrals.statuses import status_of
from app.reports.figures import Period
from app.reports.queries import within

BATCH = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal made to an association, and what became of it."""

    reference: str
    association: str
    state: AssignmentState
    proposed_at: datetime
    answered_at: datetime | None
    answer_days: int | None
    decline_reason: DeclineReason | None
    started_on: date | None
    ended_on: date | None
    completion: Completion | None
    end_reason: EndReason | None


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of what an association was offered: proposals by state, and those that began."""

    slug: str
    name: str
    states: Counter[AssignmentState]
    started: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever refers, and its referrals by status (codes of the lists)."""

    name: str
    kinds: frozenset[str]
    statuses: Counter[str]


def list_fates(territory_id: int, period: Period, slug: str = "") -> list[Fates]:
    """Return every association of a territory, by name; what it was offered in a period.

    Args:
        slug: of the one association that is asked for; "" for all.
    """
    rows = db.session.execute(
        select(
            Programme.slug,
            Programme.name,
            Assignment.state,
            func.count(Assignment.id),
            func.count(Assignment.started_on),
        )
        .outerjoin(
            Assignment,
            (Assignment.programme_id == Programme.id) & within(Assignment.proposed_at, period),
        )
        .where(*_ours(territory_id, slug))
        .group_by(Programme.id, Programme.slug, Programme.name, Assignment.state)
        .order_by(Programme.id)
    )
    found: dict[tuple[str, str], Counter[AssignmentState]] = {}
    started: Counter[tuple[str, str]] = Counter()
    for code, name, state, proposals, begun in rows:
        states = found.setdefault((code, name), Counter())
        if state is not None:
            states[state] += proposals
            started[code, name] += begun
    fates = [Fates(*one, states, started[one]) for one, states in found.items()]
    return sorted(fates, key=lambda one: alphabetical(one.name))


def count_proposals(territory_id: int, period: Period, slug: str = "") -> int:
    """Return how many proposals were made in a period."""
    statement = select(func.count(Assignment.id)).join(Assignment.programme)
    return db.session.scalars(
        statement.where(*_ours(territory_id, slug), within(Assignment.proposed_at, period))
    ).one()


def list_proposals(territory_id: int, period: Period, slug: str = "") -> Iterator[Proposal]:
    """Yield the proposals made in a period, by association, oldest first."""
    statement = (
        select(
            Referral.reference,
            Programme.name,
            Assignment.state,
            Assignment.proposed_at,
            Assignment.answered_at,
            Assignment.answer_days,
            Assignment.decline_reason,
            Assignment.started_on,
            Assignment.ended_on,
            Assignment.completion,
            Assignment.end_reason,
        )
        .join(Programme, Programme.id == Assignment.programme_id)
        .join(Referral, Referral.id == Assignment.referral_id)
        .where(*_ours(territory_id, slug), within(Assignment.proposed_at, period))
        .order_by(func.lower(Programme.name), Programme.id, Assignment.id)
    )
    for row in db.session.execute(statement).yield_per(BATCH):
        yield Proposal(*row)


def list_senders(wanted: Sequence[ColumnElement[bool]]) -> list[Sender]:
    """Return whoever sent the referrals that are wanted, by name: two SELECT.

    Args:
        wanted: conditions on `Referral` and its `YoungPerson`; the scope is one of them.
    """
    rows = db.session.execute(
        select(Referral.organisation_id, Referral.state, Referral.wait_reason, func.count())
        .join(Referral.young_person)
        .where(*wanted)
        .group_by(Referral.organisation_id, Referral.state, Referral.wait_reason)
    )
    statuses: dict[int, Counter[str]] = {}
    for organisation_id, state, reason, referrals in rows:
        counts = statuses.setdefault(organisation_id, Counter())
        counts[status_of(state, reason).code] += referrals
    organisations = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.kinds)
        .where(Organisation.id.in_(statuses))
        .order_by(Organisation.id)
    )
    senders = [Sender(name, frozenset(kinds), statuses[id_]) for id_, name, kinds in organisations]
    return sorted(senders, key=lambda one: alphabetical(one.name))


def find_kinds(territory_id: int, code: str) -> frozenset[str]:
    """Return the kinds of an organisation of a territory; none when there is no such one."""
    kinds = db.session.scalars(
        select(Organisation.kinds).where(
            Organisation.territory_id == territory_id, Organisation.code == code
        )
    ).one_or_none()
    return frozenset(kinds or ())


def _ours(territory_id: int, slug: str) -> tuple[ColumnElement[bool], ...]:
    ours = Programme.territory_id == territory_id
    return (ours, Programme.slug == slug) if slug else (ours,)
