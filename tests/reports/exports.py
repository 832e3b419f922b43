"""What the tests of large workbooks share: asking, making, reading what is on the disk."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import current_app
from openpyxl import Workbook, load_workbook
from sqlalchemy import select, update

from app.core import clock
from app.core.db import db
from app.reports.choices import read_choice
from app.reports.making import make_next_workbook
from app.reports.models import ExportRequest
from app.reports.requests import ask_for_workbook
from app.reports.rules import ABANDONED_AFTER, DIRECT_ROWS
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of
from tests.support.page import Page

LARGE = DIRECT_ROWS + 1_000
LIST = "/exports/navette.xlsx?classeur=demandes"


def fill_the_city(size: int = LARGE) -> None:
    """Enter so many referrals that a workbook of them is the worker's."""
    make_crowd(size, varied=True)


def ask(who: str = "helene.vasseur", **query: str) -> ExportRequest:
    """Ask for the list of referrals, as somebody."""
    choice = read_choice({"classeur": "demandes", **query}, clock.today())
    reference = ask_for_workbook(choice, actor_of(who))
    return asked(reference)


def asked(reference: str) -> ExportRequest:
    """Return a request as it is in the base now."""
    db.session.rollback()
    found = select(ExportRequest).where(ExportRequest.reference == reference)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def make_next() -> bool:
    """Do one turn of the worker."""
    return make_next_workbook(threading.Event())


def change(request: ExportRequest, **values: Any) -> None:
    """Write something of a request, as time or a killed worker would."""
    own = ExportRequest.id == request.id
    db.session.execute(update(ExportRequest).where(own).values(**values))
    db.session.commit()


def fall_silent(request: ExportRequest) -> None:
    """Let the last sign of life of a workbook be too old."""
    change(request, beat_at=clock.now() - ABANDONED_AFTER - timedelta(seconds=1))


def files() -> list[Path]:
    """Return the workbooks on the disk."""
    return sorted(current_app.config["SETTINGS"].export_folder.glob("*"))


def book_of(page: Page) -> Workbook:
    """Return the workbook that an answer is, read to its last byte."""
    return load_workbook(BytesIO(page.response.get_data()))


def sheet_rows(book: Workbook, title: str, header: int = 1) -> list[Mapping[str, Any]]:
    """Return the rows of a sheet: heading -> value."""
    headings, *rows = book[title].iter_rows(min_row=header, values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]
