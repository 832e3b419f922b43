"""Many referrals at once, written straight to the base: for lists only, no story behind them."""

import itertools
from datetime import timedelta

from sqlalchemy import insert

from app.core import clock
from app.core.db import db
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.rules import REFERENCE_ALPHABET, AssignmentState, ReferralState
from tests.factories import get_programme
from tests.referrals.scenes import actor_of

_references = itertools.product(REFERENCE_ALPHABET, repeat=6)


def make_crowd(size: int) -> None:
    """Write referrals of Samira Haddad's collège, each accepted by the Afev, one minute apart."""
    samira, afev, now = actor_of("samira.haddad"), get_programme("afev"), clock.now()
    numbers = range(1, size + 1)
    person = {"first_name": "Anna", "last_name": "Martin", "name_key": "martin anna"}
    person["birth_date"] = now.date().replace(year=now.year - 13)
    referral = {
        "territory_id": samira.territory_id,
        "organisation_id": samira.organisation_id,
        "author_id": samira.user_id,
        "state": ReferralState.ACCEPTED,
        "situation": "4e",
        "objectives": ["scolaire"],
        "meeting": "indifferent",
        "agreement_at": now,
    }
    assignment = {"programme_id": afev.id, "state": AssignmentState.ACCEPTED, "decision": {}}
    db.session.execute(insert(YoungPerson), [{**person, "id": n} for n in numbers])
    db.session.execute(
        insert(Referral),
        [
            {
                **referral,
                "id": n,
                "young_person_id": n,
                "reference": "".join(next(_references)),
                "submission_key": str(n),
                "submitted_at": now - timedelta(minutes=n // 2),
            }
            for n in numbers
        ],
    )
    db.session.execute(
        insert(Assignment),
        [{**assignment, "id": n, "referral_id": n, "proposed_at": now} for n in numbers],
    )
    db.session.commit()
