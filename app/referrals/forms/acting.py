"""What every form of a move carries, and the fields they share."""

from collections.abc import Iterable
from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.core.typography import NBSP
from app.referrals.forms.fields import (
    ChoiceField,
    ParagraphField,
    among,
    at_most,
    filled,
    seen_whole,
)

LONGEST, VERSION_DIGITS = 500, 9
NO_NAME = "N’écrivez ni nom, ni santé, ni situation familiale."
SHOWN_TO_OTHERS = f"L’autre côté lit ce texte. {NO_NAME}"
WHY_HINT = f"L’association et le prescripteur lisent ce texte. {NO_NAME}"
NOTE_HINT = f"Obligatoire avec « Autre ». {NO_NAME}"


def read_version(typed: str | None) -> int:
    """Return the version a form carries; 0, which no row has, when it cannot be read."""
    text = typed or ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= VERSION_DIGITS
    return int(text) if is_number else 0


def words(label: str, asked: str = "", longest: int = LONGEST) -> ParagraphField:
    """Return a few lines of text; `asked` is what is said when they are missing, "" to allow it."""
    checks = [
        seen_whole("ce texte"),
        at_most(longest, f"Ce texte doit compter {longest}{NBSP}caractères au plus"),
    ]
    return ParagraphField(label, [filled(asked), *checks] if asked else checks)


def codes(label: str, labels: Iterable[tuple[str, str]], asked: str) -> ChoiceField:
    """Return radios of codes and their labels; `asked` is said when none is chosen."""
    choices = [SelectChoice(str(code), said) for code, said in labels]
    return ChoiceField(label, [among(asked)], choices=choices)


class MoveForm(FlaskForm):
    """What every move carries: the version on screen, and why a manager acts for somebody.

    `title`, `lead` and `button` are the page's words; `look` the button's; `hints` go with fields.
    """

    title: ClassVar[str]
    lead: ClassVar[str] = ""
    button: ClassVar[str]
    look: ClassVar[str] = "fort"
    hints: ClassVar[dict[str, str]] = {}
    shared_hints: ClassVar[dict[str, str]] = {"why": WHY_HINT}

    version = HiddenField()
    why = words(
        "Pourquoi vous agissez à la place de l’association",
        "Dites pourquoi vous agissez à la place de l’association",
    )

    def __init__(self, *, asks_why: bool = False) -> None:
        """Prepare the form.

        Args:
            asks_why: whether a manager acts for an association.
        """
        super().__init__()
        if not asks_why:
            del self.why

    @property
    def seen(self) -> int:
        """The version the person had on screen."""
        return read_version(self.version.data)

    @property
    def reason_to_act(self) -> str:
        """Why a manager acts for an association, "" when people act for themselves."""
        return (self.why.data or "") if "why" in self else ""

    @property
    def shown(self) -> list[Field]:
        """The fields people see, the manager's reason last."""
        hidden = {"csrf_token", "version", "why"}
        fields = [field for field in self if field.name not in hidden]
        return [*fields, self.why] if "why" in self else fields


class ReasonForm(MoveForm):
    """A move that asks for a reason of a list; « Autre » alone says nothing."""

    hints: ClassVar[dict[str, str]] = {"note": NOTE_HINT}
    reason: ChoiceField
    note = words("Précision")

    def validate_note(self, field: Field) -> None:
        """Ask for a word beside « Autre »."""
        if self.reason.data == "other" and not field.data:
            raise StopValidation("Précisez la raison en quelques mots")
