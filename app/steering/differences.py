"""What differs between two sheets of a programme, in the words people read. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.capacity.quotations import list_doubts
from app.capacity.sheets import MENTOR_WORDS, PUBLIC_WORDS
from app.core.formats import count
from app.core.typography import typo
from app.matching.vocabulary import KIND_LABELS, LEVEL_LABELS, NEED_LABELS, PLACE_WORDS
from app.matching.wording import age_range, upper_first
from app.referrals.mentoring import planned_months

NOTHING = "–"
MODES: dict[str, str] = {"presentiel": "sur place", "distanciel": "à distance"}
MEETING_PLACES: dict[str, str] = {**PLACE_WORDS, "distance": "à distance"}
STRENGTHS: dict[str, str] = {"requis": "condition", "prioritaire": "en priorité"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that changed; « – » stands for nothing."""

    label: str
    before: str
    after: str


def list_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return the facts that differ, in the order of a sheet.

    Args:
        before: one entry of `data/programmes.json`, like `after`.
    """
    pairs = zip(_facts(before), _facts(after), strict=True)
    return [
        Difference(label, was or NOTHING, now or NOTHING)
        for (label, was), (_, now) in pairs
        if was != now
    ]


def _facts(sheet: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every fact the form of a sheet asks, told apart whatever the words of a card merge."""
    low, high = sheet.get("age_min"), sheet.get("age_max")
    months = planned_months(sheet["duree"])
    yield "Âge", upper_first(age_range(low, high)) if (low, high) != (None, None) else ""
    yield "Classes et situations", _listed(sheet["niveaux"], LEVEL_LABELS)
    yield "Publics", _listed([_public(one) for one in sheet["publics"]])
    yield "Besoins", _listed(sheet["besoins"], NEED_LABELS)
    yield "Prescripteurs", _listed(sheet["prescripteurs"], KIND_LABELS)
    yield "Rencontres", _listed(sheet["modalites"], MODES)
    yield "Lieux", _listed(sheet["lieux"], MEETING_PLACES)
    yield "Mentors", _listed(sheet["mentors"], MENTOR_WORDS)
    yield "Fréquence", sheet["frequence"]["texte"]
    yield "Durée, en mots", sheet["duree"]["texte"]
    yield "Durée, en mois", count("mois", months) if months else ""
    yield "Courriel", sheet["contacts"].get("email") or ""
    yield "Site", sheet["contacts"].get("site") or ""
    yield "À confirmer", " ".join(list_doubts(sheet))


def _public(public: Mapping[str, str]) -> str:
    return f"{PUBLIC_WORDS[public['critere']]} ({STRENGTHS[public['force']]})"


def _listed(codes: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    return typo(upper_first(", ".join((labels or {}).get(code, code) for code in codes)))
