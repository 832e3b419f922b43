"""What an association writes in its list away from the screen: actions, columns, words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.core.typography import NBSP
from app.referrals.endings import CLOSING_QUESTIONS
from app.referrals.moves import Move
from app.referrals.texts import folded

Code = TypeVar("Code", bound=str)

REFERENCE, WHO, SEAL = "Demande", "Jeune", "Repère"
"""The headings of what comes back with each row without being filled in."""
ACTION, REASON, NOTE, DAY, MODALITY, COMPLETION = (
    "action",
    "reason",
    "note",
    "day",
    "modality",
    "completion",
)
QUESTIONS: Mapping[str, str] = {f"question_{code}": code for code in CLOSING_QUESTIONS}
"""The column of each closing question."""
NEEDS = ("need_1", "need_2", "need_3")
"""The columns of what became of each objective, in the order the row numbers them."""
TITLES: Mapping[str, str] = {
    ACTION: "Action",
    REASON: "Motif",
    NOTE: "Précision",
    DAY: "Première rencontre",
    MODALITY: "Lieu des rencontres",
    COMPLETION: "Issue",
    "question_confidence": "Confiance",
    "question_results": "Résultats scolaires",
    "question_orientation": "Projet d’orientation",
    "question_self_knowledge": "Connaissance de soi",
    **{name: f"Objectif{NBSP}{rank}" for rank, name in enumerate(NEEDS, start=1)},
}
"""The columns to fill in, in their order: a code and a heading."""


class Action(StrEnum):
    """What a row asks to do."""

    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    COMPLETE = "complete"
    END_EARLY = "end_early"


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action: its word in the list, the move it makes, the cells that may go with it."""

    label: str
    move: Move
    cells: frozenset[str] = frozenset()


ACTIONS: Mapping[Action, ActionFacts] = {
    Action.ACCEPT: ActionFacts("Accepter", Move.ACCEPT),
    Action.DECLINE: ActionFacts("Décliner", Move.DECLINE, frozenset({REASON, NOTE})),
    Action.START: ActionFacts("Mentor trouvé", Move.START, frozenset({DAY, MODALITY})),
    Action.COMPLETE: ActionFacts(
        "Clore l’accompagnement", Move.COMPLETE, frozenset({COMPLETION, *QUESTIONS, *NEEDS})
    ),
    Action.END_EARLY: ActionFacts("Arrêt anticipé", Move.END_EARLY, frozenset({REASON, NOTE})),
}
ACTION_LABELS: Mapping[Action, str] = {action: facts.label for action, facts in ACTIONS.items()}


def code_of(labels: Mapping[Code, str], text: str) -> Code | None:
    """Return the code whose label a cell says, whatever its accents and case; None when none."""
    words = folded(text)
    return next((code for code, label in labels.items() if folded(label) == words), None)
