"""What one-time links open: a new password, or a session."""

from sqlalchemy import delete, select, update

from app.auth import hashing, queries
from app.auth.errors import ExpiredLinkError, WeakPasswordError
from app.auth.models import Membership, User, UserSession
from app.auth.one_time import give_token, revoke_tokens, use_token
from app.auth.passwords import find_fault
from app.auth.rules import CHOOSES_PASSWORD, SIGNS_IN, TokenPurpose
from app.auth.service.sessions import enter
from app.auth.session import SignedIn
from app.core import audit, mail
from app.core.db import db, transactional


@transactional
def request_password_reset(email: str) -> None:
    """Send a link to choose a new password; do nothing, and say nothing, for an unknown address."""
    _send_link(email, TokenPurpose.PASSWORD_RESET)


@transactional
def request_sign_in_link(email: str) -> None:
    """Send a link that signs in once; do nothing, and say nothing, for an unknown address."""
    _send_link(email, TokenPurpose.SIGN_IN_LINK)


@transactional
def sign_in_with_link(token: str, replaced: str | None = None) -> SignedIn:
    """Open a session for whoever received the link.

    Raises:
        ExpiredLinkError: used, replaced or too old, or the account was closed meanwhile.
    """
    user = db.session.get_one(User, use_token(token, SIGNS_IN))
    person = queries.find_person(user.email)
    if person is None:
        raise ExpiredLinkError
    return enter(person.actor, replaced, "link")


def choose_password(token: str, password: str) -> None:
    """Keep the password chosen by whoever received an invitation or a reset link.

    The password is hashed before the transaction: SQLite's right to write is not held meanwhile.

    Raises:
        ExpiredLinkError: used, replaced or too old.
        WeakPasswordError: too easy to guess; the link still works.
    """
    check_password(password, queries.get_invited(token))
    _keep_password(token, hashing.hash_password(password))


def check_password(password: str, user: User) -> None:
    """Refuse a password that people or machines would guess.

    Raises:
        WeakPasswordError: its message says how to do better.
    """
    places = [membership.organisation.name for membership in user.memberships]
    fault = find_fault(password, about=(user.name, user.email, *places))
    if fault is not None:
        raise WeakPasswordError(fault.value)


def end_sessions(user_id: int) -> None:
    """Sign a person out of every browser."""
    theirs = select(Membership.id).where(Membership.user_id == user_id)
    db.session.execute(
        delete(UserSession)
        .where(UserSession.membership_id.in_(theirs))
        .execution_options(synchronize_session=False)
    )


@transactional
def _keep_password(token: str, password_hash: str) -> None:
    user_id = use_token(token, CHOOSES_PASSWORD)
    db.session.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))
    revoke_tokens(user_id, frozenset(TokenPurpose))
    end_sessions(user_id)
    audit.record("password.chosen", None, "account", str(user_id))


def _send_link(email: str, purpose: TokenPurpose) -> None:
    person = queries.find_person(email)
    if person is None:
        return
    token = give_token(person.actor.user_id, purpose)
    mail.post([mail.Mail((email,), purpose.value, {"token": token}, read_once=True)])
    audit.record(f"{purpose}.requested", None, "account", str(person.actor.user_id))
