"""What the demonstration tells: everybody, every state, nobody real."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.auth.models import User
from app.auth.rules import Role
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db
from app.core.working_days import working_days_between
from app.demo.cast import OFFERED
from app.referrals.models import Assignment, Referral, ThreadEntry, YoungPerson
from config import Profile, Settings

Run = Callable[..., Result]


@pytest.fixture
def run_demo(settings: Settings) -> Iterator[Run]:
    """The same, under the profile of the demonstration."""
    app = create_app(replace(settings, profile=Profile.DEMO))
    with app.app_context():
        yield lambda *words: app.test_cli_runner().invoke(args=["navette", *words])
        db.session.remove()
        db.engine.dispose()


def count(table: type) -> int:
    return db.session.scalars(select(func.count()).select_from(table)).one()


def test_the_demonstration_prepared_twice_is_the_same(run_demo: Run) -> None:
    first = run_demo("demo")
    before = count(Referral), count(User)

    second = run_demo("demo")

    assert "demandes inventées" in first.output
    assert "Tout était déjà en place." in second.output
    assert (count(Referral), count(User)) == before
    assert run_demo("doctor").exit_code == 0


@pytest.fixture
def prepared(demo_app: Flask) -> Iterator[None]:
    """The base of a prepared demonstration."""
    with demo_app.app_context():
        yield
        db.session.remove()


def test_the_demonstration_offers_every_role_and_association(prepared: None) -> None:
    associations = {person.code for person in OFFERED if person.role is Role.COORDINATOR}

    assert {person.role for person in OFFERED} == set(Role)
    assert associations == set(db.session.scalars(select(Programme.slug)))


def test_the_demonstration_shows_every_kind_of_referral(
    run_demo: Run, frozen: Callable[[datetime], None]
) -> None:
    frozen(datetime(2026, 11, 23, 9, tzinfo=clock.PARIS))
    run_demo("demo")

    rows = db.session.execute(select(Referral.state, Referral.wait_reason).distinct())
    seen = {reason or state for state, reason in rows}
    ages = db.session.scalars(select(Assignment.proposed_at).where(Assignment.state == "proposed"))
    waits = [working_days_between(at.date(), clock.today()) for at in ages]

    assert {"accepted", "proposed", "mentoring", "completed", "withdrawn"} <= seen
    assert {"no_place_left", "no_eligible_association"} <= seen
    assert 5 < max(waits) <= 10


def test_the_demonstration_shows_what_associations_follow(prepared: None) -> None:
    kinds = set(db.session.scalars(select(ThreadEntry.kind).distinct()))
    ends = db.session.scalars(select(func.min(Assignment.expected_end))).one()

    assert {"asked", "replied", "reminded", "started", "ended_early", "completed"} <= kinds
    assert ends < clock.today()  # somebody has to say whether it goes on


def test_invented_people_use_numbers_and_addresses_that_belong_to_nobody(prepared: None) -> None:
    phones = [
        *db.session.scalars(select(YoungPerson.phone)),
        *db.session.scalars(select(User.phone)),
    ]
    addresses = db.session.scalars(select(User.email)).all()

    assert all(phone.startswith("063998") and len(phone) == 10 for phone in phones)
    assert all(re.search(r"[@.]example\.org$", address) for address in addresses)
