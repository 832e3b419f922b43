"""The brochure's own words, its slips of scanning mended, and its contradictions: pure.

The catalogue keeps the text as it was read; people read it mended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.typography import NBSP, typo
from app.matching.wording import rhythm, upper_first

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
    (r"\b(\d{2})(\d{3})\b(?= jeunes)", "\\1\u00a0\\2"),
    (r"\b(\d)(\d{3})\b(?= jeunes)", "\\1\u00a0\\2"),
)
# Notes on the scanning itself say nothing of the association.
ABOUT_SCANNING = (
    "OCR",
    "(sic)",
    "accents perdus",
    "colonnes",
    "» = «",
    "Pble",
    "séparateur",
    "Télemaque",
)
FOR_DEVELOPERS = ("Ne pas", "Ne stocker", "Modéliser")
# Today's words and signs our fonts draw, for the notes that follow the brochure.
IN_NOTES: tuple[tuple[str, str], ...] = (
    (r"ERREUR DE COPIE", "Erreur de copie"),
    (r"Pôle emploi", "France Travail"),
    (r", OCR « [^»]* »", ""),
    (r" \([^()]*@[^()]*\)", ""),
    (r" [→⇒] ", " : "),
    (r"—", "–"),
)
COUNTED = re.compile(r"(?<=\d) (?=(?:ans?|mois|fois|h|rencontres?|semaines?|places?|jeunes?)\b)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What the brochure says on a topic, in its own words."""

    topic: str
    words: tuple[str, ...]


def list_quotations(sheet: Mapping[str, Any]) -> tuple[Quotation, ...]:
    """Return the quotations of a sheet in the order of a reader's questions."""
    quoted = sheet.get("citations") or {}
    return tuple(
        Quotation(topic, tuple(mend(one["texte"]) for one in _several(quoted[code])))
        for code, topic in TOPICS.items()
        if code in quoted
    )


def list_contradictions(sheet: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the brochure leaves open on an association, sentence by sentence."""
    cleaned = (_clean(note) for note in sheet.get("ambiguites") or ())
    return tuple(note for note in cleaned if note)


def mend(text: str) -> str:
    """Return a scanned text as it was printed, in French typography."""
    for wrong, right in SLIPS:
        text = re.sub(wrong, right, text)
    return set_spaces(rhythm(text))


def set_spaces(text: str) -> str:
    """Return a text of ours in French typography, a number and its noun kept together."""
    return COUNTED.sub(NBSP, typo(text))


def _several(quoted: Any) -> list[Mapping[str, Any]]:
    return quoted if isinstance(quoted, list) else [quoted]


def _clean(note: str) -> str:
    for wrong, right in IN_NOTES:
        note = re.sub(wrong, right, note)
    sentences = re.split(r"(?<=[.?)]) (?=[A-ZÀ-Ý])", note)
    kept = [_without_scanning(said) for said in sentences if not said.startswith(FOR_DEVELOPERS)]
    text = " ".join(said for said in kept if said)
    return upper_first(set_spaces(text)) if text else ""


def _without_scanning(sentence: str) -> str:
    parts = sentence.split(" ; ")
    kept = [part for part in parts if not any(mark in part for mark in ABOUT_SCANNING)]
    return " ; ".join(kept)
