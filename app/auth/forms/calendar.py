"""Forms of the calendar: days to close, and whether school holidays pause."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField
from wtforms.validators import DataRequired, Length

from app.auth.forms import PlainField, offered, plain, trimmed
from app.auth.models import ClosedPeriod
from app.auth.rules import ClosedKind
from app.auth.service.calendar import NewPeriod, stamp
from app.auth.wording import CLOSED_KINDS
from app.core.typography import typo


class DayField(DateField):
    """A day of the calendar, as the browser sends it or as people write it."""

    def __init__(self, label: str, missing: str, **options: Any) -> None:
        """Refuse an empty or unreadable day with the same sentence."""
        days = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(label, [DataRequired(missing)], format=days, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; what is no day of ours is missing."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None

    def _value(self) -> str:
        return self.data.isoformat() if isinstance(self.data, date) else ""


class PeriodForm(FlaskForm):
    """Days to close."""

    kind = RadioField(
        "Type",
        choices={kind.value: label for kind, label in CLOSED_KINDS.items()},
        default=ClosedKind.CLOSURE.value,
        validate_choice=False,
        validators=[offered("Choisissez le type de période")],
    )
    name = PlainField(
        "Nom",
        filters=[trimmed],
        validators=[
            DataRequired("Donnez un nom à cette période"),
            Length(max=80, message="Gardez 80\u00a0caractères au plus"),
            plain,
        ],
    )
    starts_on = DayField("Premier jour", "Indiquez le premier jour")
    ends_on = DayField("Dernier jour", "Indiquez le dernier jour")

    def refuse(self, message: str) -> None:
        """Show why these days cannot be closed."""
        self.ends_on.errors = [typo(message)]

    def to_period(self) -> NewPeriod:
        """Return what the service needs."""
        starts_on, ends_on = self.starts_on.data, self.ends_on.data
        if starts_on is None or ends_on is None:
            raise ValueError("only a form that was validated is a period")
        return NewPeriod(ClosedKind(self.kind.data), self.name.data or "", starts_on, ends_on)


class ChangeForm(PeriodForm):
    """Other days, another kind or another name for a period that is there.

    `seen` says which one was on the screen.
    """

    seen = HiddenField()

    @classmethod
    def of(cls, period: ClosedPeriod) -> "ChangeForm":
        """Return the form as it was sent, or filled with what the period says."""
        return cls(obj=period, seen=stamp(period))

    def reread(self, period: ClosedPeriod) -> None:
        """Let the next attempt win over what the period says now."""
        self.seen.data = stamp(period)


class PauseForm(FlaskForm):
    """Whether school holidays stop the clock."""

    pauses = BooleanField("Suspendre les délais pendant les vacances scolaires")
