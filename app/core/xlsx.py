"""Typed columns to a workbook. Text never becomes a formula, a date is a date.

Sources: OWASP ASVS 1.2.10 (the characters that open a formula); spec/trust.md, A6 and A7.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from app.core.plain_text import is_plain

Value = str | int | float | date | None
Row = Sequence[Value]

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767
"""Characters a cell may hold: the format's own limit."""
OPENS_A_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width signs, that some programs read alike."""
HEADER_FONT = Font(name="Calibri", size=11, bold=True)
OUTLINE = "0E4F4D"
TABLE_STYLE = "TableStyleMedium2"
LINE_POINTS = 15
A4 = 9
"""The paper, as the format numbers it."""
CHART_WIDTH_CM, CHART_HEIGHT_CM = 24, 12


class Kind(Enum):
    """What a column holds; the value is the format Excel shows it in."""

    TEXT = "@"
    WHOLE = "0"
    NUMBER = "General"
    SHARE = "0 %"
    DATE = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what it holds, its width in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, which is one Excel table; `table` is its name, without space nor accent."""

    title: str
    table: str
    columns: Sequence[Column]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A native chart put on `shown_on`, that draws columns of the first `count` rows of `source`.

    `names` and `series` are column numbers from 1; series stand side by side, one colour each.
    """

    shown_on: str
    anchor: str
    source: str
    title: str
    names: int
    series: tuple[int, int]
    colours: tuple[str, ...]
    count: int


def clean_text(text: str) -> str:
    """Return the text without what breaks a workbook or lies about its direction.

    Control characters (line feed and tab apart), surrogates, non-characters and bidirectional
    controls are left out; what is beyond the format's limit is cut.
    """
    return "".join(char for char in text if _is_readable(char))[:LONGEST_TEXT]


def inert_text(text: str) -> str:
    """Return the text a program cannot take for a formula: an apostrophe stands before its sign."""
    cleaned = clean_text(text)
    if cleaned.startswith(OPENS_A_FORMULA):
        return f"'{cleaned}"[:LONGEST_TEXT]
    return cleaned


def write_cell(sheet: Any, value: Value, kind: Kind) -> Cell:
    """Return a cell of a write-only sheet; a string is always written as text.

    Raises:
        TypeError: a text was given for a number or a date, or the reverse.
    """
    if value is not None and isinstance(value, str) is not (kind is Kind.TEXT):
        raise TypeError(f"{kind.name} column cannot hold {type(value).__name__}")
    cell = Cell(sheet, row=1, column=1)
    if isinstance(value, str):
        cell.value = inert_text(value) or None
        cell.data_type = "s" if cell.value else "n"
    else:
        cell.value = value
    cell.number_format = kind.value
    return cell


def write_workbook(
    title: str, author: str, sheets: Sequence[Sheet], charts: Sequence[StackedBars] = ()
) -> bytes:
    """Return the bytes of a workbook: one table with filters a sheet, its header frozen.

    Args:
        title: of the document.
        author: of the document: the product, never a person.
    """
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = author
    book.properties.language = "fr"
    pages = {sheet.title: book.create_sheet(sheet.title) for sheet in sheets}
    for sheet in sheets:
        _fill(pages[sheet.title], sheet)
    for chart in charts:
        pages[chart.shown_on].add_chart(_draw(pages[chart.source], chart), chart.anchor)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for rank, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(rank)].width = column.width
    tallest = max(math.ceil(len(column.title) / column.width) for column in sheet.columns)
    page.row_dimensions[1].height = LINE_POINTS * (tallest + 1)  # room for the filter's arrow
    page.append([header_cell(page, column.title) for column in sheet.columns])
    lines = 0
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        page.append([write_cell(page, value, column.kind) for value, column in cells])
        lines += 1
    page.tables.add(_table(sheet, 1 + max(lines, 1)))  # a table has one line, be it empty


def header_cell(page: Any, title: str) -> Cell:
    """Return the heading of a column, in bold, on as many lines as it needs."""
    cell = write_cell(page, title, Kind.TEXT)
    cell.font = HEADER_FONT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _table(sheet: Sheet, last: int) -> Table:
    reference = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    table = Table(displayName=sheet.table, ref=reference, autoFilter=AutoFilter(ref=reference))
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=True)
    table.tableColumns = [
        TableColumn(id=rank, name=column.title)
        for rank, column in enumerate(sheet.columns, start=1)
    ]
    return table


def _draw(source: Any, plot: StackedBars) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = plot.title
    first, last = plot.series
    values = Reference(source, min_col=first, max_col=last, min_row=1, max_row=plot.count + 1)
    chart.add_data(values, titles_from_data=True)
    names = Reference(source, min_col=plot.names, min_row=2, max_row=plot.count + 1)
    chart.set_categories(names)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.y_axis.crosses = "max"  # and its figures stay below
    for series, colour in zip(chart.series, plot.colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = OUTLINE
    chart.gapWidth = 40
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.width, chart.height = CHART_WIDTH_CM, CHART_HEIGHT_CM
    return chart


def _is_readable(char: str) -> bool:
    return char != "\r" and is_plain(char, line_breaks=True)
