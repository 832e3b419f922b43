"""The list an association brings back: a file, and the rows the person saw ready."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms.validators import StopValidation

from app.auth.rules import Actor
from app.core.spreadsheets import LARGEST_FILE, UnreadableTableError, read_workbook
from app.core.typography import NBSP, typo
from app.core.web import read_row_number
from app.referrals.offline_lines import Brought, ReadReturn, read_return
from app.referrals.pages.seals import open_seal

AGAIN = "Téléchargez de nouveau la liste, ou rapportez le fichier tel que vous l’avez enregistré."
REFUSALS: Mapping[str, str] = {
    "unreadable": typo(f"Ce fichier n’a pas pu être lu. Enregistrez-le en .xlsx ou .ods. {AGAIN}"),
    "locked": typo(
        "Ce fichier est protégé par un mot de passe, ou d’un ancien format. Enregistrez-le au "
        "format .xlsx sans mot de passe."
    ),
    "too_much": typo(f"Ce fichier est trop lourd pour être votre liste. {AGAIN}"),
    "too_many_rows": typo(f"Ce fichier compte trop de lignes ou de colonnes. {AGAIN}"),
}
NO_FILE = "Choisissez le fichier que vous avez rempli"
NO_HEADING = typo(
    "Nous n’avons pas trouvé les titres des colonnes : « À faire » doit être la première feuille. "
    f"{AGAIN}"
)
NOTHING = "Aucune ligne n’est remplie : choisissez une action dans la colonne « Action »"

NOT_YOURS = (
    "Ce fichier n’est pas la liste de votre association, ou ses repères ont été modifiés : rien "
    f"n’en est gardé. {AGAIN}"
)


class ReturnForm(FlaskForm):
    """A list filled in away from the screen."""

    file = FileField("Liste remplie, au format .xlsx ou .ods")
    found: ReadReturn | None = None

    def validate_file(self, field: FileField) -> None:
        """Read the file."""
        if not (field.data and field.data.filename):
            raise StopValidation(NO_FILE)
        try:
            rows = read_workbook(field.data.stream.read(LARGEST_FILE + 1), REFUSALS)
        except UnreadableTableError as error:
            raise StopValidation(error.message) from error
        self.found = read_return(rows)
        if self.found is None:
            raise StopValidation(NO_HEADING)
        if missing := self.found.missing:
            raise StopValidation(_missing(missing))
        if not self.found.lines:
            raise StopValidation(typo(NOTHING))

    def is_valid_for(self, actor: Actor) -> bool:
        """Read the file; whether a row of it is of the list of that association."""
        if not self.validate():
            return False
        if any(open_seal(line.seal, actor.organisation_id) for line in self.lines):
            return True
        self.file.errors = [typo(NOT_YOURS)]
        return False

    @property
    def lines(self) -> tuple[Brought, ...]:
        """The rows filled in of a valid form."""
        return self.found.lines if self.found else ()


def read_numbers(typed: str | None) -> frozenset[int]:
    """Return the rows a page showed as ready; what no page of ours sends counts for nothing."""
    return frozenset(read_row_number(word) for word in (typed or "").split()) - {0}


def _missing(titles: tuple[str, ...]) -> str:
    named = ", ".join(f"«{NBSP}{title}{NBSP}»" for title in titles)
    what = "la colonne" if len(titles) == 1 else "les colonnes"
    return f"Il manque {what} {named}. {AGAIN}"
