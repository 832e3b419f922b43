"""Who refers, and for which stage of the way: the groups lists and figures share. Pure."""

from collections.abc import Iterable

from app.matching.vocabulary import STAGES, stage_of
from app.referrals.situations import SITUATIONS, Situation

ORIGIN_LABELS: dict[str, str] = {
    "ecoles": "Écoles",
    "colleges": "Collèges",
    "lycees": "Lycées",
    "missions_locales": "Missions locales",
    "ase": "Aide sociale à l’enfance (ASE)",
    "autres": "Autres partenaires",
}
KIND_STARTS: dict[str, str] = {
    "ecoles": "ecole",
    "colleges": "college",
    "lycees": "lycee",
    "missions_locales": "mission_locale",
    "ase": "ase",
}
"""How the kind codes of each group begin; the first group that matches is the organisation's."""

STAGE_LABELS: dict[str, str] = {
    code: label[:1].upper() + label[1:] for code, label in STAGES.items()
}


def origin_of(kinds: Iterable[str]) -> str:
    """Return the group of an organisation, from its kind codes: a key of `ORIGIN_LABELS`."""
    codes = tuple(kinds)
    for origin, start in KIND_STARTS.items():
        if any(code.startswith(start) for code in codes):
            return origin
    return "autres"


def stage_of_situation(situation: Situation) -> str:
    """Return the stage a class or situation belongs to: a key of `STAGE_LABELS`."""
    return stage_of(situation.level) or "vie_active"


SITUATIONS_BY_STAGE: dict[str, tuple[str, ...]] = {
    stage: tuple(s.code for s in SITUATIONS if stage_of_situation(s) == stage)
    for stage in STAGE_LABELS
}
