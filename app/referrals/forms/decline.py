"""The form of a refusal."""

from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.core.typography import NBSP
from app.referrals.forms.acting import MoveForm
from app.referrals.forms.fields import ChoiceField, ParagraphField, among, at_most, seen_whole
from app.referrals.reasons import DECLINE_REASONS, DeclineReason, Refusal


def _offered(reason: DeclineReason) -> str:
    label = DECLINE_REASONS[reason].label
    return f"{label} (à préciser)" if reason is DeclineReason.OTHER else label


class DeclineForm(MoveForm):
    """One reason of the list; « Autre » needs a word of explanation."""

    title = "Décliner la demande"
    button = "Confirmer le refus"
    look = "non"

    reason = ChoiceField(
        "Motif",
        [among("Choisissez un motif")],
        choices=[SelectChoice(reason.value, _offered(reason)) for reason in DECLINE_REASONS],
    )
    note = ParagraphField(
        "Précision",
        [
            seen_whole("la précision"),
            at_most(500, f"La précision doit compter 500{NBSP}caractères au plus"),
        ],
    )

    def validate_note(self, field: Field) -> None:
        """« Autre » alone says nothing."""
        if self.reason.data == DeclineReason.OTHER and not field.data:
            raise StopValidation("Précisez le motif en quelques mots")

    def to_refusal(self) -> Refusal:
        """Return the refusal of a valid form."""
        return Refusal(DeclineReason(self.reason.data), self.note.data or "")
