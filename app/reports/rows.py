"""The referrals of the workbook, one line each, without anything that names a young person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, cast, extract, func, select
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.db import db
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.rules import ReferralState, WaitReason
from app.reports.figures import Period
from app.reports.queries import within

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


def list_rows(territory_id: int, period: Period) -> Iterator[ReferralRow]:
    """Yield the referrals submitted in a period, oldest first, a batch in memory at a time.

    The year of birth is computed by the base: the date itself, like names and contacts, is never
    read.
    """
    last = aliased(Assignment)
    latest = (
        select(func.max(Assignment.id))
        .where(Assignment.referral_id == Referral.id)
        .correlate(Referral)
        .scalar_subquery()
    )
    statement = (
        select(
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
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .outerjoin(last, last.id == latest)
        .outerjoin(Programme, Programme.id == last.programme_id)
        .where(Referral.territory_id == territory_id, within(Referral.submitted_at, period))
        .order_by(Referral.submitted_at, Referral.id)
    )
    for row in db.session.execute(statement).yield_per(BATCH):
        yield ReferralRow(*tuple(row))
