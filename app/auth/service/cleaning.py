"""Forgetting what time has closed."""

from sqlalchemy import delete

from app.auth.models import OneTimeToken, UserSession
from app.auth.rules import KEPT_AFTER, OFFICE_HOURS
from app.core import clock
from app.core.db import db, transactional


@transactional
def forget_expired() -> None:
    """Delete the links that are too old and the sessions that nobody can go on with.

    Nothing is written in the trail: what these rows allowed was already over.
    """
    now = clock.now()
    db.session.execute(delete(OneTimeToken).where(OneTimeToken.expires_at <= now))
    oldest = now - OFFICE_HOURS.absolute - KEPT_AFTER
    db.session.execute(delete(UserSession).where(UserSession.created_at < oldest))
