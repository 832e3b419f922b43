"""Read one workbook in a process of its own: a file on the standard input, its rows as JSON.

Started by `spreadsheets.py` as a script, alone: it imports nothing of the application, so that
what it may use stays small. Whatever a file does to it, it does to this process only.
Source of the limits: spec/trust.md, A8.
"""

import io
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

MEGABYTE = 1024 * 1024
LARGEST_MEMORY = 140 * MEGABYTE
"""Of addresses, what the interpreter itself takes included."""
LONGEST_WORK = 2
"""Seconds of processor."""
LARGEST_UNPACKED = 20 * MEGABYTE
MOST_MEMBERS = 100
LARGEST_RATIO = 100
MOST_ROWS, MOST_COLUMNS = 2_000, 40
LONGEST_CELL = 1_000
LONGEST_TEXT = 1_000_000
"""Characters of all cells: a text shared by every cell takes little room in the file."""
PIECE = 64 * 1024
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 0x1
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""An .xls, or an .xlsx behind a password: both are files of that older family."""
EXPECTED = frozenset({"xl/workbook.xml", "content.xml"})


class RefusedFileError(Exception):
    """The file is not read; the message is a code of `spreadsheets.REFUSALS`."""


def bound_itself() -> None:
    """Let the system stop this process, whatever the library does; nothing is left on the disk."""
    for kind, limit in (
        (resource.RLIMIT_AS, LARGEST_MEMORY),
        (resource.RLIMIT_CPU, LONGEST_WORK),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def guard(content: bytes) -> None:
    """Refuse an archive that is too much, before anything reads its sheets.

    Raises:
        RefusedFileError: not a workbook, locked, or larger unpacked than any class list.
    """
    if content.startswith(OLD_FORMAT):
        raise RefusedFileError("locked")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if (
            len(members) > MOST_MEMBERS
            or unpacked > LARGEST_UNPACKED
            or unpacked > LARGEST_RATIO * len(content)
        ):
            raise RefusedFileError("too_much")
        if not EXPECTED & {member.filename for member in members}:
            raise RefusedFileError("unreadable")
        for member in members:
            _unpack(archive, member)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Check that a member is what the directory of the archive says; no XML of ours has a DTD."""
    if member.flag_bits & ENCRYPTED:
        raise RefusedFileError("locked")
    if member.compress_type not in METHODS:
        raise RefusedFileError("unreadable")
    with archive.open(member) as stream:
        end = b""
        while piece := stream.read(PIECE):
            if b"<!DOCTYPE" in end + piece:
                raise RefusedFileError("unreadable")
            end = piece[-9:]


def read_rows(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet people see, as texts; empty rows and all.

    Raises:
        RefusedFileError: more rows, columns or text than any class list.
    """
    import python_calamine as calamine  # noqa: PLC0415 - read under the limits, like the file

    with calamine.load_workbook(io.BytesIO(content)) as book:
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is calamine.SheetVisibleEnum.Visible
        ]
        sheet = book.get_sheet_by_name((shown or book.sheet_names)[0])
        last_row, last_column = sheet.end or (0, 0)
        if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            raise RefusedFileError("too_many_rows")
        return list(_texts(sheet.iter_rows()))


def _texts(rows: Iterator[list[Any]]) -> Iterator[list[str]]:
    length = 0
    for row in rows:
        texts = [cell_text(cell)[:LONGEST_CELL] for cell in row]
        length += sum(map(len, texts))
        if length > LONGEST_TEXT:
            raise RefusedFileError("too_much")
        yield texts


def cell_text(cell: Any) -> str:
    """Return a cell as its reader sees it: 08/03/2013, 4, 0639981234, oui."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def main() -> None:
    """Answer {"rows": …} or {"refused": a code}; any other end is a refusal too."""
    bound_itself()
    content = sys.stdin.buffer.read()
    try:
        guard(content)
        answer: dict[str, Any] = {"rows": read_rows(content)}
    except RefusedFileError as refusal:
        answer = {"refused": str(refusal)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, MemoryError):
        answer = {"refused": "unreadable"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
