"""How a referral and its live proposals stand, kept with a move so that it can be undone."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app.core.base import Json
from app.referrals.endings import CloseReason, Completion, EndReason, Modality, WithdrawReason
from app.referrals.models import Assignment, Referral
from app.referrals.reasons import DeclineReason
from app.referrals.rules import HOLDS_A_PLACE, AssignmentState, ReferralState, WaitReason

Reader = Callable[[Any], Any]
_REFERRAL: Mapping[str, Reader] = {
    "state": ReferralState,
    "wait_reason": WaitReason,
    "waiting_since": datetime.fromisoformat,
    "withdraw_reason": WithdrawReason,
    "close_reason": CloseReason,
    "priority_at": datetime.fromisoformat,
    "priority_reason": str,
    "merged_into_id": int,
    "erased_at": datetime.fromisoformat,
}
_ASSIGNMENT: Mapping[str, Reader] = {
    "state": AssignmentState,
    "deadline": date.fromisoformat,
    "reminders": int,
    "days_left": int,
    "paused_until": date.fromisoformat,
    "pending_transfer": bool,
    "modality": Modality,
    "started_on": date.fromisoformat,
    "expected_end": date.fromisoformat,
    "ended_on": date.fromisoformat,
    "completion": Completion,
    "end_reason": EndReason,
    "outcomes": dict,
    "answered_at": datetime.fromisoformat,
    "answered_by_id": int,
    "answer_days": int,
    "decline_reason": DeclineReason,
    "decline_note": str,
}
"""What a move may change, with the reader of each value as JSON keeps it."""


def take_snapshot(referral: Referral) -> Json:
    """Return how things stand: {"referral": {…}, "assignments": {id: {…}}}, the live ones."""
    live = [one for one in referral.assignments if one.state in HOLDS_A_PLACE]
    return {
        "referral": _written(referral, _REFERRAL),
        "assignments": {str(one.id): _written(one, _ASSIGNMENT) for one in live},
    }


def put_back(row: Referral | Assignment, kept: Mapping[str, Any]) -> None:
    """Give a row the values it had."""
    readers = _REFERRAL if isinstance(row, Referral) else _ASSIGNMENT
    for name, read in readers.items():
        if name not in kept:
            continue  # kept before this could be undone
        value = kept[name]
        setattr(row, name, None if value is None else read(value))


def _written(row: Referral | Assignment, readers: Mapping[str, Reader]) -> Json:
    return {name: _json(getattr(row, name)) for name in readers}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
