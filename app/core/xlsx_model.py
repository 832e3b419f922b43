"""A workbook to fill in: headings, drop-down lists, a sheet of help. No formula.

The words of the drop-downs stand in a sheet of their own: a list written in the rule itself holds
255 characters at most, and cannot hold a comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from app.core.typography import typo
from app.core.xlsx import Kind, header_cell, write_cell

LAST_ROW = 500
"""Rows that have a drop-down."""
WORDS = "Listes"
HELP = "Aide"
HELP_WIDTHS = (30, 90)


@dataclass(frozen=True, slots=True)
class Question:
    """One column to fill in: its heading, what its sheet of help says, the words it offers."""

    title: str
    help: str
    width: int = 16
    words: Sequence[str] = ()


def write_form(title: str, author: str, sheet: str, questions: Sequence[Question]) -> bytes:
    """Return the bytes of a workbook with one empty row under its headings.

    Args:
        title: of the document.
        author: of the document: the product, never a person.
        sheet: the name of the sheet to fill in; every cell of it is a text, so that a telephone
            number keeps its zero and a date is read as it was typed.
    """
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = author
    book.properties.language = "fr"
    page, told, words = (book.create_sheet(name) for name in (sheet, HELP, WORDS))
    page.freeze_panes = told.freeze_panes = "A2"
    _size(told, HELP_WIDTHS)
    _size(page, [question.width for question in questions])
    for rank in range(1, len(questions) + 1):
        page.column_dimensions[get_column_letter(rank)].number_format = Kind.TEXT.value
    page.append([header_cell(page, question.title) for question in questions])
    told.append([header_cell(told, "Colonne"), header_cell(told, "Ce qu’on y écrit")])
    for question in questions:
        told.append([write_cell(told, t, Kind.TEXT) for t in (question.title, typo(question.help))])
    _offer(page, words, questions)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(page: Any, words: Any, questions: Sequence[Question]) -> None:
    """Give the cells of each column the list of its words; another word may still be typed."""
    listed = [question for question in questions if question.words]
    longest = max((len(question.words) for question in listed), default=0)
    _size(words, [32] * len(listed))
    words.append([header_cell(words, question.title) for question in listed])
    for rank in range(longest):
        texts = (q.words[rank] if rank < len(q.words) else "" for q in listed)
        words.append([write_cell(words, text, Kind.TEXT) for text in texts])
    for rank, question in enumerate(listed, start=1):
        source, target = get_column_letter(rank), get_column_letter(questions.index(question) + 1)
        rule = DataValidation(
            type="list",
            formula1=f"{WORDS}!${source}$2:${source}${len(question.words) + 1}",
            allow_blank=True,
            showErrorMessage=False,
        )
        rule.add(f"{target}2:{target}{LAST_ROW}")
        page.data_validations.append(rule)


def _size(page: Any, widths: Sequence[int]) -> None:
    for rank, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(rank)].width = width
