"""Signing in and out."""

from sqlalchemy import update

from app.auth import hashing, queries, throttle
from app.auth.errors import SignInRefusedError
from app.auth.models import User
from app.auth.rules import Actor
from app.auth.session import SignedIn, close_session, open_session
from app.core import audit
from app.core.db import db, transactional
from app.core.errors import NotFoundError

REFUSAL = "L’adresse ou le mot de passe ne correspondent pas."
NOT_YOURS = "Ce n’est pas votre mot de passe."
NONE_CHOSEN = (
    "Votre compte n’a pas de mot de passe. Choisissez-en un par «\u00a0Mot de passe oublié\u00a0», "
    "à la page de connexion."
)


def sign_in(email: str, password: str, address: str, replaced: str | None = None) -> SignedIn:
    """Open a session for an address and its password.

    Two transactions, not one: the attempt is counted, then the password is looked at (20 ms that
    must not hold SQLite's right to write), then the session is opened.

    Args:
        email: in lower case.
        address: where the attempt comes from.
        replaced: the secret this browser held before.

    Raises:
        BlockedSignInError: too many failures.
        SignInRefusedError: unknown, closed or wrong: the answer takes as long and says the same.
    """
    attempt = throttle.Attempt(email, address)
    throttle.count_attempt(attempt)
    person = queries.find_person(email)
    right = hashing.is_right(person.password_hash if person else None, password)
    if person is None or not right:
        raise SignInRefusedError(REFUSAL)
    outdated = person.password_hash is not None and hashing.is_outdated(person.password_hash)
    new_hash = hashing.hash_password(password) if outdated else None
    return _open(person.actor, attempt, replaced, new_hash)


def confirm_password(actor: Actor, password: str, address: str) -> None:
    """Make sure that whoever sits at a signed-in browser is the person who signed in.

    Wrong passwords count as those of the door.

    Args:
        address: where the attempt comes from.

    Raises:
        BlockedSignInError: too many failures.
        SignInRefusedError: it is not theirs, or they never chose one.
    """
    user = db.session.get_one(User, actor.user_id)
    attempt, known = throttle.Attempt(user.email, address), user.password_hash
    if known is None:
        raise SignInRefusedError(NONE_CHOSEN)
    throttle.count_attempt(attempt)
    if not hashing.is_right(known, password):
        raise SignInRefusedError(NOT_YOURS)
    _forgive(attempt)


@transactional
def sign_in_as_demo(email: str, replaced: str | None = None) -> SignedIn:
    """Open a session for an invented person; the view only offers it in demonstration.

    Raises:
        NotFoundError: the address is not one of a demonstration account.
    """
    person = queries.find_person(email) if email.endswith(queries.DEMO_DOMAIN) else None
    if person is None:
        raise NotFoundError
    return enter(person.actor, replaced, "demo")


@transactional
def sign_out(token: str, actor: Actor) -> None:
    """Close the session of this browser: a copy of its cookie opens nothing any more."""
    close_session(token)
    audit.record("session.closed", actor, "account", str(actor.user_id))


@transactional
def act_as(membership_id: int, token: str, actor: Actor) -> SignedIn:
    """Let a person who holds several roles go on in another one.

    Raises:
        NotFoundError: the membership is not theirs, or is closed.
    """
    chosen = queries.get_actor(membership_id)
    if chosen.user_id != actor.user_id:
        raise NotFoundError
    return enter(chosen, token, "switch")


def enter(actor: Actor, replaced: str | None, way: str) -> SignedIn:
    """Open the session of somebody we recognised, in the transaction of the act."""
    token = open_session(actor.membership_id, replaced)
    audit.record("session.opened", actor, "account", str(actor.user_id), way=way)
    return SignedIn(token, actor)


@transactional
def _open(
    actor: Actor, attempt: throttle.Attempt, replaced: str | None, new_hash: str | None
) -> SignedIn:
    throttle.forgive(attempt)
    if new_hash:
        db.session.execute(
            update(User).where(User.id == actor.user_id).values(password_hash=new_hash)
        )
    return enter(actor, replaced, "password")


@transactional
def _forgive(attempt: throttle.Attempt) -> None:
    throttle.forgive(attempt)
