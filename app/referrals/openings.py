"""What would open more associations to a referral that waits. Pure.

Source: spec/screens.md C.7.8 (« accepter des rencontres à distance ouvrirait 2 associations »).
"""

from collections.abc import Iterable
from dataclasses import replace

from app.core.formats import count
from app.matching import Profile, Programme, eligibility
from app.referrals.rules import ANYHOW

ASKED_FOR = {"distanciel_seul": "sur place", "distanciel": "sur place", "presentiel": "à distance"}
"""Per wish of meetings, the meetings it leaves out."""


def open_slugs(profile: Profile, programmes: Iterable[Programme]) -> frozenset[str]:
    """Return the programmes no criterion closes."""
    return frozenset(p.id for p in programmes if eligibility(profile, p).status != "no")


def list_openings(
    profile: Profile, programmes: Iterable[Programme], tried: Iterable[str]
) -> tuple[str, ...]:
    """Return what the prescriber could accept and how many associations it opens.

    Ends of a sentence: « accepter des rencontres à distance ouvrirait 2 associations ».

    Args:
        tried: associations that will not be asked again.
    """
    every, gone = tuple(programmes), frozenset(tried)
    if profile.meeting not in ASKED_FOR:
        return ()
    wider = replace(profile, meeting=ANYHOW)
    gained = open_slugs(wider, every) - open_slugs(profile, every) - gone
    if not gained:
        return ()
    number = count("association", len(gained))
    other = ASKED_FOR[profile.meeting]
    return (f"accepter des rencontres {other} ouvrirait {number}",)
