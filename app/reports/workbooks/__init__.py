"""The workbooks the managers take away: the figures of the screens, and pseudonymous lines."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import IO, assert_never

from app.auth.territories import read_territory
from app.core.db import read_as_of_now
from app.core.formats import date_text
from app.core.web import product_name
from app.core.xlsx import Sheet, save_workbook
from app.core.xlsx_charts import StackedBars
from app.reports.choices import Workbook, read_choice
from app.reports.fates import count_proposals
from app.reports.rows import count_rows
from app.reports.workbooks.associations import association_sheets
from app.reports.workbooks.committee import committee_sheets
from app.reports.workbooks.delays import delays_sheet
from app.reports.workbooks.order import Order, nobody_of, order_of
from app.reports.workbooks.places import places_sheet
from app.reports.workbooks.reading import reading_sheet
from app.reports.workbooks.referrals import referral_sheet
from app.reports.workbooks.schools import school_sheets


def build_workbook(territory_id: int, on: date) -> bytes:
    """Return the workbook of the committee, from 1 September to a day.

    Sheets: Synthèse (the figures of the dashboard and a chart of places), Places, Demandes (no
    name, no contact, no note, no date of birth, nothing an own public confirmed), Délais, those of
    the indicators, Lecture.
    """
    return write_order(order_of(nobody_of(territory_id), read_choice({}, on), on))


def write_order(order: Order) -> bytes:
    """Return the bytes of a workbook."""
    out = BytesIO()
    save_order(order, out)
    return out.getvalue()


def save_order(order: Order, out: IO[bytes]) -> None:
    """Write a workbook to a file open for bytes: all its sheets are of one instant."""
    read_as_of_now()
    sheets, charts = _sheets(order)
    territory = read_territory(order.territory_id).name
    title = f"{product_name()}, {territory}, situation au {date_text(order.on)}"
    save_workbook(out, title, product_name(), (*sheets, reading_sheet(order)), charts)


def count_lines(order: Order) -> int:
    """Return how many rows the one large table of a workbook will have; 0 when it has none."""
    match order.choice.workbook:
        case Workbook.COMMITTEE | Workbook.REFERRALS | Workbook.SCHOOLS:
            return count_rows(order.wanted)
        case Workbook.ASSOCIATIONS:
            programme = order.choice.filters.programme
            return count_proposals(order.territory_id, order.period, programme)
        case Workbook.SHARED | Workbook.PLACES | Workbook.DELAYS:
            return 0


def _sheets(order: Order) -> tuple[Sequence[Sheet], Sequence[StackedBars]]:
    match order.choice.workbook:
        case Workbook.COMMITTEE | Workbook.SHARED:
            return committee_sheets(order)
        case Workbook.REFERRALS:
            return (referral_sheet(order),), ()
        case Workbook.PLACES:
            return (places_sheet(order),), ()
        case Workbook.DELAYS:
            return (delays_sheet(order),), ()
        case Workbook.ASSOCIATIONS:
            return association_sheets(order), ()
        case Workbook.SCHOOLS:
            return school_sheets(order), ()
        case other:
            assert_never(other)
