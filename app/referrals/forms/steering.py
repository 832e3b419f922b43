"""The forms of the manager's hand: each asks why."""

from collections.abc import Sequence
from typing import ClassVar

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs

from app.core.typography import NBSP
from app.referrals.endings import CLOSE_REASONS
from app.referrals.forms.acting import NO_NAME, SHOWN_TO_OTHERS, MoveForm, ReasonForm, codes, words
from app.referrals.forms.fields import ChoiceField, among
from app.referrals.pages.preparing import Candidate

PRIORITY_LENGTH = 200


class CloseForm(ReasonForm):
    """Why nobody can take a referral."""

    title = "Clôturer sans solution"
    lead = "Le prescripteur est prévenu, avec les autres chemins possibles."
    button = "Clôturer la demande"
    look = "non"
    reason = codes("Raison", CLOSE_REASONS.items(), "Choisissez une raison")


class RecallForm(MoveForm):
    """Why a manager takes a referral back from an association."""

    title = "Reprendre la demande"
    lead = "L’association est prévenue, la place est rendue, une autre association est demandée."
    button = "Reprendre la demande"
    look = "non"
    hints: ClassVar[dict[str, str]] = {"reason": SHOWN_TO_OTHERS}
    reason = words("Raison", "Dites pourquoi vous reprenez la demande")


class ReopenForm(MoveForm):
    """Why a referral that had ended is taken up again."""

    title = "Rouvrir la demande"
    lead = "Rien n’est effacé. Une association est cherchée de nouveau."
    button = "Rouvrir la demande"
    hints: ClassVar[dict[str, str]] = {"reason": SHOWN_TO_OTHERS}
    reason = words("Raison", "Dites pourquoi vous rouvrez la demande")


class PriorityForm(MoveForm):
    """Why a referral is served first; empty takes the priority away."""

    title = "Changer la priorité"
    lead = "Une demande prioritaire est servie la première dès qu’une place se libère."
    button = "Enregistrer la priorité"
    hints: ClassVar[dict[str, str]] = {
        "reason": f"Laissez vide pour lui rendre son rang habituel. {NO_NAME}"
    }
    reason = words("Raison de la priorité", longest=PRIORITY_LENGTH)


class AssignForm(MoveForm):
    """Which association, and why."""

    title = "Affecter à la main"
    button = "Proposer à cette association"
    hints: ClassVar[dict[str, str]] = {"reason": SHOWN_TO_OTHERS}
    slug = ChoiceField("Association", [among("Choisissez une association")])
    reason = words("Raison de ce choix", "Dites pourquoi vous choisissez cette association")

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        """Offer the associations with room."""
        super().__init__()
        self.slug.choices = [
            SelectChoice(one.slug, f"{one.name}{NBSP}: {one.words}") for one in candidates
        ]


class TransferForm(AssignForm):
    """Which association takes over, and why."""

    title = "Transférer à une autre association"
    lead = "L’association actuelle garde sa place tant que l’autre n’a pas accepté."
    button = "Demander le relais"
