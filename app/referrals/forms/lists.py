"""The forms of the lists: a search, filters under a name, rows to act upon."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from app.core.typography import NBSP
from app.referrals.forms.fields import LineField, at_most, filled, seen_whole
from app.referrals.models.lists import FILTER_NAME_LENGTH, SEARCH_LENGTH
from app.referrals.pages.bar import SEARCH
from app.referrals.picks import Pick, read_picks
from app.referrals.texts import one_line, readable
from app.referrals.wanted import NAMES

QUERY_LENGTH = 1_000
KNOWN = frozenset({*NAMES, SEARCH, "apres"})


class SavedFilterForm(FlaskForm):
    """A name for the filters in force, which travel as their query string."""

    query = HiddenField()
    name = LineField(
        "Nom du filtre",
        [
            filled("Donnez un nom à ce filtre"),
            seen_whole("le nom"),
            at_most(
                FILTER_NAME_LENGTH,
                f"Le nom doit compter {FILTER_NAME_LENGTH}{NBSP}caractères au plus",
            ),
        ],
    )

    def refuse(self, message: str) -> None:
        """Say beside the name why the filters cannot be kept."""
        self.name.errors = [*self.name.errors, message]


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows selected in a list, and what is asked of them; `back` is the list's query string."""

    action: str
    picks: tuple[Pick, ...]
    is_confirmed: bool
    back: str


def read_search(typed: str | None) -> str:
    """Return the words somebody looks for, on one line, without what no screen shows."""
    return one_line(readable(one_line(typed)))[:SEARCH_LENGTH]


def read_selection(form: MultiDict[str, str]) -> Selection:
    """Return what a form of a list asks; what no form of ours sends counts for nothing."""
    return Selection(
        action=form.get("action", ""),
        picks=read_picks(form.getlist("choix")),
        is_confirmed=form.get("confirme") == "1",
        back=form.get("retour", "")[:QUERY_LENGTH],
    )


def read_query(text: str | None) -> Mapping[str, str]:
    """Return what a query string that a form carries asks of a list; other names are left out."""
    asked = parse_qsl((text or "")[:QUERY_LENGTH])
    return {name: value for name, value in asked if name in KNOWN}
