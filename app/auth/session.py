"""A signed-in browser: the cookie holds a secret, the base decides what it is worth."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update

from app.auth.models import UserSession
from app.auth.queries import find_session
from app.auth.rules import KEPT_AFTER, OFFICE_HOURS, SEEN_EVERY, Actor, is_session_over
from app.auth.tokens import digest, new_token
from app.core import clock
from app.core.db import db, transactional


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login calls the user: the secret of one browser, and who sits there."""

    token: str
    actor: Actor
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the cookie holds: 256 random bits that mean nothing outside the base."""
        return self.token


def find_signed_in(token: str) -> SignedIn | None:
    """Return who sits at a browser; None as soon as any right is gone or time is over."""
    token_hash = digest(token)
    found = find_session(token_hash)
    now = clock.now()
    if found is None or is_session_over(
        found.actor.role, found.created_at, found.last_seen_at, now
    ):
        return None
    if now - found.last_seen_at >= SEEN_EVERY:
        _note_presence(token_hash, now)
    return SignedIn(token, found.actor)


def find_lapsed(token: str) -> Actor | None:
    """Return who sat at a browser that only time has closed, to keep what they were writing.

    Nothing may be shown to them before they sign in again; None once the row is gone.
    """
    found = find_session(digest(token))
    if found is None or clock.now() - found.created_at >= OFFICE_HOURS.absolute + KEPT_AFTER:
        return None
    return found.actor


def open_session(membership_id: int, replaced: str | None) -> str:
    """Write the row of a newly signed-in browser, in the transaction of the act; return its secret.

    Args:
        replaced: the secret this browser held before, which is worth nothing any more.
    """
    now = clock.now()
    oldest = now - OFFICE_HOURS.absolute - KEPT_AFTER
    db.session.execute(delete(UserSession).where(UserSession.created_at < oldest))
    if replaced:
        close_session(replaced)
    token = new_token()
    db.session.add(
        UserSession(
            token_hash=digest(token),
            membership_id=membership_id,
            created_at=now,
            last_seen_at=now,
        )
    )
    return token


def close_session(token: str) -> None:
    """Delete the row of one browser: every copy of its cookie is worth nothing."""
    db.session.execute(delete(UserSession).where(UserSession.token_hash == digest(token)))


@transactional
def _note_presence(token_hash: str, now: datetime) -> None:
    """Keep the browser alive; at most once a minute, so that reading pages hardly ever writes."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.token_hash == token_hash)
        .values(last_seen_at=now)
        .execution_options(synchronize_session=False)
    )
