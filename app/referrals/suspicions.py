"""When two organisations seem to refer one young person: states, and what may be merged. Pure."""

from enum import StrEnum

from app.referrals.moves import MOVES, Move
from app.referrals.rules import ReferralState

FOLLOWED = frozenset(
    {
        ReferralState.SUBMITTED,
        ReferralState.WAITLISTED,
        ReferralState.PROPOSED,
        ReferralState.ACCEPTED,
        ReferralState.MENTORING,
    }
)
"""The states of a referral somebody still works on."""
WITHDRAWABLE = frozenset(MOVES[Move.WITHDRAW].referral)
"""The states a merge may end: a mentoring that started is never taken away by it."""


class SuspicionState(StrEnum):
    """What the managers made of a likeness."""

    OPEN = "open"
    MERGED = "merged"
    DISMISSED = "dismissed"


def can_go_on(kept: ReferralState, merged: ReferralState) -> bool:
    """Return whether one referral may go on alone, the other one being withdrawn."""
    return kept in FOLLOWED and merged in WITHDRAWABLE
