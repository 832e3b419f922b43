"""Why a referral waits, as whoever asked reads it."""

from dataclasses import dataclass


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
