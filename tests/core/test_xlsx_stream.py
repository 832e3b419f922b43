"""Large tables are streamed: the same sheet as the ordinary writer's, at another price."""

import tracemalloc
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.core.xlsx import STREAMED_ABOVE, Column, Kind, Row, Sheet, save_workbook, write_workbook
from tests.core.test_xlsx import NASTY

COLUMNS = (
    Column("Référence"),
    Column("Jour", Kind.DATE),
    Column("Âge", Kind.WHOLE),
    Column("Part", Kind.SHARE),
    Column("Mesure", Kind.NUMBER),
)
MANY = STREAMED_ABOVE + 1


def row(number: int) -> Row:
    """Return a row; a cell of every kind is empty somewhere."""
    text = NASTY[number % len(NASTY)] or None
    day = date(2026, 9, 1) + timedelta(days=number % 300) if number % 5 else None
    return (text, day, number, number / 8 if number % 3 else None, number * 1.5)


def sheet(count: int, banner: str = "") -> Sheet:
    """Return a sheet of so many rows, made one at a time."""
    return Sheet("Essai", "Essai", COLUMNS, (row(n) for n in range(count)), banner)


def reopened(count: int, banner: str = "") -> Worksheet:
    """Write a sheet and read it again."""
    return load_workbook(BytesIO(write_workbook("Essai", "Trame", [sheet(count, banner)])))["Essai"]


@pytest.fixture(scope="module")
def large() -> Worksheet:
    """A sheet of one row more than the ordinary writer takes."""
    return reopened(MANY)


def cells_of(page: Worksheet, last: int) -> list[tuple[object, ...]]:
    """Return value, type and format of every cell down to a row."""
    rows = page.iter_rows(min_row=1, max_row=last)
    return [(c.value, c.data_type, c.number_format) for line in rows for c in line if c.value]


def test_a_streamed_sheet_holds_what_the_ordinary_one_does(large):
    ordinary = reopened(STREAMED_ABOVE)

    assert large.max_row == MANY + 1
    assert cells_of(large, STREAMED_ABOVE + 1) == cells_of(ordinary, STREAMED_ABOVE + 1)


def test_a_streamed_sheet_is_a_table_with_filters_under_a_frozen_header(large):
    table = large.tables["Essai"]

    assert (table.ref, table.autoFilter.ref) == (f"A1:E{MANY + 1}", f"A1:E{MANY + 1}")
    assert (large.freeze_panes, large.print_title_rows) == ("B2", "$1:$1")
    assert large.column_dimensions["A"].width == 16


def test_no_text_of_a_streamed_sheet_becomes_a_formula_or_an_error(large):
    assert {cell.data_type for cell in large["A"] if cell.value is not None} == {"s"}


@pytest.mark.parametrize("wrong", [(1, None, 1, 1, 1), ("a", "b", 1, 1, 1), ("a", None, "1", 1, 1)])
def test_a_streamed_column_refuses_what_it_does_not_hold(wrong):
    rows = [row(1)] * MANY + [wrong]

    with pytest.raises(TypeError):
        write_workbook("Essai", "Trame", [Sheet("Essai", "Essai", COLUMNS, rows)])


def test_a_row_that_misses_a_cell_is_refused():
    rows = [row(1)] * MANY + [row(1)[:4]]

    with pytest.raises(ValueError, match="shorter"):
        write_workbook("Essai", "Trame", [Sheet("Essai", "Essai", COLUMNS, rows)])


def test_a_number_that_is_none_leaves_its_cell_empty():
    rows = [(float("nan"),), (float("inf"),)] * MANY

    page = Sheet("Essai", "Essai", (Column("Mesure", Kind.NUMBER),), rows)

    sheet = load_workbook(BytesIO(write_workbook("Essai", "Trame", [page])))["Essai"]
    assert {cell.value for cell in sheet["A"][1:]} == {None}


def test_small_and_large_sheets_share_a_workbook():
    small = Sheet("Petit", "Petit", (Column("Mot"),), [("=un",), ("deux",)])

    book = load_workbook(BytesIO(write_workbook("Essai", "Trame", [small, sheet(MANY)])))

    assert [cell.value for cell in book["Petit"]["A"]] == ["Mot", "'=un", "deux"]
    assert book["Essai"].max_row == MANY + 1


@pytest.mark.parametrize("count", [3, MANY])
def test_a_banner_stands_above_the_table_and_on_every_printed_page(count):
    page = reopened(count, "Export nominatif & co")

    assert page["A1"].value == "Export nominatif & co"
    assert page["A2"].value == "Référence"
    assert page.tables["Essai"].ref == f"A2:E{count + 2}"
    assert (page.freeze_panes, page.print_title_rows) == ("B3", "$1:$2")
    assert page.oddHeader.center.text == page.oddFooter.center.text == "Export nominatif et co"


def test_a_long_banner_stays_within_what_the_head_of_a_page_may_hold():
    page = reopened(1, "é" * 900)

    assert len(page.oddHeader.center.text) <= 255 - len("&C")


def test_rows_are_not_kept_in_memory():
    tracemalloc.start()
    out = BytesIO()

    save_workbook(out, "Essai", "Trame", [sheet(40_000)])

    peak = tracemalloc.get_traced_memory()[1] - len(out.getvalue())
    tracemalloc.stop()
    assert peak < 8_000_000


def test_every_part_of_a_streamed_workbook_is_there_once():
    drawn, streamed = (
        ZipFile(BytesIO(write_workbook("Essai", "Trame", [sheet(count)]))) for count in (1, MANY)
    )

    assert sorted(streamed.namelist()) == sorted(drawn.namelist())
    assert streamed.testzip() is None
