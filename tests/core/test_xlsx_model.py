"""A workbook to fill in: headings that stay in sight, drop-down lists, help, and no formula."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.core.xlsx_model import Question, write_form

QUESTIONS = (
    Question("Prénom", "Le prénom : rien d’autre.", 20),
    Question("QPV", "Oui ou non.", words=("Oui", "Non", "Je ne sais pas")),
    Question("Classe", "La classe.", words=("CAP, 1re année", "4e")),
)


@pytest.fixture
def book():
    return load_workbook(BytesIO(write_form("Essai", "Navette", "Jeunes", QUESTIONS)))


def test_the_headings_stay_in_sight(book):
    sheet = book["Jeunes"]

    assert [cell.value for cell in sheet[1]] == ["Prénom", "QPV", "Classe"]
    assert (sheet.freeze_panes, sheet.max_row) == ("A2", 1)
    assert sheet.column_dimensions["A"].width == 20
    assert sheet.column_dimensions["A"].number_format == "@"


def test_a_column_offers_its_words(book):
    rules = {str(rule.sqref): rule for rule in book["Jeunes"].data_validations.dataValidation}

    assert {cells: rule.formula1 for cells, rule in rules.items()} == {
        "B2:B500": "Listes!$A$2:$A$4",
        "C2:C500": "Listes!$B$2:$B$3",
    }
    assert [cell.value for cell in book["Listes"]["B"]] == ["Classe", "CAP, 1re année", "4e", None]


def test_another_word_may_still_be_typed(book):
    rules = book["Jeunes"].data_validations.dataValidation

    assert {rule.showErrorMessage for rule in rules} == {False}


def test_the_help_says_what_goes_where(book):
    rows = [[cell.value for cell in row] for row in book["Aide"].iter_rows()]

    assert rows[:2] == [
        ["Colonne", "Ce qu’on y écrit"],
        ["Prénom", "Le prénom\u00a0: rien d’autre."],
    ]


def test_no_cell_is_a_formula(book):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}

    assert kinds <= {"s", "n"}
