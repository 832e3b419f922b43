"""The referrals of a workbook, one line each; who they are about is read only when asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, extract, func, select
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.db import db
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.rules import ReferralState, WaitReason

Person = tuple[str, str, date]
"""Last name, first name, date of birth."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """What is read of a referral: the last six fields are those of its last proposal."""

    reference: str
    submitted_at: datetime
    kinds: list[str]
    organisation: str
    birth_year: int
    situation: str
    qpv: bool | None
    objectives: list[str]
    meeting: str
    state: ReferralState
    wait_reason: WaitReason | None
    association: str | None
    proposed_at: datetime | None
    answered_at: datetime | None
    answer_days: int | None
    started_on: date | None


def list_rows(wanted: Sequence[ColumnElement[bool]]) -> Iterator[ReferralRow]:
    """Yield the referrals that are wanted, oldest first, a batch in memory at a time.

    The year of birth is computed by the base: the date itself, like names and contacts, is never
    read.

    Args:
        wanted: conditions on `Referral` and its `YoungPerson`; the scope is one of them.
    """
    for row in db.session.execute(_statement(wanted)).yield_per(BATCH):
        yield ReferralRow(*row)


def list_named_rows(
    wanted: Sequence[ColumnElement[bool]],
) -> Iterator[tuple[ReferralRow, Person]]:
    """Yield the same, with who each is about; never a contact."""
    columns = (YoungPerson.last_name, YoungPerson.first_name, YoungPerson.birth_date)
    statement = _statement(wanted).add_columns(*columns)
    for row in db.session.execute(statement).yield_per(BATCH):
        *facts, last_name, first_name, birth_date = row
        yield ReferralRow(*facts), (last_name, first_name, birth_date)


def count_rows(wanted: Sequence[ColumnElement[bool]]) -> int:
    """Return how many referrals are wanted."""
    statement = select(func.count(Referral.id)).join(Referral.young_person)
    return db.session.scalars(statement.where(*wanted)).one()


def _statement(wanted: Sequence[ColumnElement[bool]]) -> Select[Any]:
    last = aliased(Assignment)
    latest = (
        select(func.max(Assignment.id))
        .where(Assignment.referral_id == Referral.id)
        .correlate(Referral)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        Referral.reference,
        Referral.submitted_at,
        Organisation.kinds,
        Organisation.name,
        cast(extract("year", YoungPerson.birth_date), Integer),
        Referral.situation,
        Referral.qpv,
        Referral.objectives,
        Referral.meeting,
        Referral.state,
        Referral.wait_reason,
        Programme.name,
        last.proposed_at,
        last.answered_at,
        last.answer_days,
        last.started_on,
    )
    return (
        select(*columns)
        .select_from(Referral)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .outerjoin(last, last.id == latest)
        .outerjoin(Programme, Programme.id == last.programme_id)
        .where(*wanted)
        .order_by(Referral.submitted_at, Referral.id)
    )
