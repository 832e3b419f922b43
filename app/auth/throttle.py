"""Slow down who guesses passwords: counts in the base, shared by all workers.

An attempt is counted before its password is looked at, and forgiven when it was right: a hundred
guesses sent at the same instant cannot slip between the check and the count.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from app.auth.errors import BlockedSignInError
from app.auth.models import SignInFailure
from app.auth.patience import (
    ADDRESS_WINDOW,
    FAILURES_PER_ADDRESS,
    FORGET_FAILURES_AFTER,
    FREE_FAILURES,
    delay_after,
)
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.formats import count
from app.core.keyed import keyed_digest
from app.core.upsert import insert_into

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries to sign in: for which account, from which address."""

    email: str
    address: str

    @property
    def account_key(self) -> str:
        """What the base keeps of the account: it may not even exist."""
        return keyed_digest("account", self.email)

    @property
    def address_key(self) -> str:
        """What the base keeps of the address."""
        return keyed_digest("address", self.address)


@transactional
def count_attempt(attempt: Attempt) -> None:
    """Count one attempt for the account and for the address it comes from.

    Raises:
        BlockedSignInError: one of them has to wait; the attempt is not counted.
    """
    now = clock.now()
    _count_for_account(_lock_row(attempt.account_key, now), now)
    _count_for_address(_lock_row(attempt.address_key, now), now)


def forgive(attempt: Attempt) -> None:
    """Forget the failures of an account that signed in, and the attempt of its address."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.subject == attempt.account_key))
    db.session.execute(
        update(SignInFailure)
        .where(SignInFailure.subject == attempt.address_key, SignInFailure.failures > 0)
        .values(failures=SignInFailure.failures - 1)
    )
    oldest = clock.now() - FORGET_FAILURES_AFTER
    db.session.execute(delete(SignInFailure).where(SignInFailure.last_failed_at < oldest))


def _count_for_account(row: SignInFailure, now: datetime) -> None:
    if row.blocked_until and row.blocked_until > now:
        raise _blocked(row.blocked_until, now)
    if now - row.last_failed_at >= FORGET_FAILURES_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_failed_at = now
    row.blocked_until = now + delay_after(row.failures)
    if row.failures == FREE_FAILURES:
        audit.record("sign_in.slowed", None, "account", row.subject)


def _count_for_address(row: SignInFailure, now: datetime) -> None:
    if now - row.first_failed_at >= ADDRESS_WINDOW:
        row.failures, row.first_failed_at = 0, now
    if row.failures >= FAILURES_PER_ADDRESS:
        raise _blocked(row.first_failed_at + ADDRESS_WINDOW, now)
    row.failures += 1
    row.last_failed_at = now


def _lock_row(subject: str, now: datetime) -> SignInFailure:
    db.session.execute(
        insert_into(SignInFailure)
        .values(subject=subject, failures=0, first_failed_at=now, last_failed_at=now)
        .on_conflict_do_nothing()
    )
    return db.session.scalars(
        select(SignInFailure).where(SignInFailure.subject == subject).with_for_update()
    ).one()


def _blocked(until: datetime, now: datetime) -> BlockedSignInError:
    seconds = max(1, math.ceil((until - now).total_seconds()))
    minutes = math.ceil(seconds / MINUTE)
    wait = count("minute", minutes) if seconds > MINUTE else count("seconde", seconds)
    return BlockedSignInError(
        f"Trop d’essais. Réessayez dans {wait}, ou demandez un lien de connexion.", seconds
    )
