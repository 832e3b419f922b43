"""The columns of a class list, recognised by their headings however they are written. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.referrals.list_lines import Line
from app.referrals.texts import folded, one_line, readable

HEADING_SOUGHT_IN = 10
"""Rows: what stands above the headings is the title of the sheet."""
FULL_NAME = "full_name"
NAMES = frozenset({"first_name", "last_name", FULL_NAME})
JOINED: Mapping[str, str] = {"objectives": ", ", "guardian_name": " ", "note": " "}
"""Fields that several columns may fill, and what stands between their cells."""

# In this order: « Accord de la famille » is no name, « Nom du responsable » is not the pupil's.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("agreement", r"accord|autorisation|consentement"),
    ("email", r"courriel|e ?mail|\bmel\b|adresse (electronique|mail)"),
    ("phone", r"\btels?\b|telephone|portable|mobile|numero du"),
    ("last_name", r"nom de famille|nom d usage|nom de naissance"),
    ("guardian_name", r"responsable|representant|\bresp\b|parents?\b|tut(eur|rice)|\b(me|pe)re\b"),
    ("birth_date", r"naiss|\bnee? (e )?le\b|\bddn\b"),
    (FULL_NAME, r"\bnoms? (et )?prenoms?\b|\bprenoms? (et )?noms?\b|^(l )?(eleve|jeune)s?$"),
    ("first_name", r"\bprenoms?\b"),
    ("last_name", r"\bnoms?\b"),
    ("qpv", r"\bqpv\b|quartier"),
    ("situation", r"classe|niveau|situation|division|formation"),
    ("school", r"etablissement|college|lycee|ecole"),
    ("objectives", r"objectif|besoin"),
    ("meeting", r"rencontre|modalite|presentiel|distanciel"),
    ("note", r"\bnote|remarque|commentaire|observation|savoir|precision"),
)
_KNOWN = tuple((field, re.compile(pattern)) for field, pattern in _HEADINGS)


@dataclass(frozen=True, slots=True)
class ReadList:
    """The pupils of a table, and the headings nobody will read, as they were written."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def field_of(heading: str) -> str | None:
    """Return the field a heading names, None when it names nothing the form asks."""
    words = folded(heading)
    return next((field for field, pattern in _KNOWN if pattern.search(words)), None)


def read_list(rows: Sequence[Sequence[str]]) -> ReadList | None:
    """Return the pupils of a table, numbered as in their sheet; None when no row names columns.

    Args:
        rows: the cells as texts, from the first row of the sheet.
    """
    found = _find_headings(rows)
    if found is None:
        return None
    start, fields = found
    headings = rows[start]
    ignored = [one_line(headings[rank]) for rank, field in enumerate(fields) if field is None]
    lines = [
        Line(number, cells)
        for number, row in enumerate(rows[start + 1 :], start + 2)
        if any((cells := _cells(row, fields)).values())
    ]
    return ReadList(tuple(lines), tuple(filter(None, ignored)))


def _find_headings(rows: Sequence[Sequence[str]]) -> tuple[int, list[str | None]] | None:
    """Return the row that names most columns, a name among them, and the field of each."""
    best: tuple[int, list[str | None]] | None = None
    most = 1
    for rank, row in enumerate(rows[:HEADING_SOUGHT_IN]):
        fields = _fields(row)
        known = {field for field in fields if field}
        if len(known) > most and known & NAMES:
            best, most = (rank, fields), len(known)
    return best


def _fields(headings: Sequence[str]) -> list[str | None]:
    """Return the field of each column; the second one of a field is kept only if they join."""
    fields: list[str | None] = []
    for heading in headings:
        field = field_of(heading)
        fields.append(None if field in fields and field not in JOINED else field)
    return fields


def _cells(row: Sequence[str], fields: Sequence[str | None]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for text, field in zip(row, fields, strict=False):
        typed = one_line(readable(re.sub(r"[\r\n\t]+", " ", text)))
        if field and typed:
            before = cells.get(field)
            cells[field] = f"{before}{JOINED[field]}{typed}" if before else typed
    if full_name := cells.pop(FULL_NAME, ""):
        first, last = split_name(full_name)
        cells = {"first_name": first, "last_name": last} | cells
    return cells


def split_name(text: str) -> tuple[str, str]:
    """Return first and last name of « EL AMRANI Sarah »: capitals write the last name.

    Without a word in capitals nothing tells them apart: all of it is the last name, to correct.
    """
    words = text.split(" ")
    last = [word for word in words if len(word) > 1 and word == word.upper()]
    if not last or len(last) == len(words):
        return "", text
    return " ".join(word for word in words if word not in last), " ".join(last)
