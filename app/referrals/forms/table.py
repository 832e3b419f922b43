"""Bringing a class list: cells pasted from a spreadsheet, or a file."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from app.auth.rules import Actor
from app.core.formats import count
from app.core.spreadsheets import LARGEST_FILE, UnreadableTableError, read_pasted, read_workbook
from app.core.typography import NBSP, typo
from app.referrals.forms import choices
from app.referrals.forms.class_list import examine, fill_in
from app.referrals.forms.fields import BoxesField
from app.referrals.forms.referral import MOST_OBJECTIVES
from app.referrals.list_columns import ReadList, read_list
from app.referrals.list_lines import Line
from app.referrals.pages.desk import read_desk_of_lists

MOST_PUPILS = 60
"""Of one list: two classes; docs/adr/060."""
IGNORED_SHOWN = 6
LONGEST_HEADING = 40

NOTHING = "Collez les cellules de votre liste, ou choisissez un fichier"
NO_HEADING = typo(
    "Nous n’avons pas trouvé les titres des colonnes. Copiez aussi la ligne qui nomme les "
    "colonnes, avec au moins « Nom » et « Prénom »."
)
NOBODY = "Cette liste ne contient aucun élève sous ses titres de colonnes"


class TableForm(FlaskForm):
    """One of two ways to bring a list; the file is read when both are given."""

    file = FileField("Fichier Excel ou LibreOffice")
    pasted = TextAreaField("Cellules copiées de votre tableur")
    objectives = BoxesField("Objectifs à écrire où la liste n’en dit pas")
    found: ReadList | None = None

    def __init__(self) -> None:
        """Offer the objectives of the form."""
        super().__init__()
        self.objectives.choices = choices.OBJECTIVE_CHOICES

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen."""
        return bool(self.file.data and self.file.data.filename)

    def validate_file(self, field: FileField) -> None:
        """Read the file, if there is one."""
        if not self.has_file:
            return
        try:
            rows = read_workbook(field.data.stream.read(LARGEST_FILE + 1))
        except UnreadableTableError as error:
            raise StopValidation(error.message) from error
        self.found = _pupils_of(rows)

    def validate_pasted(self, field: TextAreaField) -> None:
        """Read the cells, unless a file was chosen."""
        if self.has_file:
            return
        if not (field.data or "").strip():
            raise StopValidation(NOTHING)
        try:
            rows = read_pasted(field.data or "")
        except UnreadableTableError as error:
            raise StopValidation(error.message) from error
        self.found = _pupils_of(rows)

    def validate_objectives(self, field: BoxesField) -> None:
        """Three at most, as for one pupil."""
        if len(field.chosen) > MOST_OBJECTIVES:
            raise StopValidation("Gardez trois objectifs au plus")

    def to_lines(self, actor: Actor) -> list[Line]:
        """Return the pupils of a valid form, silent cells filled in, checked a first time."""
        words = [
            str(c.label) for c in choices.OBJECTIVE_CHOICES if c.value in self.objectives.chosen
        ]
        lines = fill_in(self.found.lines if self.found else (), words)
        return [one.line for one in examine(lines, read_desk_of_lists(actor), actor)]

    @property
    def told(self) -> str:
        """« 12 jeunes lus. Colonnes laissées de côté : Régime, Options. »."""
        found = self.found or ReadList((), ())
        read = count("jeune lu", len(found.lines))
        if not found.ignored:
            return f"{read}."
        names = [name[:LONGEST_HEADING] for name in found.ignored[:IGNORED_SHOWN]]
        more = ["…"] if len(found.ignored) > IGNORED_SHOWN else []
        title = "Colonne laissée" if len(found.ignored) == 1 else "Colonnes laissées"
        return f"{read}. {title} de côté{NBSP}: {', '.join(names + more)}."


def _pupils_of(rows: Sequence[Sequence[str]]) -> ReadList:
    found = read_list(rows)
    if found is None:
        raise StopValidation(NO_HEADING)
    if not found.lines:
        raise StopValidation(NOBODY)
    if len(found.lines) > MOST_PUPILS:
        raise StopValidation(
            f"Cette liste compte {count('jeune', len(found.lines))}. Envoyez-en {MOST_PUPILS} au "
            f"plus à la fois{NBSP}: les {MOST_PUPILS} premiers, puis les suivants."
        )
    return found
