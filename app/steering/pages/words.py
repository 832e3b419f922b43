"""Words of what is tried: criteria, programmes, places."""

from app.core.typography import NBSP, typo
from app.matching import Criterion
from app.matching.criteria import say_wanted
from app.matching.publics import PUBLICS
from app.steering.radar import TRIED

NEW_NAME = "Nouvelle association"
CRITERION_LABELS: dict[str, str] = {
    "age": "Âge",
    "level": "Classe",
    "prescriber": "Prescripteur",
    "meeting": "Rencontres",
} | {code: public.label for code, public in PUBLICS.items()}


def criterion_words(criterion: Criterion) -> str:
    """Return « Âge : de 5 à 18 ans », « Éducation prioritaire : REP ou REP+ »."""
    label, wanted = CRITERION_LABELS[criterion.code], say_wanted(criterion)
    said = wanted.removeprefix(f"{label.lower()}, ")
    return typo(f"{label} : {said}")


def obstacle_words(code: str, criterion: Criterion | None) -> str:
    """Return what keeps somebody from a programme, as a row of a table says it."""
    if code == TRIED or criterion is None:
        return "A déjà eu cette demande"
    return criterion_words(criterion)


def quoted(words: str) -> str:
    """Return words between French quotation marks."""
    return f"«{NBSP}{words}{NBSP}»"
