"""One referral now: how well each programme fits, and which one to propose first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.matching.criteria import Eligibility, eligibility, public_share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from app.matching.facts import Places, Profile
    from app.matching.programmes import Programme

NEEDS_POINTS, PUBLIC_POINTS, MEETING_POINTS, WISH_POINTS = 45.0, 20.0, 15.0, 20.0
NO_PUBLIC_POINTS, NO_WISH_POINTS = 10.0, 8.0
TENSION_POINTS, HIGHEST_TENSION = 100.0, 3.0
SCORE_DIGITS = 9
"""Decimals of a score that count: beyond, two sums of the same points differ by chance."""
_REMOTE_WISHES = frozenset({"distanciel", "distanciel_seul"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme that could welcome a young person now, with what its explanation needs.

    Args:
        score: fit - 100 × min(3, tension).
        fit: 0 to 100.
        tension: young people still expected per free place.
    """

    programme_id: str
    score: float
    fit: float
    tension: float
    eligibility: Eligibility
    programme: Programme
    places: Places


def rank(
    profile: Profile,
    programmes: Iterable[Programme],
    places: Mapping[str, Places],
    tensions: Mapping[str, float],
    *,
    declined: Collection[str] = (),
) -> list[Offer]:
    """List the programmes to propose to a young person, best first.

    Args:
        places: a programme without an entry has no place.
        tensions: a programme without an entry has none (0).
        declined: ids of the programmes that declined this young person, not proposed again.

    Returns:
        One offer per eligible programme with a place; never an excluded or a full one; empty
        only when there is none. Scores equal to nine decimals are told apart by id, whatever the
        order in which their parts were added.

    Source: « Among the associations that can welcome this young person, prefer the one that
    suits best, unless the young people still expected have more need of its places. »
    """
    offers = []
    for programme in programmes:
        room = places.get(programme.id)
        if room is None or not room.any_left or programme.id in declined:
            continue
        answer = eligibility(profile, programme)
        if answer.status != "no":
            tension = tensions.get(programme.id, 0.0)
            offers.append(_offer(profile, programme, answer, tension, room))
    return sorted(offers, key=lambda o: (-round(o.score, SCORE_DIGITS), o.programme_id))


def offer_of(profile: Profile, programme: Programme, room: Places, tension: float) -> Offer:
    """Return the offer of one programme that a person chose, eligible or not, full or not.

    Args:
        tension: young people still expected per free place.
    """
    return _offer(profile, programme, eligibility(profile, programme), tension, room)


def fit(profile: Profile, programme: Programme) -> float:
    """Return how well a programme suits a young person, 0 to 100, eligibility aside.

    Needs covered (45 × their share), target public (20 × share of its criteria met, 10 when it
    has none), compatible meetings (15), the prescriber's wish (20, or 8 without any wish).
    """
    return fit_points(
        needs_share(profile, programme),
        public_share(profile, programme),
        compatible=meetings_are_compatible(profile, programme),
        wish=wish_points(profile, programme),
    )


def fit_points(needs: float, publics: float | None, *, compatible: bool, wish: float) -> float:
    """Add the four parts of a fit.

    Args:
        needs: share of the needs covered, 0.0 to 1.0.
        publics: share of the public criteria met; None when the programme has none.
    """
    return (
        NEEDS_POINTS * needs
        + (NO_PUBLIC_POINTS if publics is None else PUBLIC_POINTS * publics)
        + (MEETING_POINTS if compatible else 0.0)
        + wish
    )


def needs_share(profile: Profile, programme: Programme) -> float:
    """Return the share of the young person's needs the programme covers, 0 when none is known."""
    if not profile.needs:
        return 0.0
    return len(profile.needs & programme.needs) / len(profile.needs)


def meetings_are_compatible(profile: Profile, programme: Programme) -> bool:
    """Whether the programme meets young people the way this one prefers."""
    if profile.meeting in _REMOTE_WISHES:
        return "distanciel" in programme.modes
    return profile.meeting != "presentiel" or "presentiel" in programme.modes


def wish_points(profile: Profile, programme: Programme) -> float:
    """Return the points of the prescriber's wish."""
    if profile.wish is None:
        return NO_WISH_POINTS
    return WISH_POINTS if profile.wish == programme.id else 0.0


def _offer(
    profile: Profile, programme: Programme, answer: Eligibility, tension: float, room: Places
) -> Offer:
    suits = fit(profile, programme)
    score = suits - TENSION_POINTS * min(HIGHEST_TENSION, tension)
    return Offer(programme.id, score, suits, tension, answer, programme, room)
