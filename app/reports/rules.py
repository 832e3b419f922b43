"""What becomes of a workbook somebody asked for: pure."""

from datetime import datetime, timedelta
from enum import StrEnum

DIRECT_ROWS = 5_000
"""Rows of a workbook that is made while its reader waits; beyond, the worker makes it."""
FILE_LIFE = timedelta(hours=1)
"""How long a workbook can be taken, and its file stays on the server."""
BEAT_EVERY = timedelta(seconds=1)
ABANDONED_AFTER = timedelta(minutes=2)
"""Without a sign of life for so long, the worker was killed: another one takes the work up."""
TRIES = 3
KEPT_FOR = timedelta(days=365)
"""How long a request stays, with its reason: as the journals (spec/trust.md, D)."""
WATCHED_FOR = timedelta(minutes=10)
"""How long the page of a workbook reloads by itself: a screen left alone must sign out."""
SHORTEST_REASON, LONGEST_REASON = 10, 200
"""Characters of the reason of an export with names."""


class ExportState(StrEnum):
    """Where a workbook stands, from the request to the end of its file."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    TAKEN = "taken"
    FAILED = "failed"
    EXPIRED = "expired"


UNDER_WAY = frozenset({ExportState.WAITING, ExportState.RUNNING})
MAY_BE_TAKEN = frozenset({ExportState.READY, ExportState.TAKEN})
"""A file stays until it was sent whole: a download that breaks may begin again."""


def after_a_failure(tries: int) -> ExportState:
    """Return where a workbook goes when making it failed: back to wait, or nowhere."""
    return ExportState.WAITING if tries < TRIES else ExportState.FAILED


def is_watched(state: ExportState, asked_at: datetime, now: datetime) -> bool:
    """Return whether the page of a workbook reloads by itself."""
    return state in UNDER_WAY and now - asked_at < WATCHED_FOR


def is_slow_to_begin(state: ExportState, asked_at: datetime, now: datetime) -> bool:
    """Return whether nobody seems to make workbooks: the page says whom to tell."""
    return state is ExportState.WAITING and now - asked_at > timedelta(minutes=1)
