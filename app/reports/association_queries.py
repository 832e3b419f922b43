"""Counting for the report of one association: its own proposals, in one statement."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import String, cast, func, select

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, Referral
from app.referrals.origins import origin_of, stage_of_situation
from app.referrals.reasons import DECLINE_REASONS, Attribution
from app.referrals.rules import AWAITS_ANSWER, WAS_ACCEPTED, AssignmentState
from app.referrals.situations import BY_CODE
from app.reports.figures import Period
from app.reports.queries import within


class Answer(StrEnum):
    """What became of a proposal: each has one answer, so the answers sum to what was received."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    SILENT = "silent"
    RECALLED = "recalled"
    AWAITED = "awaited"


@dataclass(slots=True)
class Proposals:
    """The proposals of an association in a period, by what became of them since.

    `sides` counts the refusals by whose side their reason is on; `stages` and `origins` count
    proposals by (answer, code): one answer each, so a sum over the answers is all of them.
    """

    answers: Counter[Answer] = field(default_factory=Counter)
    sides: Counter[Attribution] = field(default_factory=Counter)
    stages: Counter[tuple[Answer, str]] = field(default_factory=Counter)
    origins: Counter[tuple[Answer, str]] = field(default_factory=Counter)

    @property
    def received(self) -> int:
        """How many proposals were received."""
        return self.answers.total()


def find_own_slugs(organisation_id: int) -> list[str]:
    """Return the programmes of an association, by name."""
    return list(
        db.session.scalars(
            select(Programme.slug)
            .where(Programme.organisation_id == organisation_id)
            .order_by(Programme.name, Programme.id)
        )
    )


def get_programme_name(territory_id: int, slug: str) -> str:
    """Return the name of a programme.

    Raises:
        NotFoundError: no such programme in that territory.
    """
    name = db.session.scalar(
        select(Programme.name).where(Programme.territory_id == territory_id, Programme.slug == slug)
    )
    if name is None:
        raise NotFoundError
    return name


def count_proposals(territory_id: int, slugs: Collection[str], period: Period) -> Proposals:
    """Return what became of the proposals made to some programmes in a period."""
    kinds = cast(Organisation.kinds, String)
    keys = (Assignment.state, Assignment.decline_reason, Referral.situation, kinds)
    rows = db.session.execute(
        select(*keys, func.count())
        .select_from(Assignment)
        .join(Programme, Programme.id == Assignment.programme_id)
        .join(Referral, Referral.id == Assignment.referral_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(
            Programme.territory_id == territory_id,
            Programme.slug.in_(slugs),
            within(Assignment.proposed_at, period),
        )
        .group_by(*keys)
    )
    proposals = Proposals()
    for state, reason, situation, kinds_text, number in rows:
        answer = _answer(state)
        proposals.answers[answer] += number
        proposals.stages[answer, stage_of_situation(BY_CODE[situation])] += number
        proposals.origins[answer, origin_of(json.loads(kinds_text))] += number
        if reason is not None:
            proposals.sides[DECLINE_REASONS[reason].attribution] += number
    return proposals


def sum_over(counts: Counter[tuple[Answer, str]], codes: Iterable[str]) -> list[int]:
    """Return how many proposals were received with each code, whatever the answer."""
    return [sum(counts[answer, code] for answer in Answer) for code in codes]


def _answer(state: AssignmentState) -> Answer:
    if state in WAS_ACCEPTED:
        return Answer.ACCEPTED
    if state in AWAITS_ANSWER:
        return Answer.AWAITED
    return {
        AssignmentState.DECLINED: Answer.DECLINED,
        AssignmentState.EXPIRED: Answer.SILENT,
        AssignmentState.RECALLED: Answer.RECALLED,
    }[state]
