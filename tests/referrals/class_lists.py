"""A class list as a prescriber pastes it, and what is read back."""

from collections.abc import Iterable

from sqlalchemy import select

from app.core.db import db
from app.referrals.list_lines import Line, lines_from_json
from app.referrals.models import ClassList, Referral
from tests.support.client import Browser
from tests.support.page import Page

IMPORT = "/demandes/import"
CHECK = "Vérifier la liste"
SEND = "Envoyer"
HEADINGS = ("Nom", "Prénom", "Né(e) le", "Classe", "Objectifs", "Responsable légal", "Tél.")
LINA = ("Carpentier", "Lina", "08/03/2013", "4e B", "Orientation", "Nadège C.", "06 39 98 12 34")
AMIR = ("Benali", "Amir", "12/07/2012", "4e B", "Orientation", "Sonia B.", "06 39 98 12 35")
THEO = ("Nguyen", "Théo", "21/01/2013", "4e B", "Orientation", "Mai N.", "06 39 98 12 36")
INES = ("Lopez", "Inès", "31/02/2012", "4e B", "Orientation", "Rosa L.", "06 39 98 12 37")
CLASS = (LINA, AMIR, INES)


def pasted(*pupils: Iterable[str], headings: Iterable[str] = HEADINGS) -> str:
    """Return cells as Excel puts them on the clipboard: the first pupil is on line 2."""
    return "\r\n".join("\t".join(row) for row in (headings, *pupils))


def pupils(count: int) -> list[tuple[str, ...]]:
    """Return as many pupils, of different names."""
    return [(f"Nom{rank:02}", f"Prénom{rank:02}", *LINA[2:]) for rank in range(count)]


def bring(browser: Browser, *rows: Iterable[str], **fields: object) -> Page:
    """Paste a list and go and check it."""
    return browser.submit(IMPORT, {"pasted": pasted(*(rows or CLASS)), **fields}, CHECK)


def agreed(*numbers: int) -> dict[str, bool]:
    """Return the boxes ticked for the agreement of these lines."""
    return {f"agreement-{number}": True for number in numbers}


def send(browser: Browser, *numbers: int, **fields: object) -> Page:
    """Tick the agreement of lines of the page in front, and send."""
    return browser.press(SEND, {**agreed(*numbers), **fields})


def lists() -> list[ClassList]:
    """Return the lists of the base, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(ClassList).order_by(ClassList.id)))


def lines() -> tuple[Line, ...]:
    """Return the lines of the last list of the base."""
    return lines_from_json(lists()[-1].lines)


def sent_names() -> list[str]:
    """Return who was referred, in order."""
    db.session.rollback()
    found = db.session.scalars(select(Referral).order_by(Referral.id))
    return [one.young_person.first_name for one in found]
