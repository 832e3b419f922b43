"""Ten thousand names of any kind: LibreOffice opens both writers' files whole, and runs nothing."""

import random
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from app.core.xlsx import STREAMED_ABOVE, Column, Kind, Sheet, write_workbook
from app.core.xlsx_text import inert_text
from tests.core.test_xlsx import NASTY
from tests.support import office

HOW_MANY = 10_000
PIECES = (
    *NASTY,
    *"=+-@\t\r\n;,'\"<>&|%!_",
    "]]>",
    "<!--",
    "&amp;",
    "&#61;",
    "_x003D_",
    "_x0000_",
    "=1+1",
    "@SUM(1;2)",
    "{=1}",
    'DDE("a";"b")',
    "👩🏽‍🏫",
    "🇫🇷",
    "é",
    "e\u0301",
    "مريم",
    "שרה",
    "李小龍",
    "\u200f",
    "\u00a0",
    "\ufeff",
    "\U0001f9ff",
    "Lina",
    "D’Œuvre",
    "1e5",
    "0612",
    "27/11/2026",
    "VRAI",
    "x" * 400,
)
FORMULA_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"


def names() -> list[str]:
    """Return the names: pieces put together, and characters of every plane, surrogates too."""
    chance = random.Random(20261127)

    def name() -> str:
        pieces = chance.choices(PIECES, k=chance.randint(1, 4))
        if chance.random() < 0.3:
            pieces.append(chr(chance.randrange(0x110000)))
        if chance.random() < 0.3:
            pieces.insert(0, chance.choice("=+-@\t\r\x00\uff1d "))
        return "".join(pieces)[:2_000]

    return [name() for _ in range(HOW_MANY)]


@dataclass
class Written:
    """The names as they were given, and the file one of the writers made of them."""

    given: list[str]
    file: Path
    shown: list[str]

    @property
    def expected(self) -> list[str]:
        """What every program has to show."""
        return [inert_text(name) for name in self.given]


@pytest.fixture(scope="module", params=["ordinary", "streamed"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Ten thousand names in sheets of the ordinary writer, or in one of the streamed one."""
    size = STREAMED_ABOVE if request.param == "ordinary" else HOW_MANY
    given = names()
    columns = (Column("Rang", Kind.WHOLE), Column("Nom", width=40), Column("Fin"))
    sheets = [
        Sheet(
            f"Noms {start}",
            f"Noms{start}",
            columns,
            [(rank, given[rank], "fin") for rank in range(start, start + size)],
        )
        for start in range(0, HOW_MANY, size)
    ]
    folder = tmp_path_factory.mktemp("noms")
    opened = office.open_workbook(write_workbook("Noms", "Trame", sheets), folder)
    lines = sorted((line for sheet in opened.values() for line in sheet), key=_rank)
    assert {line["Fin"] for line in lines} == {"fin"}
    return Written(given, folder / "classeur.xlsx", [line["Nom"] for line in lines])


def _rank(line: office.Line) -> int:
    return int(line["Rang"])


def test_libreoffice_shows_every_name_as_a_text(written: Written) -> None:
    assert len(written.shown) == HOW_MANY
    wrong = [
        (expected, shown)
        for expected, shown in zip(written.expected, written.shown, strict=True)
        if expected != shown
    ]
    assert wrong == []


def test_no_part_is_broken_and_none_holds_a_formula(written: Written) -> None:
    strict = etree.XMLParser(recover=False, resolve_entities=False)
    with zipfile.ZipFile(written.file) as book:
        assert book.testzip() is None
        parts = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        trees = [etree.fromstring(book.read(name), strict) for name in parts]

    assert [tree for tree in trees if tree.find(f".//{FORMULA_TAG}") is not None] == []


def test_openpyxl_reads_texts_and_no_formula(written: Written) -> None:
    book = load_workbook(written.file)

    cells = [cell for sheet in book for cell in sheet["B"][1:]]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert len(cells) == HOW_MANY


def test_saved_again_by_libreoffice_it_still_runs_nothing(written: Written) -> None:
    again = office.save_again(written.file.read_bytes(), written.file.parent)

    texts = [cell for sheet in load_workbook(BytesIO(again)) for cell in sheet["B"][1:]]
    assert {cell.data_type for cell in texts if cell.value is not None} == {"s"}
    assert sum(cell.value is not None for cell in texts) == sum(map(bool, written.expected))


def test_the_names_are_of_every_kind() -> None:
    seen = {unicodedata.category(char) for name in names() for char in name}

    assert {"Lo", "Lu", "Cc", "Cf", "Cs", "Co", "Cn", "So", "Mn", "Zs"} <= seen
    assert sum(name.startswith(("=", "+", "-", "@")) for name in names()) > HOW_MANY / 10
