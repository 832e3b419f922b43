"""Typed columns to a workbook. Text never becomes a formula, a date is a date.

A table of more than a thousand rows is streamed (`xlsx_stream`); nobody has to ask for it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from io import BytesIO
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from app.core import xlsx_stream
from app.core.clock import day_of
from app.core.xlsx_charts import StackedBars, draw_bars
from app.core.xlsx_stream import Stream, pour
from app.core.xlsx_text import coded_text, inert_text

Value = xlsx_stream.Value
Row = xlsx_stream.Row

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STREAMED_ABOVE = 1_000
"""Rows of a sheet that openpyxl still writes, a tenth of a second of them."""
LONGEST_HEADING = 240
"""Characters on top of a printed page: the format holds 255, its own signs counted."""
HEADER_FONT = Font(name="Calibri", size=11, bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
ON_TOP = Alignment(vertical="top")
TABLE_STYLE = "TableStyleMedium2"
LINE_POINTS = 15
A4 = 9
"""The paper, as the format numbers it."""


class Kind(Enum):
    """What a column holds; the value is the format Excel shows it in."""

    TEXT = "@"
    WHOLE = "0"
    YEAR = "0_m"  # a blank as wide as an m: the figures stay clear of the next column
    NUMBER = "General"
    SHARE = "0 %"
    DATE = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what it holds, its width in characters.

    `wraps`: a text longer than the width goes on below, instead of being cut by the next column.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, which is one Excel table; `table` is its name, without space nor accent.

    `banner` is a line above the table, repeated on top and at the foot of each printed page.
    """

    title: str
    table: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    banner: str = ""

    @property
    def header(self) -> int:
        """The number of the row of headings."""
        return 2 if self.banner else 1

    @property
    def alignments(self) -> list[Alignment | None]:
        """How the cells of each column stand: on top where a row may have several lines."""
        if not any(column.wraps for column in self.columns):
            return [None for _ in self.columns]
        return [WRAPPED if column.wraps else ON_TOP for column in self.columns]


def write_cell(sheet: Any, value: Value, kind: Kind, alignment: Alignment | None = None) -> Cell:
    """Return a cell of a write-only sheet; a string is always written as text.

    Raises:
        TypeError: a text was given for a number or a date, or the reverse.
    """
    if value is not None and isinstance(value, str) is not (kind is Kind.TEXT):
        raise TypeError(f"{kind.name} column cannot hold {type(value).__name__}")
    cell = Cell(sheet, row=1, column=1)
    if isinstance(value, str):
        cell.value = coded_text(inert_text(value)) or None
        cell.data_type = "s" if cell.value else "n"
    else:
        cell.value = value
    cell.number_format = kind.value
    if alignment:
        cell.alignment = alignment
    return cell


def write_workbook(
    title: str, author: str, sheets: Sequence[Sheet], charts: Sequence[StackedBars] = ()
) -> bytes:
    """Return the bytes of a workbook, as `save_workbook` writes it."""
    out = BytesIO()
    save_workbook(out, title, author, sheets, charts)
    return out.getvalue()


def save_workbook(
    out: IO[bytes],
    title: str,
    author: str,
    sheets: Sequence[Sheet],
    charts: Sequence[StackedBars] = (),
) -> None:
    """Write a workbook: one table with filters a sheet, its header frozen.

    Args:
        out: a file open for writing bytes.
        title: of the document.
        author: of the document: the product, never a person.
        sheets: small and large ones, in any order; rows are read once, in the order of the sheets.
    """
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = author
    book.properties.language = "fr"
    pages = {sheet.title: book.create_sheet(sheet.title) for sheet in sheets}
    large = [(sheet, rest) for sheet in sheets if (rest := _fill(pages[sheet.title], sheet))]
    for chart in charts:
        pages[chart.shown_on].add_chart(draw_bars(pages[chart.source], chart), chart.anchor)
    if not large:
        book.save(out)
        return
    styles = {sheet.title: _styles_of(pages[sheet.title], sheet) for sheet, _ in large}
    drawn = BytesIO()
    book.save(drawn)
    pour(
        drawn,
        out,
        [_stream(pages[sheet.title], sheet, rest, styles[sheet.title]) for sheet, rest in large],
    )


def _fill(page: Any, sheet: Sheet) -> Iterator[Row] | None:
    """Draw a sheet with its rows; when they are many, draw it empty and return them."""
    rows = iter(sheet.rows)
    first = list(islice(rows, STREAMED_ABOVE + 1))
    is_large = len(first) > STREAMED_ABOVE
    _lay_out(page, sheet)
    looks = sheet.alignments
    for row in [] if is_large else first:
        cells = zip(row, sheet.columns, looks, strict=True)
        page.append([write_cell(page, value, column.kind, how) for value, column, how in cells])
    lines = 1 if is_large else max(len(first), 1)  # a table has one line, be it empty
    page.tables.add(_table(sheet, sheet.header + lines))
    return chain(first, rows) if is_large else None


def _lay_out(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = f"B{sheet.header + 1}"
    page.print_title_rows = f"1:{sheet.header}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for rank, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(rank)].width = column.width
    tallest = max(math.ceil(len(column.title) / column.width) for column in sheet.columns)
    height = LINE_POINTS * (tallest + 1)  # room for the filter's arrow
    page.row_dimensions[sheet.header].height = height
    if sheet.banner:
        banner = write_cell(page, sheet.banner, Kind.TEXT)
        banner.font = HEADER_FONT
        page.append([banner])
        heading = inert_text(sheet.banner)[:LONGEST_HEADING].replace("&", "et")
        page.oddHeader.center.text = page.oddFooter.center.text = heading
    page.append([header_cell(page, column.title) for column in sheet.columns])


def _styles_of(page: Any, sheet: Sheet) -> list[int]:
    """Return the number of the style of each column, which the book then knows."""
    looks = zip(sheet.columns, sheet.alignments, strict=True)
    return [int(write_cell(page, None, column.kind, how).style_id) for column, how in looks]


def _stream(page: Any, sheet: Sheet, rows: Iterator[Row], styles: Sequence[int]) -> Stream:
    (table,) = page.tables.values()
    return Stream(
        part=page.path.lstrip("/"),
        table=table.path.lstrip("/"),
        drawn=table.ref,
        first=sheet.header + 1,
        columns=[
            (style, column.kind is Kind.TEXT)
            for style, column in zip(styles, sheet.columns, strict=True)
        ],
        rows=rows,
    )


def day_in_cell(moment: datetime | None) -> date | None:
    """Return the day of an instant as a cell shows it, None for none."""
    return day_of(moment) if moment else None


def header_cell(page: Any, title: str) -> Cell:
    """Return the heading of a column, in bold, on as many lines as it needs."""
    cell = write_cell(page, title, Kind.TEXT)
    cell.font = HEADER_FONT
    cell.alignment = WRAPPED
    return cell


def _table(sheet: Sheet, last: int) -> Table:
    reference = f"A{sheet.header}:{get_column_letter(len(sheet.columns))}{last}"
    table = Table(displayName=sheet.table, ref=reference, autoFilter=AutoFilter(ref=reference))
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=True)
    table.tableColumns = [
        TableColumn(id=rank, name=column.title)
        for rank, column in enumerate(sheet.columns, start=1)
    ]
    return table
