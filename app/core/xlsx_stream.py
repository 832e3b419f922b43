"""Large tables: the rows of a sheet, written by hand into a workbook that openpyxl drew empty.

openpyxl makes an object a cell. Here a row is one string, a few hundred rows one write, and no row
stays in memory; `benchmarks/export.py` measures both.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from app.core.xlsx_text import coded_text, inert_text

Value = str | int | float | date | None
Row = Sequence[Value]

ROWS_AT_ONCE = 250
COMPRESSION = 3
"""Of deflate: 6 takes two seconds more for a file a quarter smaller."""
KNOWN_VALUES = 2_000
EMPTY = "<c/>"
_DAY_ZERO = date(1899, 12, 30).toordinal()
_END = b"</sheetData>"
_PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿŒœ][ 0-9A-Za-zÀ-ÖØ-öø-ÿŒœ’',.()/:-]{0,500}")
"""What needs no look at each of its characters: most names, words and references."""
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows to pour into one drawn sheet.

    `part` and `table` name the files of the sheet and of its table; `drawn` is the range the table
    was drawn with, `first` the number of the first row. Each column is (its style, holds text).
    """

    part: str
    table: str
    drawn: str
    first: int
    columns: Sequence[tuple[int, bool]]
    rows: Iterable[Row]


def pour(drawn: IO[bytes], out: IO[bytes], streams: Sequence[Stream]) -> None:
    """Copy a drawn workbook, with the rows of its streams.

    Raises:
        TypeError: a text was given for a number or a date, or the reverse.
    """
    with (
        ZipFile(drawn) as shell,
        ZipFile(out, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as book,
    ):
        tables = {stream.table: _pour_rows(shell, book, stream) for stream in streams}
        poured = {stream.part for stream in streams}
        for name in shell.namelist():
            if name in tables:
                book.writestr(name, shell.read(name).replace(*tables[name]))
            elif name not in poured:
                book.writestr(name, shell.read(name))


def _pour_rows(shell: ZipFile, book: ZipFile, stream: Stream) -> tuple[bytes, bytes]:
    """Write one sheet; return what to change in its table: the range drawn, the range filled."""
    head, _, tail = shell.read(stream.part).partition(_END)
    with book.open(stream.part, "w", force_zip64=True) as part:
        part.write(head)
        last = _write_rows(part, stream)
        part.write(_END + tail)
    corner, _, end = stream.drawn.partition(":")
    filled = f"{corner}:{end.rstrip('0123456789')}{max(last, stream.first)}"
    return f'ref="{stream.drawn}"'.encode(), f'ref="{filled}"'.encode()


def _write_rows(part: IO[bytes], stream: Stream) -> int:
    """Write the rows of a sheet; return the number of the last one."""
    columns = [_Cells(style, holds_text) for style, holds_text in stream.columns]
    written: list[str] = []
    number = stream.first - 1
    for number, row in enumerate(stream.rows, start=stream.first):
        cells = "".join([known[value] for known, value in zip(columns, row, strict=True)])
        written.append(f'<row r="{number}">{cells}</row>')
        if len(written) == ROWS_AT_ONCE:
            part.write("".join(written).encode())
            written.clear()
    part.write("".join(written).encode())
    return number


class _Cells(dict[Value, str]):
    """The cells of one column as the format writes them: most values come back many times.

    A cell does not say where it stands, which the format allows: it follows the one before.
    """

    def __init__(self, style: int, holds_text: bool) -> None:
        super().__init__({None: EMPTY})
        self._opening, self._holds_text = f'<c s="{style}"', holds_text

    def __missing__(self, value: Value) -> str:
        """Write a value, and keep it for the next time."""
        if isinstance(value, str) is not self._holds_text:
            raise TypeError(f"a column cannot hold {type(value).__name__} here")
        if len(self) > KNOWN_VALUES:
            self.clear()
            self[None] = EMPTY
        self[value] = cell = self._opening + _content(value)
        return cell


def _content(value: Value) -> str:
    """Return a cell from its style on."""
    if isinstance(value, str):
        text = value if _PLAIN.fullmatch(value) else _escaped(value)
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else "/>"
    if isinstance(value, date):
        return f"><v>{value.toordinal() - _DAY_ZERO}</v></c>"
    return f"><v>{value}</v></c>" if value is not None and math.isfinite(value) else "/>"


def _escaped(text: str) -> str:
    return coded_text(inert_text(text)).translate(_ESCAPED)
