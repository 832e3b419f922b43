"""Many pairs at once, of every kind, written straight to the base: no ledger, no story."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.clock import PARIS
from app.core.db import db
from app.referrals.endings import Completion, EndReason, Modality
from app.referrals.models import Assignment, Referral, ThreadEntry, YoungPerson
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.referrals.rules import REFERENCE_ALPHABET, AssignmentState, ReferralState
from app.referrals.situations import SITUATIONS
from tests import factories

FIRST_DAY = date(2025, 9, 1)
KINDS = ("started", "started", "completed", "ended_early", "transferred", "accepted")


def enter_pairs(how_many: int, seed: int = 1, first: int = 0) -> None:
    """Enter pairs from September 2025 to November 2026, at noon, never after the 28th."""
    chance = random.Random(seed)
    author = factories.make_prescriber()
    schools = list(db.session.scalars(select(Organisation.id).order_by(Organisation.id)))
    programmes = list(db.session.scalars(select(Programme).order_by(Programme.id)))
    for number in range(first, first + how_many):
        referral = _referral(chance, number, author)
        referral.organisation_id = chance.choice(schools)
        referral.school_id = chance.choice([None, *schools[5:9]])
        assignment = _assignment(chance, referral, chance.choice(programmes))
        db.session.add_all([referral, assignment])
        if assignment.state is AssignmentState.TRANSFERRED:
            db.session.flush()
            at = noon(assignment.started_on + timedelta(days=chance.randint(1, 250)))
            db.session.add(
                ThreadEntry(
                    referral_id=referral.id, assignment_id=assignment.id, kind="handed_over", at=at
                )
            )
    db.session.commit()


def noon(day: date) -> datetime:
    """Return noon in Roubaix: the same day everywhere."""
    return datetime.combine(day, time(12), PARIS)


def some_day(chance: random.Random) -> date:
    """Return a day of the crowd, never after the 28th of its month."""
    day = FIRST_DAY + timedelta(days=chance.randint(0, 440))
    return day.replace(day=min(day.day, 28))


def _referral(chance: random.Random, number: int, author: Any) -> Referral:
    twin = chance.random() < 0.2
    name = "carpentier lina" if twin else f"carpentier {number}"
    letters = [REFERENCE_ALPHABET[number // 31**rank % 31] for rank in range(6)]
    at = noon(some_day(chance))
    return Referral(
        reference="".join(letters),
        territory_id=author.territory_id,
        author_id=author.user_id,
        young_person=YoungPerson(
            first_name="L", last_name="C", name_key=name, birth_date=date(2012, 3, 27)
        ),
        state=ReferralState.PROPOSED,
        situation=chance.choice(SITUATIONS).code,
        qpv=chance.choice([True, True, False, None]),
        objectives=chance.sample(OFFERED_NEEDS, chance.randint(1, 3)),
        meeting="indifferent",
        agreement_at=at,
        submission_key=str(number),
        submitted_at=at,
    )


def _assignment(chance: random.Random, referral: Referral, programme: Programme) -> Assignment:
    state = AssignmentState(chance.choice(KINDS))
    start = some_day(chance)
    ended = state in {AssignmentState.COMPLETED, AssignmentState.ENDED_EARLY}
    met = state is not AssignmentState.ACCEPTED
    early = state is AssignmentState.ENDED_EARLY
    return Assignment(
        referral=referral,
        programme_id=programme.id,
        state=state,
        proposed_at=referral.submitted_at,
        answered_at=referral.submitted_at,
        answer_days=chance.randint(0, 9),
        started_on=start if met else None,
        expected_end=start + timedelta(days=300) if met else None,
        modality=Modality.ON_SITE if met else None,
        ended_on=start + timedelta(days=chance.randint(-3, 300)) if ended else None,
        completion=chance.choice(list(Completion)) if state.value == "completed" else None,
        end_reason=chance.choice(list(EndReason)) if early else None,
        decision={},
        outcomes={"questions": {"confidence": chance.choice(["yes", "rather_no", "none"])}},
    )
