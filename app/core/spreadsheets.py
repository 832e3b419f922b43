"""Tables people bring, a workbook or cells pasted from one: rows of texts, or a refusal in French.

A workbook is read in another process under limits (`spreadsheet_reader.py`): what a file made on
purpose could do to a reader, it does there. Source of the limits: spec/trust.md, A8.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from app.core.errors import DomainError
from app.core.spreadsheet_reader import LONGEST_CELL, LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS
from app.core.typography import NBSP, typo

Rows = list[list[str]]

LARGEST_FILE = 2 * 1024 * 1024
LONGEST_WAIT = 10
"""Seconds, on a machine that does other things too."""
READER = Path(__file__).with_name("spreadsheet_reader.py")
SEPARATORS = "\t;"

UNREADABLE = typo(
    "Ce fichier n’a pas pu être lu. Enregistrez votre liste au format .xlsx ou .ods, ou copiez ses "
    "cellules et collez-les ici."
)
REFUSALS: dict[str, str] = {
    "unreadable": UNREADABLE,
    "locked": typo(
        "Ce fichier est protégé par un mot de passe, ou d’un ancien format. Enregistrez-le au "
        "format .xlsx sans mot de passe, ou copiez ses cellules et collez-les ici."
    ),
    "too_much": typo(
        "Ce fichier est trop lourd pour une liste d’élèves. Copiez ses cellules et collez-les ici."
    ),
    "too_many_rows": typo(
        f"Une liste compte 2{NBSP}000 lignes et {MOST_COLUMNS} colonnes au plus. Copiez seulement "
        "les cellules des élèves et collez-les ici."
    ),
}


class UnreadableTableError(DomainError):
    """The table cannot be read; the message says what to do."""

    status = 422


def read_workbook(content: bytes, refusals: Mapping[str, str] = REFUSALS) -> Rows:
    """Return the rows of the first sheet of an .xlsx or .ods file.

    Args:
        refusals: what to say, by code of the reader, of something else than a list of pupils.

    Raises:
        UnreadableTableError: not such a file, locked, or too much for a list of people.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableTableError(refusals["too_much"])
    try:
        finished = subprocess.run(  # noqa: S603 - our own script, no argument comes from outside
            [sys.executable, "-I", str(READER)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableTableError(refusals["too_much"]) from error
    if finished.returncode != 0:
        raise UnreadableTableError(refusals["unreadable"])
    answer = json.loads(finished.stdout)
    if "refused" in answer:
        raise UnreadableTableError(refusals[answer["refused"]])
    rows: Rows = answer["rows"]
    return rows


def read_pasted(text: str) -> Rows:
    """Return the rows of cells pasted from a spreadsheet: between tabs, else between semicolons.

    Raises:
        UnreadableTableError: more rows, columns or text than a list of people.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableTableError(REFUSALS["too_many_rows"])
    separator = next((mark for mark in SEPARATORS if mark in text), "\t")
    try:
        rows = _cells_of(text, separator, csv.QUOTE_MINIMAL)
    except csv.Error:  # a quote that never closes is a character like any other
        try:
            rows = _cells_of(text, separator, csv.QUOTE_NONE)
        except csv.Error as error:
            raise UnreadableTableError(REFUSALS["too_much"]) from error
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise UnreadableTableError(REFUSALS["too_many_rows"])
    return rows


def _cells_of(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True
    )
    return [[cell[:LONGEST_CELL] for cell in line] for line in lines]
