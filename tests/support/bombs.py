"""Files made on purpose to hurt who reads them, and plain ones beside: spec/trust.md, A8."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

from app.core.spreadsheets import READER

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
XML = '<?xml version="1.0"?>'
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'
SECRET = "secret-of-this-machine"


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Return an honest .xlsx."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spreadsheet(table: str) -> bytes:
    """Return an .ods of one sheet, from the XML of its rows."""
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = (
        f"{XML}<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Feuille">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": XML})


def ods_row(*texts: str, repeated: int = 1) -> str:
    """Return the XML of a row."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = "".join(cell.format(text) for text in texts)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def archive(members: dict[str, str]) -> bytes:
    """Return a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return out.getvalue()


def with_member(content: bytes, name: str, text: str) -> bytes:
    """Return a workbook with one member written over."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        members = {member: source.read(member).decode() for member in source.namelist()}
    return archive({**members, name: text})


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    """Return an .xlsx whose sheet is this XML."""
    text = f"{XML}{before}<worksheet {NAMESPACE}><sheetData>{rows}</sheetData>{after}</worksheet>"
    return with_member(workbook([["Nom"]]), SHEET, text)


def shared_text() -> bytes:
    """Return a sheet whose every cell is one long text, written once."""
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
    text = f"{XML}<sst {NAMESPACE}><si><t>{'x' * 32_000}</t></si></sst>"
    return with_member(sheet(row * 2_000), "xl/sharedStrings.xml", text)


def external_entity(secret: str) -> bytes:
    """Return a sheet that asks for a file of the machine."""
    asked = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    return sheet(FIRST.replace("Nom", "&e;"), before=asked)


MERGED = sheet(FIRST, '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
"""Harmless to this reader, which looks at no merged cell: read like any other."""
BOMBS: dict[str, bytes] = {
    "a high ratio": sheet("<row><c><v>1</v></c></row>" * 1_000_000),
    "one far cell": sheet(FAR),
    "a cell at each end": sheet(FIRST + FAR),
    "a million rows": sheet("<row/>" * 999_999 + FAR),
    "too many rows": workbook([["Nom"]] * 2_001),
    "too many columns": workbook([["Nom"] * 41]),
    "one text everywhere": shared_text(),
    "a million repeated rows": spreadsheet(ods_row(*["x"] * 40, repeated=1_048_576)),
    "too many members": archive({f"xl/{n}.xml": "" for n in range(101)} | {"content.xml": XML}),
    "behind a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(4_000),
    "a zip of something else": archive({"photo.jpg": "x"}),
    "cut short": workbook([["Nom"] * 40] * 200)[:4_000],
    "an external entity": external_entity("/etc/hostname"),
    "words, by the wrong name": "Nom;Prénom\nCarpentier;Lina\n".encode(),
    "nothing": b"",
    "too long": b"PK" + bytes(2 * 1024 * 1024),
}


def run_bounded(code: str) -> int:
    """Run a line of Python in a process bounded as the reader is; return how it ended."""
    bounds = f"import runpy; runpy.run_path({str(READER)!r})['bound_itself'](); "
    finished = subprocess.run(
        [sys.executable, "-I", "-c", bounds + code], stderr=subprocess.DEVNULL, check=False
    )
    return finished.returncode
