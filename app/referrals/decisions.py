"""The decision kept with a proposal: what the engine saw, what it said, replayable. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.matching import (
    Explanation,
    Offer,
    Places,
    Profile,
    Programme,
    explain,
    offer_of,
    profile_from_data,
    profile_to_data,
    programme_from_data,
    rank,
)

ENGINE_VERSION = 1


class SeenBoard(Protocol):
    """The programmes, places and versions of the rules at the instant of the decision."""

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Criteria of every programme."""
        ...

    @property
    def places(self) -> dict[str, Places]:
        """Places by slug."""
        ...

    @property
    def versions(self) -> dict[str, int]:
        """Version of the sheet in force, by slug."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One offer among those the engine ranked; `tried` already had this referral."""

    profile: Profile
    offer: Offer
    offers: Sequence[Offer]
    tried: frozenset[str]


def tensions_now(expected: Mapping[str, float], places: Mapping[str, Places]) -> dict[str, float]:
    """Return the young people still expected per place free at this instant, by slug.

    The forecast is nightly, places move all day: a place taken this morning counts at once.

    Args:
        expected: young people expected until July; a programme without a forecast expects none.

    Source: spec/assignment.md, "Tension"; an open-ended programme knows none.
    """
    return {
        slug: 0.0 if room.open_ended else expected.get(slug, 0.0) / max(1, room.free)
        for slug, room in places.items()
    }


def build_decision(
    choice: Choice, board: SeenBoard, tensions: Mapping[str, float], on: date
) -> dict[str, Any]:
    """Return the JSON record of a decision: facts, versions, places, tensions, explanation.

    Args:
        tensions: those the offers were ranked with.
        on: the day it is taken.
    """
    explanation = _explain(choice, board.programmes)
    return {
        "engine": ENGINE_VERSION,
        "on": on.isoformat(),
        "programme": choice.offer.programme_id,
        "profile": profile_to_data(choice.profile),
        "rules": [[programme.id, board.versions[programme.id]] for programme in board.programmes],
        "places": {
            slug: [p.stated, p.free, p.open_ended] for slug, p in sorted(board.places.items())
        },
        "tensions": dict(sorted(tensions.items())),
        "tried": sorted(choice.tried),
        "explanation": explanation.to_data(),
    }


class ErasedFactError(Exception):
    """A fact the decision rested on was erased when the referral closed: it cannot be replayed."""


def replay(decision: Mapping[str, Any], sheets: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the explanation computed again from the record.

    Args:
        decision: what `build_decision` returned.
        sheets: per slug, the sheet of the version paired with it in `decision["rules"]`.

    Raises:
        ErasedFactError: a fact was erased when the referral closed; the message names it.
        LookupError: the same programme is not offered any more.
    """
    if erased := decision.get("erased"):
        raise ErasedFactError(f"erased when the referral closed: {', '.join(erased)}")
    profile = profile_from_data(decision["profile"])
    programmes = tuple(programme_from_data(sheets[slug]) for slug, _ in decision["rules"])
    places = {
        slug: Places(stated=stated, free=free, open_ended=open_ended)
        for slug, (stated, free, open_ended) in decision["places"].items()
    }
    tried = frozenset(decision["tried"])
    offers = rank(profile, programmes, places, decision["tensions"], declined=tried)
    chosen = [offer for offer in offers if offer.programme_id == decision["programme"]]
    if not chosen and decision.get("by_hand"):
        chosen = [_offer_by_hand(decision, profile, programmes, places)]
    if not chosen:
        raise LookupError(decision["programme"])
    return _explain(Choice(profile, chosen[0], offers, tried), programmes).to_data()


def _offer_by_hand(
    decision: Mapping[str, Any],
    profile: Profile,
    programmes: Sequence[Programme],
    places: Mapping[str, Places],
) -> Offer:
    """Return the offer a manager chose, whatever its criteria said."""
    slug = decision["programme"]
    programme = next(one for one in programmes if one.id == slug)
    return offer_of(profile, programme, places[slug], decision["tensions"].get(slug, 0.0))


def _explain(choice: Choice, programmes: Sequence[Programme]) -> Explanation:
    offered = {offer.programme_id for offer in choice.offers}
    others = [offer for offer in choice.offers if offer is not choice.offer]
    excluded = [programme for programme in programmes if programme.id not in offered]
    return explain(choice.profile, choice.offer, [*others, *excluded], declined=choice.tried)
