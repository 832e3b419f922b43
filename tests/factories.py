"""Builders for tests: the real Roubaix, people with a role, referrals made by the services.

The demonstration uses the same ones (`app/demo`); everything goes through the services.
"""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from app.auth import queries as auth_queries
from app.auth.models import Organisation, Territory
from app.auth.rules import Actor, Role
from app.auth.service.accounts import create_person
from app.auth.territories import AUTHORITY
from app.capacity import service as capacity
from app.capacity.models import Programme
from app.capacity.rules import Statement
from app.capacity.setup import set_up_territory
from app.core import clock
from app.core.db import db
from app.demo.people import DraftFactory, birth_date_for
from app.referrals.errors import UnseenTwinError
from app.referrals.models import Assignment, Referral
from app.referrals.reasons import Refusal
from app.referrals.rules import Draft
from app.referrals.service.answer import accept_proposal, decline_proposal
from app.referrals.service.submit import submit_referral

COLLEGE, LYCEE_PRO, ECOLE = "0593667R", "0590187H", "0592825A"
MISSION_LOCALE, ASE = "59512S00", "ase-roubaix"
RENTREE = date(2026, 9, 1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "trois fils et une seule trame"

_numbers = itertools.count(1)


def make_roubaix() -> Territory:
    """Return the territory with its real schools, services and ten programmes."""
    return set_up_territory(RENTREE)


def get_organisation(code: str) -> Organisation:
    """Return an organisation of Roubaix by its code: a national number, a slug…"""
    return db.session.scalars(select(Organisation).where(Organisation.code == code)).one()


def get_programme(slug: str) -> Programme:
    """Return a programme as it is in the base now."""
    statement = select(Programme).where(Programme.slug == slug)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def state_places(slug: str, stated: int) -> Programme:
    """State other places than the brochure's, with the line of the ledger that says so."""
    programme = get_programme(slug)
    capacity.lock_places(programme.territory_id)
    capacity.state_places(programme.id, Statement(stated), "pour un test")
    db.session.commit()
    return get_programme(slug)


def make_person(
    code: str, role: Role, name: str = "", email: str = "", password: str | None = None
) -> Actor:
    """Return somebody with a role in an organisation of Roubaix."""
    number = next(_numbers)
    address = email or f"personne{number}@example.org"
    create_person(address, name or f"Personne {number}", role, get_organisation(code).id, password)
    found = auth_queries.find_person(address)
    assert found is not None
    return found.actor


def make_prescriber(code: str = COLLEGE, **facts: Any) -> Actor:
    """Return a prescriber; of a collège REP+ unless told otherwise."""
    return make_person(code, Role.PRESCRIBER, **facts)


def make_coordinator(slug: str = "afev", **facts: Any) -> Actor:
    """Return a coordinator of one of the ten associations."""
    return make_person(slug, Role.COORDINATOR, **facts)


def make_manager(**facts: Any) -> Actor:
    """Return a manager of the Cité éducative."""
    return make_person(AUTHORITY, Role.MANAGER, **facts)


def make_administrator(**facts: Any) -> Actor:
    """Return an administrator of the Cité éducative."""
    return make_person(AUTHORITY, Role.ADMINISTRATOR, **facts)


def make_draft(**answers: Any) -> Draft:
    """Return a referral a prescriber could send: a pupil of 4e of 13, who lives in a QPV.

    Args:
        answers: fields of `Draft`, or `age` in years.
    """
    if "birth_date" not in answers:
        answers["birth_date"] = birth_date_for(answers.pop("age", 13), clock.today())
    draft: Draft = DraftFactory.build(**answers)
    return draft


def make_referral(actor: Actor, **answers: Any) -> Referral:
    """Return a referral that was sent; asked about a likely twin, the prescriber sends it."""
    draft = make_draft(**answers)
    try:
        return submit_referral(draft, actor)
    except UnseenTwinError as asked:
        return submit_referral(replace(draft, seen=draft.seen | {asked.code}), actor)


def get_last_assignment(referral: Referral) -> Assignment:
    """Return the last proposal of a referral."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.referral_id == referral.id)
        .order_by(Assignment.id.desc())
        .limit(1)
    ).one()


def accept(referral: Referral, actor: Actor) -> Assignment:
    """Accept the live proposal of a referral."""
    return accept_proposal(referral.reference, get_last_assignment(referral).version, actor)


def decline(referral: Referral, actor: Actor, refusal: Refusal) -> Assignment | None:
    """Decline the live proposal of a referral; return the next one."""
    version = get_last_assignment(referral).version
    return decline_proposal(referral.reference, version, refusal, actor).following
