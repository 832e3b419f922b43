"""Eligibility: each criterion answers yes, no or to verify; one no excludes, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.matching.publics import PUBLICS, UNKNOWN
from app.matching.vocabulary import KIND_LABELS, LEVEL_LABELS, SENSITIVE_KINDS
from app.matching.wording import age_range, kinds_phrase, level_range, level_wanted, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.matching.facts import Profile, Status
    from app.matching.programmes import Criterion, Programme
    from app.matching.publics import Finding

AUTHORISED_PARTNER = "partenaire habilité"
"""How a sensitive service is shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one criterion.

    Args:
        criterion: its code.
        seen: the fact it rests on, in French; "" when unknown or when no fact is needed.
        wanted: what the programme asks for, in French.
        required: False when this criterion only gives priority.
    """

    criterion: str
    status: Status
    seen: str
    wanted: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer for one programme, and that of each of its criteria."""

    status: Status
    verdicts: tuple[Verdict, ...]

    @property
    def blocking(self) -> Verdict | None:
        """The rule to cite when the programme is excluded; None when it is not."""
        return next((v for v in self.verdicts if v.required and v.status == "no"), None)


def eligibility(profile: Profile, programme: Programme) -> Eligibility:
    """Tell whether a programme can welcome a young person, criterion by criterion.

    Returns:
        "no" when one required criterion says no; else "to_verify" when one of them rests on
        an unknown fact; else "yes". A priority (« en priorité ») never excludes.

    Source: « Eligibility: three answers, never two », and the brochure's facts as data.
    """
    verdicts = tuple(_verdict(profile, programme, criterion) for criterion in programme.criteria)
    statuses = {verdict.status for verdict in verdicts if verdict.required}
    return Eligibility(_worst(statuses), verdicts)


def is_open(profile: Profile, programme: Programme) -> bool:
    """Whether no criterion excludes: `eligibility` without its words, for large counts."""
    return all(
        find(profile, programme, criterion)[0] != "no"
        for criterion in programme.criteria
        if criterion.required
    )


@lru_cache(maxsize=4)
def signature_reader(
    programmes: tuple[Programme, ...],
) -> Callable[[Profile], frozenset[str]]:
    """Return the function that gives a profile's signature: the ids of the programmes open to it.

    The forecast asks for the same thousand profiles every night: the answers are remembered.
    """

    @lru_cache(maxsize=1 << 14)
    def signature(profile: Profile) -> frozenset[str]:
        return frozenset(programme.id for programme in programmes if is_open(profile, programme))

    return signature


def public_share(profile: Profile, programme: Programme) -> float | None:
    """Return the share of the programme's public criteria that are met, None if it has none."""
    publics = [criterion for criterion in programme.criteria if criterion.code in PUBLICS]
    if not publics:
        return None
    met = sum(find(profile, programme, public)[0] == "yes" for public in publics)
    return met / len(publics)


def find(profile: Profile, programme: Programme, criterion: Criterion) -> Finding:
    """Return the answer of one criterion and the fact it rests on."""
    public = PUBLICS.get(criterion.code)
    if public is not None:
        return public.find(profile, programme.id)
    return _FINDERS[criterion.code](profile, criterion)


def _find_age(profile: Profile, criterion: Criterion) -> Finding:
    if profile.age is None:
        return UNKNOWN
    too_young = criterion.low is not None and profile.age < criterion.low
    too_old = criterion.high is not None and profile.age > criterion.high
    return "no" if too_young or too_old else "yes", plural(profile.age, "an")


def _find_level(profile: Profile, criterion: Criterion) -> Finding:
    if profile.level is None:
        return UNKNOWN
    status: Status = "yes" if profile.level in criterion.values else "no"
    return status, LEVEL_LABELS.get(profile.level, profile.level)


def _find_prescriber(profile: Profile, criterion: Criterion) -> Finding:
    if not profile.kinds:
        return UNKNOWN
    accepted = [kind for kind in criterion.values if kind in profile.kinds]
    return "yes" if accepted else "no", kind_seen(accepted or sorted(profile.kinds))


def _find_meeting(profile: Profile, _criterion: Criterion) -> Finding:
    if profile.meeting == "distanciel_seul":
        return "no", "À distance seulement"
    return "yes", ""


def kind_seen(kinds: Sequence[str]) -> str:
    """Name the kind a person may read: a school rather than a sensitive service."""
    shown = [kind for kind in kinds if kind not in SENSITIVE_KINDS]
    if not shown:
        return AUTHORISED_PARTNER
    return KIND_LABELS.get(shown[0], shown[0])


_FINDERS = {
    "age": _find_age,
    "level": _find_level,
    "prescriber": _find_prescriber,
    "meeting": _find_meeting,
}


READS: dict[str, tuple[str, ...]] = {
    "age": ("age",),
    "level": ("level",),
    "prescriber": ("kinds",),
    "meeting": ("meeting",),
    **{code: public.reads for code, public in PUBLICS.items()},
}
"""The facts each criterion reads: changing any other cannot change its answer."""


def _verdict(profile: Profile, programme: Programme, criterion: Criterion) -> Verdict:
    status, seen = find(profile, programme, criterion)
    wanted = say_wanted(criterion, profile.level if criterion.code == "level" else None)
    return Verdict(criterion.code, status, seen, wanted, criterion.required)


@lru_cache(maxsize=1 << 12)
def say_wanted(criterion: Criterion, level: str | None = None) -> str:
    """Say what a criterion asks for; a level too low is told by the first class accepted."""
    if criterion.code in PUBLICS:
        wanted = PUBLICS[criterion.code].wanted
        return wanted if criterion.required else f"d’abord les {wanted}"
    if criterion.code == "age":
        return age_range(criterion.low, criterion.high)
    if criterion.code == "level":
        return level_wanted(criterion.values, level) if level else level_range(criterion.values)
    if criterion.code == "prescriber":
        return kinds_phrase(criterion.values)
    return "rencontres en présentiel seulement"


def _worst(statuses: set[Status]) -> Status:
    if "no" in statuses:
        return "no"
    return "to_verify" if "to_verify" in statuses else "yes"
