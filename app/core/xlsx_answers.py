"""A workbook of rows to answer: what is known is locked, what is asked has drop-downs of its own.

Each row opens the cells that make sense for it and names the list of words of each; the words stand
in a sheet of their own, as in `xlsx_model`. The sheet is protected without a password: it keeps
people from writing over what they read, not from what they want to do. No formula.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from app.core.typography import typo
from app.core.xlsx import A4, Column, Kind, Row, Value, header_cell, write_cell

WORDS, HELP = "Listes", "Aide"
HELP_WIDTHS = (30, 100)
WORDS_WIDTH = 44
NOTICE_FONT = Font(name="Calibri", size=11, bold=True, color="8A2B0E")
TO_FILL_IN = PatternFill("solid", fgColor="FFF4D6")
LINE = Side("thin", color="D9C79A")
EDGE = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
HEADING_ROW = 2
"""The notice stands above the headings."""
FIRST_ROW = HEADING_ROW + 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A column to fill in: its code, its heading, what the sheet of help says of it."""

    code: str
    title: str
    help: str
    width: int = 16
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row: its known cells, the cells it opens, by code, with the list of words of each.

    `open` says "" for a cell without a list; `typed` is what stands in open cells already; `seal`
    is the hidden cell that comes back with the row.
    """

    known: Row
    open: Mapping[str, str]
    seal: str
    typed: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """A workbook to fill in.

    `title` and `author` are of the document; `sheet` names the sheet, `notice` is its first line;
    `seal` the heading of the hidden column; `lists` are the words of each list, by name; `advice`
    are lines of the sheet of help, before those of the columns.
    """

    title: str
    author: str
    sheet: str
    notice: str
    known: Sequence[Column]
    asked: Sequence[Asked]
    seal: str
    lists: Mapping[str, Sequence[str]]
    advice: Sequence[tuple[str, str]]


def write_answers(book: AnswerBook, rows: Sequence[AnswerRow]) -> bytes:
    """Return the bytes of a workbook to fill in."""
    made = Workbook(write_only=True)
    made.properties.title = book.title
    made.properties.creator = book.author
    made.properties.language = "fr"
    page, told, words = (made.create_sheet(name) for name in (book.sheet, HELP, WORDS))
    _prepare(page, book, len(rows))
    _offer(page, book, rows)
    _fill(page, book, rows)
    _tell(told, book)
    _list_words(words, book.lists)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(page: Any, book: AnswerBook, count: int) -> None:
    columns: list[Column | Asked] = [*book.known, *book.asked]
    for rank, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(rank)].width = column.width
    last = get_column_letter(len(columns) + 1)
    page.column_dimensions[last].hidden = True
    page.freeze_panes = f"C{FIRST_ROW}"
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + max(count, 1)}"
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = False  # False: people may


def _fill(page: Any, book: AnswerBook, rows: Sequence[AnswerRow]) -> None:
    notice = write_cell(page, book.notice, Kind.TEXT)
    notice.font = NOTICE_FONT
    page.append([notice])
    known_titles = [column.title for column in book.known]
    titles = [*known_titles, *(column.title for column in book.asked), book.seal]
    page.append([header_cell(page, title) for title in titles])
    for row in rows:
        known = [
            _known_cell(page, value, column.kind)
            for value, column in zip(row.known, book.known, strict=True)
        ]
        asked = [_asked_cell(page, row, column) for column in book.asked]
        page.append([*known, *asked, write_cell(page, row.seal, Kind.TEXT)])


def _known_cell(page: Any, value: Value, kind: Kind) -> Cell:
    cell = write_cell(page, value, kind)
    cell.alignment = TOP
    return cell


def _asked_cell(page: Any, row: AnswerRow, column: Asked) -> Cell:
    """Return a cell to fill in, open or not; what was typed there is written as it can be read."""
    value = row.typed.get(column.code)
    kind = Kind.TEXT if isinstance(value, str) else column.kind
    cell = write_cell(page, value, kind)
    cell.alignment = TOP
    if column.code in row.open:
        cell.fill, cell.border = TO_FILL_IN, EDGE
        cell.protection, cell.alignment = Protection(locked=False), WRAPPED
    return cell


def _offer(page: Any, book: AnswerBook, rows: Sequence[AnswerRow]) -> None:
    """Give each open cell the list of its row: a rule per column and list, over blocks of rows."""
    names = list(book.lists)
    for place, column in enumerate(book.asked, start=len(book.known) + 1):
        letter = get_column_letter(place)
        rules: dict[str, DataValidation] = {}
        for name, first, last in _blocks(rows, column.code):
            source = get_column_letter(names.index(name) + 1)
            rule = rules.setdefault(
                name,
                DataValidation(
                    type="list",
                    formula1=f"{WORDS}!${source}$2:${source}${len(book.lists[name]) + 1}",
                    allow_blank=True,
                    showErrorMessage=False,
                ),
            )
            rule.add(f"{letter}{first}:{letter}{last}")
        for rule in rules.values():
            page.data_validations.append(rule)


def _blocks(rows: Sequence[AnswerRow], code: str) -> Iterator[tuple[str, int, int]]:
    """Yield the rows that follow each other with one list for a column: (list, first, last)."""
    numbered = enumerate(rows, start=FIRST_ROW)
    for name, block in groupby(numbered, lambda one: one[1].open.get(code, "")):
        numbers = [number for number, _ in block]
        if name:
            yield name, numbers[0], numbers[-1]


def _tell(told: Any, book: AnswerBook) -> None:
    for letter, width in zip("AB", HELP_WIDTHS, strict=True):
        told.column_dimensions[letter].width = width
    told.freeze_panes = "A2"
    told.append([header_cell(told, "Sujet"), header_cell(told, "Ce qu’il faut savoir")])
    for line in (*book.advice, *((column.title, column.help) for column in book.asked)):
        cells = [write_cell(told, typo(text), Kind.TEXT) for text in line]
        for cell in cells:
            cell.alignment = WRAPPED
        told.append(cells)


def _list_words(words: Any, lists: Mapping[str, Sequence[str]]) -> None:
    for rank in range(1, len(lists) + 1):
        words.column_dimensions[get_column_letter(rank)].width = WORDS_WIDTH
    words.append([header_cell(words, name) for name in lists])
    for rank in range(max((len(one) for one in lists.values()), default=0)):
        texts = (one[rank] if rank < len(one) else "" for one in lists.values())
        words.append([write_cell(words, text, Kind.TEXT) for text in texts])
