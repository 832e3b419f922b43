"""A workbook holds what was written, as what it is; a text never runs."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.core.xlsx import (
    STREAMED_ABOVE,
    Column,
    Kind,
    Sheet,
    write_cell,
    write_workbook,
)
from app.core.xlsx_charts import StackedBars
from app.core.xlsx_text import inert_text

NASTY = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example")',
    "+33 6 39 98 12 34",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    "\uff1d1",
    "#N/A",
    "Lina\x0bC.\x07",
    "Lina\ufffe\uffff\ufdd0\U0001ffff",
    "Lina\ud800",
    "\u202eaniL",
    "a" * 40_000,
    "",
)


def reopened(rows, *columns: Column) -> Worksheet:
    """Write one sheet and read it again."""
    content = write_workbook("Essai", "Trame", [Sheet("Essai", "Essai", columns, rows)])
    return load_workbook(BytesIO(content))["Essai"]


def test_no_text_becomes_a_formula_or_an_error():
    sheet = reopened([[text] for text in NASTY], Column("Texte"))

    kinds = {cell.data_type for cell in sheet["A"] if cell.value is not None}
    assert kinds == {"s"}


def test_a_text_that_opens_a_formula_is_marked_with_an_apostrophe():
    assert inert_text("=1+1") == "'=1+1"
    assert inert_text("\x00=1") == "'=1"
    assert inert_text("\uff1d1") == "'\uff1d1"
    assert inert_text("Lina") == "Lina"


def test_what_breaks_a_workbook_is_left_out():
    assert inert_text("Li\x0bna\ufffe\ud800") == "Lina"
    assert inert_text("\u202eaniL") == "aniL"
    assert inert_text("deux\nlignes") == "deux\nlignes"


@given(text=st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_is_written_and_read_back(text: str):
    sheet = reopened([[text], ["fin"]], Column("Texte"))

    assert sheet["A3"].value == "fin"
    assert sheet["A2"].data_type in {"s", "n"}  # n: an empty cell
    assert (sheet["A2"].value or "") == inert_text(text)


def test_a_date_is_a_date_shown_as_the_french_do():
    sheet = reopened([[date(2026, 9, 4)]], Column("Jour", Kind.DATE))

    assert sheet["A2"].is_date
    assert sheet["A2"].value.date() == date(2026, 9, 4)
    assert sheet["A2"].number_format == "dd/mm/yyyy"


def test_a_column_refuses_what_it_does_not_hold():
    page = Workbook(write_only=True).create_sheet()

    with pytest.raises(TypeError):
        write_cell(page, "27", Kind.WHOLE)
    with pytest.raises(TypeError):
        write_cell(page, 27, Kind.TEXT)


def test_a_sheet_is_a_table_with_filters_under_a_frozen_header():
    sheet = reopened([["Afev", 90]], Column("Association", width=24), Column("Places", Kind.WHOLE))

    table = sheet.tables["Essai"]
    assert (table.ref, table.autoFilter.ref) == ("A1:B2", "A1:B2")
    assert [column.name for column in table.tableColumns] == ["Association", "Places"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert sheet.column_dimensions["A"].width == 24
    assert not sheet.merged_cells.ranges


def test_an_empty_sheet_is_still_a_table():
    sheet = reopened([], Column("Association"))

    assert sheet.tables["Essai"].ref == "A1:A2"


def test_a_chart_draws_the_columns_it_is_given():
    columns = (Column("Association"), Column("Occupées", Kind.WHOLE), Column("Libres", Kind.WHOLE))
    sheet = Sheet("Places", "Places", columns, [["Afev", 54, 36], ["ANAF", 11, 19]])
    bars = StackedBars("Places", "E2", "Places", "Places", 1, (2, 3), ("0E4F4D", "FFFFFF"), 2)

    page = load_workbook(BytesIO(write_workbook("Essai", "Trame", [sheet], [bars])))["Places"]

    references = [series.val.numRef.f for series in page._charts[0].series]
    assert references == ["'Places'!$B$2:$B$3", "'Places'!$C$2:$C$3"]


def test_the_author_of_a_document_is_the_product():
    book = load_workbook(
        BytesIO(write_workbook("Essai", "Trame", [Sheet("A", "A", [Column("B")], [])]))
    )

    assert (book.properties.title, book.properties.creator) == ("Essai", "Trame")
    assert book.properties.lastModifiedBy is None


@pytest.mark.parametrize("rows", [1, STREAMED_ABOVE + 1])
def test_a_text_longer_than_its_column_goes_on_below_when_asked(rows):
    columns = (Column("Calcul", width=20, wraps=True), Column("Année", Kind.YEAR))

    sheet = reopened([("mot " * 40, 2014)] * rows, *columns)

    text, year = sheet["A2"], sheet["B2"]
    assert (text.alignment.wrap_text, text.alignment.vertical) == (True, "top")
    assert (year.value, year.number_format, year.alignment.vertical) == (2014, "0_m", "top")


def test_a_sheet_where_nothing_wraps_stays_plain():
    assert reopened([("mot",)], Column("Mot"))["A2"].alignment.vertical is None
