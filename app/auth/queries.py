"""Reading people and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anyascii import anyascii
from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from app.auth.errors import ExpiredLinkError
from app.auth.models import Membership, OneTimeToken, Organisation, User, UserSession
from app.auth.rules import CHOOSES_PASSWORD, Actor, MailRhythm, Role
from app.auth.tokens import digest
from app.core import clock
from app.core.db import db
from app.core.errors import NotFoundError
from config import Profile, Settings

DEMO_DOMAIN = "@example.org"  # reserved: it belongs to nobody
PAGE_LENGTH = 50
ACTOR = (
    User.id,
    Membership.id,
    Organisation.id,
    Organisation.territory_id,
    Membership.role,
    User.name,
    User.job_title,
    Organisation.name,
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A signed-in browser and who sits there."""

    actor: Actor
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """An open account and the role it acts in first, as signing in needs them."""

    actor: Actor
    password_hash: str | None


def list_addresses(organisation_id: int, role: Role) -> tuple[str, ...]:
    """Return the e-mail addresses of the active people who hold a role in an organisation."""
    return tuple(
        db.session.scalars(
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == organisation_id,
                Membership.role == role,
                Membership.is_active,
                User.is_active,
            )
            .order_by(User.email)
        )
    )


def list_colleagues(organisation_id: int, role: Role) -> Sequence[Membership]:
    """Return the active people who hold a role in an organisation, by address."""
    return db.session.scalars(
        _open_memberships(Membership)
        .where(Membership.organisation_id == organisation_id, Membership.role == role)
        .options(contains_eager(Membership.user))
        .order_by(User.email)
    ).all()


def get_organisation(organisation_id: int) -> Organisation:
    """Return one organisation.

    Raises:
        NotFoundError: no such organisation.
    """
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFoundError
    return organisation


def list_organisations(territory_id: int) -> Sequence[Organisation]:
    """Return the open organisations of a territory: authority, associations, then prescribers."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.territory_id == territory_id, Organisation.is_open)
        .order_by(Organisation.category, Organisation.name, Organisation.id)
    ).all()


def find_session(token_hash: str) -> OpenSession | None:
    """Return a browser whose person, role and organisation are all still open: one SELECT."""
    row = db.session.execute(
        _open_memberships(*ACTOR, UserSession.created_at, UserSession.last_seen_at)
        .join(UserSession, UserSession.membership_id == Membership.id)
        .where(UserSession.token_hash == token_hash)
    ).one_or_none()
    return OpenSession(Actor(*row[:-2]), *row[-2:]) if row else None


def find_person(email: str) -> Person | None:
    """Return the open account of an address, in its oldest role; None when there is none.

    In service nobody enters as an invented person: their password is printed for all to read.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if settings.profile is Profile.PRODUCTION and email.endswith(DEMO_DOMAIN):
        return None
    row = db.session.execute(
        _open_memberships(*ACTOR, User.password_hash)
        .where(User.email == email)
        .order_by(Membership.id)
        .limit(1)
    ).one_or_none()
    return Person(Actor(*row[:-1]), row[-1]) if row else None


def get_actor(membership_id: int) -> Actor:
    """Return who acts with a membership.

    Raises:
        NotFoundError: the person, the role or the organisation is closed.
    """
    row = db.session.execute(
        _open_memberships(*ACTOR).where(Membership.id == membership_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return Actor(*row)


def get_rhythm(user_id: int) -> MailRhythm:
    """Return when a person wants the mails that can wait."""
    return db.session.get_one(User, user_id).mail_rhythm


def list_own_memberships(user_id: int) -> Sequence[Membership]:
    """Return the roles a person may act in, oldest first."""
    return db.session.scalars(
        _open_memberships(Membership)
        .where(User.id == user_id)
        .options(contains_eager(Membership.organisation))
        .order_by(Membership.id)
    ).all()


def list_demo_accounts() -> Sequence[Membership]:
    """Return the invented people of the demonstration, by role then organisation."""
    return db.session.scalars(
        _open_memberships(Membership)
        .where(User.email.endswith(DEMO_DOMAIN, autoescape=True))
        .options(contains_eager(Membership.organisation), contains_eager(Membership.user))
        .order_by(Membership.id)
    ).all()


def find_user(email: str) -> User | None:
    """Return the account of an address, open or not."""
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def list_accounts(territory_id: int, organisation: str, after: int) -> Sequence[Membership]:
    """Return one page of the people of a territory, newest last, and one more if there are more.

    Args:
        organisation: part of the organisation's name, whatever its case and accents.
        after: id of the last membership of the page before, 0 for the first page.
    """
    names = db.session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.territory_id == territory_id)
    )
    wanted = _bare(organisation)
    return db.session.scalars(
        select(Membership)
        .join(Membership.organisation)
        .join(Membership.user)
        .where(
            Membership.organisation_id.in_([id_ for id_, name in names if wanted in _bare(name)]),
            Membership.id > after,
        )
        .options(contains_eager(Membership.organisation), contains_eager(Membership.user))
        .order_by(Membership.id)
        .limit(PAGE_LENGTH + 1)
    ).all()


def get_account(user_id: int, territory_id: int) -> User:
    """Return the account of somebody of a territory.

    Raises:
        NotFoundError: nobody, or somebody of elsewhere.
    """
    user = db.session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(User.id == user_id, Organisation.territory_id == territory_id)
        .distinct()
    ).one_or_none()
    if user is None:
        raise NotFoundError
    return user


def get_invited(token: str) -> User:
    """Return whom a link to choose a password is for.

    Raises:
        ExpiredLinkError: used, replaced or too old, or the account was closed meanwhile.
    """
    user = db.session.scalars(
        select(User)
        .join(OneTimeToken, OneTimeToken.user_id == User.id)
        .where(
            OneTimeToken.token_hash == digest(token),
            OneTimeToken.purpose.in_(CHOOSES_PASSWORD),
            OneTimeToken.used_at.is_(None),
            OneTimeToken.expires_at > clock.now(),
            User.is_active,
        )
    ).one_or_none()
    if user is None:
        raise ExpiredLinkError
    return user


def _open_memberships(*columns: Any) -> Select[Any]:
    """Select from the roles that count: person, role and organisation open."""
    return (
        select(*columns)
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(User.is_active, Membership.is_active, Organisation.is_open)
    )


def _bare(name: str) -> str:
    """SQLite and PostgreSQL do not agree on the case of « É »: it is settled here."""
    return anyascii(name).lower()
