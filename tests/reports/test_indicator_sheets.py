"""The tables of the reports in a workbook: the numbers of the screen, hidden as on the screen."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.core.xlsx import write_workbook
from app.reports.figures import Period
from app.reports.indicator_sheets import list_sheets
from app.reports.queries import list_occupations
from tests.reports.pair_crowd import enter_pairs

YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
TODAY = date(2026, 11, 27)


@pytest.fixture
def workbook(roubaix):
    """Return the workbook of a crowd of pairs, as rows by sheet."""
    enter_pairs(250)
    sheets = list_sheets(roubaix, YEAR, list_occupations(roubaix, TODAY), TODAY)
    book = load_workbook(BytesIO(write_workbook("t", "a", sheets)))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def test_the_sheets_are_those_of_the_reports(workbook):
    assert list(workbook) == ["Indicateurs", "Répartitions", "Bilan", "Impact"]
    assert len(workbook["Indicateurs"]) == 7
    assert [row[5] for row in workbook["Impact"]] == [0.84, 0.89, 0.72, 0.86]


def test_a_breakdown_says_what_the_page_says(workbook, manager):
    page = manager.get("/indicateurs?periode=annee&annee=2025")

    rows = page.table_rows("section[aria-labelledby=g-besoin] table")

    on_screen = [row[name] for row in rows for name in ("Commencés", "Actifs", "Terminés")]
    kept = [row for row in workbook["Répartitions"] if row[1].startswith("Par besoin")]
    kept = [row for row in kept if row[2] != "Ensemble" and row[3] in rows[0]]
    columns = ("Commencés", "Actifs", "Terminés")
    assert [row[5] or str(row[4]) for row in kept if row[3] in columns] == on_screen


def test_no_small_count_of_people_leaves_in_the_workbook(workbook):
    free = ("Par association", "Où manque", "Binômes actifs par")  # an association's own totals

    counts = [
        row
        for row in workbook["Répartitions"]
        if not row[1].startswith(free) and row[2] != "Ensemble" and isinstance(row[4], int)
    ]

    small = [
        row for row in counts if 0 < row[4] < 5 and "Délai" not in row[3] and "Part" not in row[3]
    ]
    assert small == []
    assert any(row[5] == "masqué" for row in workbook["Répartitions"])


def test_a_hidden_number_is_an_empty_cell_and_a_word(workbook):
    hidden = [row for row in workbook["Répartitions"] if row[5] == "masqué"]

    assert {row[4] for row in hidden} == {None}


def test_a_workbook_of_a_month_tells_who_they_are_over_the_year(roubaix):
    month = Period(date(2026, 3, 1), date(2026, 3, 31))
    sheets = list_sheets(roubaix, month, list_occupations(roubaix, TODAY), TODAY)
    book = load_workbook(BytesIO(write_workbook("t", "a", sheets)))

    told = {row[:2] for row in book["Répartitions"].iter_rows(min_row=2, values_only=True)}
    days = {period for period, title in told if title == "Par association"}
    assert days == {"Du 1er au 31\u00a0mars 2026"}
    assert ("Année scolaire 2025-2026", "Par quartier") in told
    assert ("Aujourd’hui", "Où manque-t-il des places\u00a0?") in told
