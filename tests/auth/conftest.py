"""A small town: a school, an association, the Cité éducative, and one person for each role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from flask import Flask
from sqlalchemy import select

from app.auth import service
from app.auth.hashing import hash_password
from app.auth.models import Organisation, Territory, User
from app.auth.queries import find_person
from app.auth.rules import Actor, OrganisationCategory, Role
from app.core.db import db
from app.core.models import AuditEvent, OutboxMessage
from tests.support.client import Browser

PASSWORD = "la pluie tombe sur le canal"
ADDRESSES = {
    Role.PRESCRIBER: "samira.haddad@example.org",
    Role.COORDINATOR: "theo.marchand@example.org",
    Role.MANAGER: "helene.vasseur@example.org",
    Role.ADMINISTRATOR: "yann.lebrun@example.org",
}
NAMES = ("Samira Haddad", "Théo Marchand", "Hélène Vasseur", "Yann Lebrun")


@dataclass(frozen=True)
class Town:
    """Ids of what the tests speak of."""

    territory: int
    school: int
    association: int
    authority: int


@pytest.fixture
def town(app: Flask) -> Town:
    """Roubaix, small."""
    return build_town("roubaix")


@pytest.fixture
def people(town: Town) -> dict[Role, User]:
    """One person for each role, who signs in with PASSWORD."""
    places = (town.school, town.association, town.authority, town.authority)
    everybody = {
        role: service.create_person(ADDRESSES[role], name, role, place)
        for role, name, place in zip(Role, NAMES, places, strict=True)
    }
    for user in everybody.values():
        user.password_hash = _kept()
    db.session.commit()
    return everybody


@pytest.fixture
def enter(app: Flask, people: dict[Role, User]) -> Callable[[Role], Browser]:
    """Sign somebody in: `enter(Role.MANAGER)` gives their browser, on their account's page."""

    def sign_in(role: Role) -> Browser:
        browser = knock(Browser(app), ADDRESSES[role], PASSWORD)
        browser.signed_in = True
        return browser

    return sign_in


@cache
def _kept() -> str:
    return hash_password(PASSWORD)


def build_town(slug: str) -> Town:
    """Write a territory and its three organisations."""
    territory = Territory(slug=slug, name=slug.title())
    db.session.add(territory)
    db.session.flush()
    organisations = [
        Organisation(territory_id=territory.id, category=category, name=name, code=name)
        for category, name in (
            (OrganisationCategory.PRESCRIBER, f"Collège de {slug.title()}"),
            (OrganisationCategory.ASSOCIATION, f"Mentors de {slug.title()}"),
            (OrganisationCategory.AUTHORITY, f"Cité éducative de {slug.title()}"),
        )
    ]
    db.session.add_all(organisations)
    db.session.commit()
    return Town(territory.id, *(each.id for each in organisations))


def knock(browser: Browser, email: str, password: str, status: int | None = None) -> Browser:
    """Ask for one's account, be sent to the door, give an address and a password."""
    browser.get("/compte")
    browser.press("Se connecter", {"email": email, "password": password}, status)
    return browser


def actor_of(role: Role) -> Actor:
    """Return who acts when a service is called directly."""
    person = find_person(ADDRESSES[role])
    assert person is not None
    return person.actor


def last_mail() -> OutboxMessage:
    """Return the newest mail of the outbox."""
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()


def last_link() -> str:
    """Return the path of the link of the newest mail."""
    return last_mail().body.partition("http://localhost")[2].split()[0]


def audited() -> list[str]:
    """Return what the audit trail says happened, in order."""
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
