"""Forms that settle another sheet: from which day, or why not."""

from datetime import date

from flask_wtf import FlaskForm

from app.core.formats import date_short
from app.referrals.forms.acting import words
from app.steering.forms.places import LONGEST_REASON, DayField


class ApprovalForm(FlaskForm):
    """The day the new sheet counts from."""

    effective_on = DayField("En vigueur à partir du", "Indiquez le jour de prise d’effet")

    def show(self, earliest: date) -> None:
        """Offer the earliest day."""
        if self.effective_on.data is None:
            self.effective_on.data = date_short(earliest)

    def refuse(self, message: str) -> None:
        """Show why it cannot be approved."""
        self.effective_on.errors = [message]


class RefusalForm(FlaskForm):
    """Why the sheet stays as it is."""

    answer = words("Pourquoi", "Dites pourquoi la modification n’est pas retenue", LONGEST_REASON)
