"""Which move a person may take back. Pure.

Source: spec/lifecycle.md, "undo": the last move of the same actor, within 24 hours, nothing after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.referrals.moves import MOVES

UNDONE_WITHIN = timedelta(hours=24)
_UNDOABLE = frozenset(line.told for line in MOVES.values() if line.undoable)
_FOLLOWS = frozenset({"proposed", "waitlisted", "withdrawn", "handed_over", "reminded"})
"""What the system does by itself after a move, and takes back with it."""


@dataclass(frozen=True, slots=True)
class Made:
    """An entry of the thread: its rank, kind, author (None: the system), instant."""

    id: int
    kind: str
    actor_id: int | None
    at: datetime


def find_undoable(entries: Iterable[Made], actor_id: int, now: datetime) -> Made | None:
    """Return the move a person may take back now, None when there is none.

    Args:
        entries: the thread, oldest first.
    """
    for entry in sorted(entries, key=lambda one: one.id, reverse=True):
        if entry.actor_id is None and entry.kind in _FOLLOWS:
            continue
        is_theirs = entry.actor_id == actor_id and entry.kind in _UNDOABLE
        return entry if is_theirs and now - entry.at < UNDONE_WITHIN else None
    return None
