"""The form of a refusal."""

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.core.typography import NBSP
from app.referrals.forms.fields import ChoiceField, ParagraphField, among, at_most, seen_whole
from app.referrals.reasons import DECLINE_REASONS, DeclineReason, Refusal

VERSION_DIGITS = 9


def _offered(reason: DeclineReason) -> str:
    label = DECLINE_REASONS[reason].label
    return f"{label} (à préciser)" if reason is DeclineReason.OTHER else label


class DeclineForm(FlaskForm):
    """One reason of the list; « Autre » needs a word of explanation."""

    version = HiddenField()
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


def read_version(typed: str | None) -> int:
    """Return the version a form carries; 0, which no proposal has, when it cannot be read."""
    text = typed or ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= VERSION_DIGITS
    return int(text) if is_number else 0
