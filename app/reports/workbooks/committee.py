"""The workbook of the committee: everything the dashboard says, and what it was counted from."""

from collections.abc import Sequence

from app.core.xlsx import Column, Kind, Sheet
from app.core.xlsx_charts import StackedBars
from app.reports import queries
from app.reports.boards import read_people
from app.reports.choices import Workbook
from app.reports.indicator_sheets import list_sheets
from app.reports.summary import Summary, list_lines
from app.reports.workbooks.delays import answers_sheet
from app.reports.workbooks.order import Order
from app.reports.workbooks.places import occupations_sheet, places_chart
from app.reports.workbooks.referrals import referral_sheet

SUMMARY_COLUMNS = (
    Column("Rubrique", width=30),
    Column("Indicateur", width=42),
    Column("Nombre", Kind.NUMBER, 10),
    Column("Part", Kind.SHARE, 8),
    Column("Mention", width=14),
)


def committee_sheets(order: Order) -> tuple[Sequence[Sheet], Sequence[StackedBars]]:
    """Return the figures of the dashboard, and their chart; for the team, the lines as well.

    Lines give back what the other sheets hide: the workbook that may be passed on has none.
    """
    territory_id, period, on = order.territory_id, order.period, order.on
    occupations = queries.list_occupations(territory_id, on)
    answers = queries.read_answers(territory_id, period)
    counts = queries.count_referrals(territory_id, period, on)
    people = read_people(territory_id, period, counts, on)
    summary = Summary(period, on, occupations, answers, counts, people)
    is_for_the_team = order.choice.workbook is Workbook.COMMITTEE
    sheets = (
        Sheet("Synthèse", "Synthese", SUMMARY_COLUMNS, list_lines(summary)),
        occupations_sheet(occupations),
        *((referral_sheet(order),) if is_for_the_team else ()),
        answers_sheet(answers.delays, counts.late),
        *list_sheets(territory_id, period, occupations, on),
    )
    return sheets, places_chart(occupations)
