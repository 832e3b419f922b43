"""An association away from the screen: takes its list, fills it in, brings it back."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from app.core.db import db
from app.core.typography import NBSP
from app.referrals.models import OfflineReturn, Referral
from app.referrals.service.following import Start, start_mentoring
from tests.factories import accept, get_last_assignment
from tests.referrals.scenes import actor_of, send_lina
from tests.support.client import Browser
from tests.support.page import Page

HERE = "/demandes/hors-ligne"
LIST = f"{HERE}/liste.xlsx"
CHECK, DO = "Vérifier la liste", "Faire"
SHEET = "À faire"
HEADING_ROW = 2


def taken(content: bytes) -> Workbook:
    """Open the workbook that was taken away."""
    return load_workbook(BytesIO(content))


def take(browser: Browser, path: str = LIST) -> Workbook:
    """Download the list and open it."""
    return taken(browser.send("GET", path).get_data())


def saved(book: Workbook) -> bytes:
    """Save a workbook as it is."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Worksheet) -> dict[str, int]:
    """Return the place of each heading, its spaces plain."""
    return {cell.value.replace(NBSP, " "): cell.column for cell in sheet[HEADING_ROW]}


def cells(book: Workbook) -> list[dict[str, Any]]:
    """Return what each row says, by heading."""
    sheet = book[SHEET]
    rows = sheet.iter_rows(min_row=HEADING_ROW + 1, values_only=True)
    return [dict(zip(columns(sheet), row, strict=True)) for row in rows]


def row_of(book: Workbook, reference: str) -> int:
    """Return the number of the row of a request."""
    sheet = book[SHEET]
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == reference)


def fill(book: Workbook, referral: Referral, **answers: Any) -> Workbook:
    """Fill in the row of a request: `fill(book, lina, Action="Accepter")`; _ stands for a space."""
    places, number = columns(book[SHEET]), row_of(book, referral.reference)
    for title, value in answers.items():
        book[SHEET].cell(number, places[title.replace("_", " ")]).value = value
    return book


def bring(
    browser: Browser, content: bytes, name: str = "liste.xlsx", status: int | None = None
) -> Page:
    """Bring a file back."""
    return browser.submit(HERE, {"file": (content, name)}, CHECK, status=status)


def bring_filled(browser: Browser, filled: Mapping[Referral, Mapping[str, Any]]) -> Page:
    """Take the list, fill in rows, bring it back."""
    book = take(browser)
    for referral, answers in filled.items():
        fill(book, referral, **answers)
    return bring(browser, saved(book))


def results(page: Page) -> list[tuple[str, str]]:
    """Return what the page says of each row: the verdict and why."""
    return [(row["Résultat"], row["Détail"]) for row in page.table_rows()]


def returns() -> list[OfflineReturn]:
    """Return the lists that came back, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(OfflineReturn).order_by(OfflineReturn.id)))


def send_accepted(**answers: Any) -> Referral:
    """Return a request the Afev has accepted."""
    referral = send_lina(**answers)
    accept(referral, actor_of("theo.marchand"))
    return referral


def send_started(start: Start, **answers: Any) -> Referral:
    """Return a request whose mentoring goes on at the Afev."""
    referral = send_accepted(**answers)
    version = get_last_assignment(referral).version
    start_mentoring(referral.reference, version, start, actor_of("theo.marchand"))
    return referral
