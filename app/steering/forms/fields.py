"""Numbers people type, kept as typed."""

from wtforms.validators import StopValidation

from app.core.typography import typo
from app.referrals.forms.fields import Check, LineField


class WholeField(LineField):
    """A whole number typed in figures; an empty line is no number."""

    @property
    def number(self) -> int | None:
        """What was typed, None when it is empty or no whole number a base could hold."""
        typed = (self.data or "").replace(" ", "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def whole(largest: int, message: str) -> Check:
    """Refuse what is no whole number from 0 to `largest`; nothing typed is accepted."""

    def check(_form: object, field: WholeField) -> None:
        if field.data and (field.number is None or field.number > largest):
            raise StopValidation(typo(message))

    return check
