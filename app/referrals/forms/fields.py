"""Fields and checks that speak French and keep what was typed."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from app.core.typography import typo
from app.referrals.texts import one_line, readable, some_lines

Check = Callable[[FlaskForm, Any], None]


class LineField(StringField):
    """One line of text; unreadable characters are taken out, and said."""

    had_unreadable = False

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the line, tidied."""
        typed = one_line(str(valuelist[0]) if valuelist else "")
        self.data = readable(typed)
        self.had_unreadable = self.data != typed


class ParagraphField(TextAreaField):
    """Several lines of text; unreadable characters are taken out, and said."""

    had_unreadable = False

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the paragraph, tidied."""
        typed = some_lines(str(valuelist[0]) if valuelist else "")
        self.data = readable(typed, several_lines=True)
        self.had_unreadable = self.data != typed


class ChoiceField(RadioField):
    """Radios; what is not offered is refused by `among`, in French."""

    def __init__(self, label: str, checks: Sequence[Check] = (), **options: Any) -> None:
        """Leave the check of the choice to the checks."""
        super().__init__(label, list(checks), validate_choice=False, **options)


class ListField(SelectField):
    """A list to choose from; what is not offered is refused by `among`, in French."""

    def __init__(self, label: str, checks: Sequence[Check] = (), **options: Any) -> None:
        """Leave the check of the choice to the checks."""
        super().__init__(label, list(checks), validate_choice=False, **options)


class BoxesField(SelectMultipleField):
    """Check boxes; what is not offered counts for nothing."""

    def __init__(self, label: str, checks: Sequence[Check] = (), **options: Any) -> None:
        """Leave the check of the choices to the checks."""
        super().__init__(label, list(checks), validate_choice=False, **options)

    @property
    def chosen(self) -> list[str]:
        """The codes offered and checked, in the order they are offered."""
        offered = [code for code, *_ in self.iter_choices()]
        return [code for code in offered if code in (self.data or ())]


def seen_whole(what: str) -> Check:
    """Ask to read again a text out of which unreadable characters were taken.

    Args:
        what: the field as a sentence says it, « le prénom ».
    """

    def check(_form: FlaskForm, field: LineField | ParagraphField) -> None:
        if field.had_unreadable:
            raise StopValidation(typo(f"Relisez {what} : un caractère illisible en a été retiré"))

    return check


def filled(message: str) -> Check:
    """Refuse an empty text."""

    def check(_form: FlaskForm, field: Field) -> None:
        if not field.data:
            raise StopValidation(typo(message))

    return check


def at_most(length: int, message: str) -> Check:
    """Refuse a text longer than `length` characters."""

    def check(_form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > length:
            raise StopValidation(typo(message))

    return check


def among(message: str) -> Check:
    """Refuse what the field does not offer."""

    def check(_form: FlaskForm, field: ListField | ChoiceField) -> None:
        if field.data not in {code for code, *_ in field.iter_choices()}:
            raise StopValidation(typo(message))

    return check
