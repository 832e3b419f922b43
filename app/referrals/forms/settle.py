"""The form of a merge."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs

from app.core.typography import typo
from app.referrals.forms.fields import ChoiceField, among
from app.referrals.pages.suspicions import MergePage


class MergeForm(FlaskForm):
    """Which of the two referrals goes on, as the person saw them."""

    kept = ChoiceField(
        typo("Quelle demande continue ?"), [among("Choisissez la demande qui continue")]
    )
    versions = HiddenField()

    def __init__(self, page: MergePage) -> None:
        """Offer the referrals that may go on.

        Args:
            page: what the person reads above the form.
        """
        super().__init__()
        self.kept.choices = [SelectChoice(one.reference, one.label) for one in page.choices]
