"""Delivering the outbox: one message at a time, under a lease, until it is sent or given up.

A worker that dies leaves its lease behind; when it expires, another one sends the same message
again, with the same Message-ID. A message may arrive twice, it is never lost.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from app.core import clock
from app.core.db import db, transactional
from app.core.models import OutboxMessage
from app.core.post_office import SEND_ERRORS, Letter, Post

LEASE = timedelta(minutes=5)
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=1),
)
ATTEMPTS = len(BACKOFF) + 1
KEPT = timedelta(days=30)
LATE = timedelta(minutes=15)
ERROR_LENGTH = 200
PAUSE_SECONDS = 2.0

# Refused nine times. A ninth attempt without an error is in hand, or its worker was killed: when
# its lease expires, it is tried again.
GIVEN_UP = (
    OutboxMessage.sent_at.is_(None)
    & (OutboxMessage.attempts >= ATTEMPTS)
    & OutboxMessage.last_error.is_not(None)
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutboxHealth:
    """What is wrong with the outbox: messages late (no worker?), retried, given up."""

    late: int
    retried: int
    given_up: int


def deliver_next(post: Post) -> bool:
    """Send the message that has waited longest, if one is due.

    Returns:
        False when nothing was due.
    """
    letter = _take_next()
    if letter is None:
        return False
    try:
        post.send(letter)
    except SEND_ERRORS as error:
        _note_failure(letter.id, f"{type(error).__name__}: {error}")
        log.warning("message %d not sent: %s", letter.id, type(error).__name__)
    else:
        _note_sent(letter.id)
    return True


def run_worker(post: Post, stop: threading.Event, goes_on: Callable[[], bool]) -> None:
    """Deliver until told to stop; a message being sent is finished first.

    Args:
        goes_on: asked between two messages; False stops the worker too.
    """
    while not stop.is_set() and goes_on():
        try:
            idle = not deliver_next(post)
        except OperationalError:
            log.exception("the base does not answer, trying again")
            idle = True
        if idle:
            db.session.rollback()
            stop.wait(PAUSE_SECONDS)


@transactional
def purge_bodies() -> int:
    """Erase the text of messages sent, or given up, more than thirty days ago."""
    before = clock.now() - KEPT
    erased = db.session.scalars(
        update(OutboxMessage)
        .where(
            OutboxMessage.body != "",
            (OutboxMessage.sent_at < before) | (GIVEN_UP & (OutboxMessage.created_at < before)),
        )
        .values(body="", html="")
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(erased)


def examine_outbox() -> OutboxHealth:
    """Return how many messages are late, were refused at least once, or were given up."""
    late = OutboxMessage.due_at < clock.now() - LATE
    row = db.session.execute(
        select(
            func.count().filter(~GIVEN_UP, late),
            func.count().filter(~GIVEN_UP, OutboxMessage.last_error.is_not(None)),
            func.count().filter(GIVEN_UP),
        ).where(OutboxMessage.sent_at.is_(None))
    ).one()
    return OutboxHealth(*row)


@transactional
def _take_next() -> Letter | None:
    """Lease one due message: one guarded UPDATE, the same on both databases."""
    now = clock.now()
    due = (OutboxMessage.sent_at.is_(None)) & (OutboxMessage.due_at <= now) & ~GIVEN_UP
    first = (
        select(OutboxMessage.id)
        .where(due)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == first, due)
        .values(due_at=now + LEASE, attempts=OutboxMessage.attempts + 1, last_error=None)
        .returning(
            OutboxMessage.id,
            OutboxMessage.recipient,
            OutboxMessage.subject,
            OutboxMessage.body,
            OutboxMessage.created_at,
            OutboxMessage.html,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Letter(*row) if row else None


@transactional
def _note_sent(message_id: int) -> None:
    message = db.session.get_one(OutboxMessage, message_id, populate_existing=True)
    message.sent_at = clock.now()
    message.last_error = None
    if message.read_once:
        message.body = message.html = ""


@transactional
def _note_failure(message_id: int, error: str) -> None:
    message = db.session.get_one(OutboxMessage, message_id, populate_existing=True)
    message.last_error = error[:ERROR_LENGTH]
    if message.attempts < ATTEMPTS:
        message.due_at = clock.now() + BACKOFF[message.attempts - 1]
