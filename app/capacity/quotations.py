"""The brochure's own words, its slips of scanning mended, and what it leaves open: pure.

The catalogue keeps the text as it was read; people read whole phrases, mended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.typography import NBSP, typo
from app.matching.wording import rhythm

TOPICS: dict[str, str] = {
    "nom": "Nom",
    "annee": "Création",
    "comptes": "Jeunes accompagnés",
    "capacite": "Capacité",
    "age": "Public",
    "niveaux": "Niveaux",
    "publics": "Public",
    "besoins": "Besoins",
    "modalites": "Modalités",
    "duree": "Durée",
    "frequence": "Fréquence",
    "mentors": "Mentors",
    "prescripteurs": "Prescripteurs",
}
# What scanning did to letters, in the order of mending.
SLIPS: tuple[tuple[str, str], ...] = (
    (r"Pble [Ee]mploi", "France Travail"),
    (r"\bI'", "l’"),
    (r"\[l(?=[a-zé])", "l’"),
    (r"(?<![\wÀ-ÿ])'(?=[A-Za-zé])", "l’"),
    (r"(\d)a (?=\d)", r"\1 à "),
    (r"\ba(?= )(?! minima)", "à"),
    (r"\bjusqu'a\b", "jusqu’à"),
    (r"\bdés\b", "dès"),
    (r"étre\b", "être"),
    (r"\b4gés", "âgés"),
    (r"\bagés", "âgés"),
    (r"([Cc])oll[eé]ge", r"\1ollège"),
    (r"\bE(?=coles|tablissement|changes)", "É"),
    (r"éleves", "élèves"),
    (r"francais", "français"),
    (r"filiere", "filière"),
    (r"\btoute les\b", "toutes les"),
    (r"REP \+", "REP+"),
    (r"REP REP\+", "REP et REP+"),
    (r"’ (?=[a-zé])", "’"),
    (r" ° ", ", "),
    (r"(\d)an\b", r"\1 an"),
    (r":(?=\d)", " : "),
    (r"\b(\d{1,2}) ?(\d{3})(?= jeunes)", "\\1\u00a0\\2"),
    (r"(ssociations?) Aide\b", r"\1, Aide"),
    (r"Lycées association", "Lycées, association"),
    (r"^de Roubaix ?: ", ""),
    (r" - ", " – "),
)
COUNTED = re.compile(
    r"(?<=\d) (?=(?:ans?|années?|mois|semaines?|h|heures?|fois|rencontres?|entrées|places?"
    r"|accompagnements|jeunes?)\b)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What the brochure says on a topic, in its own words."""

    topic: str
    words: tuple[str, ...]


def list_quotations(sheet: Mapping[str, Any]) -> tuple[Quotation, ...]:
    """Return the quotations of a sheet in the order of a reader's questions."""
    quoted = sheet.get("citations") or {}
    return tuple(
        Quotation(topic, tuple(mend(phrase) for phrase in phrases))
        for code, topic in TOPICS.items()
        if (phrases := _whole(_several(quoted.get(code) or ())))
    )


def list_doubts(sheet: Mapping[str, Any], card: bool = False) -> tuple[str, ...]:
    """Return what the association could settle, one sentence each, the most useful first.

    Args:
        sheet: one entry of `data/programmes.json`.
        card: only those worth a place on the card of the directory.
    """
    doubts = sheet.get("a_confirmer") or ()
    return tuple(set_spaces(one["texte"]) for one in doubts if one.get("carte") or not card)


def mend(text: str) -> str:
    """Return a scanned text as it was printed, in French typography."""
    for wrong, right in SLIPS:
        text = re.sub(wrong, right, text)
    return set_spaces(rhythm(text))


def set_spaces(text: str) -> str:
    """Return a text of ours in French typography, a number and its noun kept together."""
    return COUNTED.sub(NBSP, typo(text))


def _several(quoted: Any) -> list[Mapping[str, Any]]:
    return [quoted] if isinstance(quoted, Mapping) else list(quoted)


def _whole(fragments: list[Mapping[str, Any]]) -> list[str]:
    """Join the fragments of one phrase; leave out those whose other half was not read."""
    phrases: list[str] = []
    for fragment in fragments:
        if fragment.get("suite"):
            phrases.append(f"{phrases.pop()} {fragment['texte']}")
        elif not fragment.get("coupe"):
            phrases.append(fragment["texte"])
    return phrases
