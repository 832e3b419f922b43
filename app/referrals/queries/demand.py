"""Who asks, as the engine reads them: no name, a few columns, one SELECT a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.core import clock
from app.core.db import db
from app.matching import Profile
from app.referrals.models import Referral, YoungPerson
from app.referrals.profiles import Answers, build_profile
from app.referrals.queries.waiting import WAITS_FOR_A_PLACE, tried_by


@dataclass(frozen=True, slots=True)
class Waiting:
    """A young person who waits for a place; `tried` are programmes that will not be asked again."""

    profile: Profile
    tried: frozenset[str]


def list_waiting(territory_id: int) -> list[Waiting]:
    """Return those who wait for a place, oldest referral first.

    Those whose family has not agreed yet wait for something else: they are left out.
    """
    rows = db.session.execute(_select_facts(territory_id).where(*WAITS_FOR_A_PLACE)).all()
    tried = tried_by(territory_id, *WAITS_FOR_A_PLACE)
    return [Waiting(_profile(row), tried.get(row.id, frozenset())) for row in rows]


def list_submitted_between(territory_id: int, start: date, end: date) -> list[tuple[date, Profile]]:
    """Return who was referred from a day until another, the last one left out, with their day."""
    rows = db.session.execute(
        _select_facts(territory_id).where(
            Referral.submitted_at >= clock.day_start(start),
            Referral.submitted_at < clock.day_start(end),
        )
    )
    return [(clock.day_of(row.submitted_at), _profile(row)) for row in rows]


def _select_facts(territory_id: int) -> Select[*tuple[Any, ...]]:
    """Select what `build_profile` reads of a territory's referrals, in the order they came."""
    school = aliased(Organisation)
    return (
        select(
            Referral.id,
            Referral.reference,
            Referral.submitted_at,
            Referral.situation,
            Referral.qpv,
            Referral.objectives,
            Referral.meeting,
            Referral.wish,
            Referral.confirmed,
            YoungPerson.birth_date,
            Organisation.kinds,
            school.kinds.label("school_kinds"),
        )
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(school, school.id == Referral.school_id)
        .where(Referral.territory_id == territory_id)
        .order_by(Referral.submitted_at, Referral.id)
    )


def _profile(row: Row[*tuple[Any, ...]]) -> Profile:
    """Return the engine's view of a row; taken apart by position, which a thousand rows feel."""
    _, reference, at, situation, qpv, needs, meeting, wish, confirmed, born, kinds, attended = row
    answers = Answers(
        kinds=frozenset((*kinds, *(attended or ()))),
        birth_date=born,
        situation=situation,
        qpv=qpv,
        objectives=frozenset(needs),
        meeting=meeting,
        wish=wish,
        confirmed=frozenset(confirmed),
    )
    return build_profile(reference, answers, clock.day_of(at))
