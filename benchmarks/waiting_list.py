"""A waiting list of any length, written straight to the base: invented, deterministic."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update

from app.auth.models import Organisation
from app.auth.rules import OrganisationCategory
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db
from app.demo.people import birth_date_for
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.origins import STAGE_LABELS, origin_of, stage_of_situation
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.referrals.rules import AssignmentState, ReferralState, WaitReason
from app.referrals.situations import SITUATIONS
from tests.referrals.scenes import actor_of

SINCE = 450  # days: the school year before this one, and this one so far
SCHOOLS = {"ecoles": "ecole", "colleges": "college", "lycees": "lycee"}


def fill(territory_id: int, waiting: int, others: int) -> None:
    """Write referrals of the last 450 days, some of them waiting: the same every time."""
    chance, samira = Random(0), actor_of("samira.haddad")
    prescribers = _prescribers()
    numbers = range(1, waiting + others + 1)
    facts = [_draw(chance, n, prescribers, waits=n <= waiting) for n in numbers]
    db.session.execute(insert(YoungPerson), [person for person, _ in facts])
    own = {
        "territory_id": territory_id,
        "author_id": samira.user_id,
        "agreement_at": clock.now(),
    }
    db.session.execute(insert(Referral), [referral | own for _, referral in facts])
    db.session.execute(update(Programme).values(taken=Programme.stated * 2 // 3))
    programmes = db.session.scalars(select(Programme.id).order_by(Programme.id)).all()
    db.session.execute(
        insert(Assignment), [_refusal(n, programmes[n % len(programmes)]) for n in numbers[::10]]
    )
    db.session.commit()


def _prescribers() -> dict[str, list[int]]:
    """Return the organisations that refer at each stage: schools their own, services the rest."""
    is_prescriber = Organisation.category == OrganisationCategory.PRESCRIBER
    rows = db.session.execute(
        select(Organisation.id, Organisation.kinds).where(is_prescriber).order_by(Organisation.id)
    )
    found: dict[str, list[int]] = {stage: [] for stage in STAGE_LABELS}
    for number, kinds in rows:
        stage = SCHOOLS.get(origin_of(kinds))
        for reached in [stage] if stage else ["etudes", "vie_active"]:
            found[reached].append(number)
    return found


def _draw(
    chance: Random, number: int, prescribers: dict[str, list[int]], *, waits: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    now = clock.now()
    situation = chance.choice(SITUATIONS)
    born = birth_date_for(chance.randint(*situation.ages), clock.today())
    person = {
        "id": number,
        "first_name": "Lina",
        "last_name": "Carpentier",
        "name_key": "carpentier lina",
        "birth_date": born,
    }
    return person, {
        "id": number,
        "reference": f"{number:06d}",
        "organisation_id": chance.choice(prescribers[stage_of_situation(situation)]),
        "young_person_id": number,
        "state": ReferralState.WAITLISTED if waits else ReferralState.SUBMITTED,
        "wait_reason": WaitReason.NO_PLACE_LEFT if waits else None,
        "waiting_since": now if waits else None,
        "situation": situation.code,
        "qpv": chance.choice((True, True, False, None)),
        "objectives": sorted(chance.sample(OFFERED_NEEDS, chance.choice((1, 2, 2, 3)))),
        "meeting": chance.choice(("indifferent", "indifferent", "presentiel", "distanciel_seul")),
        "submission_key": str(number),
        "submitted_at": now - timedelta(days=chance.randint(1, SINCE)),
    }


def _refusal(number: int, programme_id: int) -> dict[str, Any]:
    return {
        "referral_id": number,
        "programme_id": programme_id,
        "state": AssignmentState.DECLINED,
        "decline_reason": "no_suitable_mentor",
        "proposed_at": clock.now(),
        "decision": {},
    }
