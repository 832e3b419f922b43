"""What the engine is told: one young person, the places, the arrivals. Codes, never names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["yes", "no", "to_verify"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One young person as the rules see them; None, or no code at all, means unknown.

    Args:
        kinds: kind of the prescriber's organisation and of the school attended.
        level: class or situation, a code of `vocabulary.LEVEL_LABELS`.
        age: years on the day of the referral.
        apprentice: apprentice or future apprentice.
        seeking: "stage", "alternance", "emploi" or None.
        needs: the objectives, codes of `vocabulary.NEED_LABELS`.
        meeting: "indifferent", "presentiel", "distanciel" or "distanciel_seul".
        wish: the programme the prescriber would like.
        confirmed: the programmes whose own public the prescriber confirmed.
    """

    id: str
    kinds: frozenset[str]
    level: str | None
    age: int | None
    qpv: bool | None
    modest_background: bool | None
    in_difficulty: bool | None
    apprentice: bool | None
    seeking: str | None
    new_to_french: bool
    needs: frozenset[str]
    meeting: str
    wish: str | None = None
    confirmed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Accept any collection of codes where a frozenset is expected."""
        for name in ("kinds", "needs", "confirmed"):
            codes = getattr(self, name)
            if type(codes) is not frozenset:
                object.__setattr__(self, name, frozenset(codes or ()))


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one programme: stated, and free (stated minus taken, possibly negative)."""

    stated: int
    free: int
    open_ended: bool = False

    @property
    def any_left(self) -> bool:
        """Whether one more young person can be welcomed."""
        return self.open_ended or self.free > 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A referral that came in; day 0 is 1 September."""

    profile: Profile
    day: int


def profile_to_data(profile: Profile) -> dict[str, Any]:
    """Return the profile as JSON data, codes sorted, so that it can be stored and replayed."""
    return {
        "id": profile.id,
        "kinds": sorted(profile.kinds),
        "level": profile.level,
        "age": profile.age,
        "qpv": profile.qpv,
        "modest_background": profile.modest_background,
        "in_difficulty": profile.in_difficulty,
        "apprentice": profile.apprentice,
        "seeking": profile.seeking,
        "new_to_french": profile.new_to_french,
        "needs": sorted(profile.needs),
        "meeting": profile.meeting,
        "wish": profile.wish,
        "confirmed": sorted(profile.confirmed),
    }


def profile_from_data(data: Mapping[str, Any]) -> Profile:
    """Return the profile `profile_to_data` wrote; an absent fact is unknown.

    Raises:
        KeyError: the data has no "id".
    """
    return Profile(
        id=str(data["id"]),
        kinds=frozenset(data.get("kinds", ())),
        level=data.get("level"),
        age=data.get("age"),
        qpv=data.get("qpv"),
        modest_background=data.get("modest_background"),
        in_difficulty=data.get("in_difficulty"),
        apprentice=data.get("apprentice"),
        seeking=data.get("seeking"),
        new_to_french=bool(data.get("new_to_french", False)),
        needs=frozenset(data.get("needs", ())),
        meeting=data.get("meeting", "indifferent"),
        wish=data.get("wish"),
        confirmed=frozenset(data.get("confirmed", ())),
    )
