"""Why a referral waits, as whoever asked reads it."""

from dataclasses import dataclass

from app.referrals.models import Referral
from app.referrals.reasons import awaits_review


@dataclass(frozen=True, slots=True)
class Wait:
    """Why, and what may end it.

    `position` is the rank among those who wait for the same associations, None without any;
    `priority` when it is served first; `openings` say what would open more associations.
    """

    reason: str
    position: int | None = None
    priority: bool = False
    openings: tuple[str, ...] = ()


def waits_for_review(referral: Referral) -> bool:
    """Return whether a manager has to look at what is asked before anybody else is."""
    last = referral.assignments[-1] if referral.assignments else None
    return awaits_review(referral.wait_reason, last.decline_reason if last else None)
