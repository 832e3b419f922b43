"""The workbook, opened by LibreOffice, says what the base says."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from app.core import clock
from app.core.db import db
from app.core.formats import date_text
from app.core.school_year import school_year_start
from app.core.xlsx import Kind
from app.reports.workbooks import build_workbook
from app.reports.workbooks.referrals import REFERRAL_COLUMNS
from tests.support import demo, office
from tests.support.office import Line


@dataclass
class Opened:
    """A workbook as made, as LibreOffice shows it, and answers of the base it was made from."""

    content: bytes
    sheets: dict[str, list[Line]]
    answers: dict[str, list[tuple[Any, ...]]]

    @property
    def rubrics(self) -> list[str]:
        """The rubrics of the sheet « Synthèse », as often as they have lines."""
        return [line["Rubrique"] for line in self.sheets["Synthèse"]]

    def number(self, rubric: str, indicator: str) -> str:
        """Return a number of the sheet « Synthèse »."""
        found = [
            line["Nombre"]
            for line in self.sheets["Synthèse"]
            if (line["Rubrique"], line["Indicateur"]) == (rubric, indicator)
        ]
        assert len(found) == 1, indicator
        return found[0]


QUESTIONS = {
    "places": """
        SELECT name, stated,
          (SELECT count(*) FROM assignment a WHERE a.programme_id = p.id
             AND a.state IN ('accepted', 'started')),
          (SELECT count(*) FROM assignment a WHERE a.programme_id = p.id
             AND a.state IN ('proposed', 'info_requested'))
        FROM programme p""",
    "referrals": "SELECT reference, state, submitted_at FROM referral WHERE submitted_at >= :start",
    "origins": """
        SELECT o.kinds LIKE '%"college%', count(*) FROM referral r
        JOIN organisation o ON o.id = r.organisation_id WHERE submitted_at >= :start GROUP BY 1""",
    "delays": """
        SELECT p.name, a.answer_days FROM assignment a
        JOIN programme p ON p.id = a.programme_id
        WHERE a.answer_days IS NOT NULL AND a.answered_at >= :start""",
    "last": """
        SELECT p.name, count(*) FROM assignment a JOIN programme p ON p.id = a.programme_id
        JOIN referral r ON r.id = a.referral_id
        WHERE a.id IN (SELECT max(id) FROM assignment GROUP BY referral_id)
        AND r.submitted_at >= :start
        GROUP BY p.name""",
}


def text_of(day: date) -> str:
    """Return how SQLite writes the instant a day begins in Roubaix: UTC, compared as text."""
    return str(datetime.combine(day, time.min, clock.PARIS).astimezone(UTC))[:19]


@pytest.fixture(scope="module")
def opened(prepared_demo, tmp_path_factory) -> Opened:
    """The workbook of the demonstration."""
    folder = tmp_path_factory.mktemp("classeur")
    with demo.open_demo(prepared_demo, folder).app_context():
        content = build_workbook(1, clock.today())
        start = text_of(school_year_start(clock.today()))
        answers = {
            name: [tuple(row) for row in db.session.execute(text(question), {"start": start})]
            for name, question in QUESTIONS.items()
        }
        db.session.remove()
        db.engine.dispose()
    return Opened(content, office.open_workbook(content, folder), answers)


def test_it_holds_the_sheets_of_a_committee(opened):
    assert load_workbook(BytesIO(opened.content)).sheetnames == [
        "Synthèse",
        "Places",
        "Demandes",
        "Délais",
        *("Indicateurs", "Répartitions", "Bilan", "Impact"),
        "Lecture",
    ]


def test_places_are_those_of_the_base(opened):
    shown = {
        (
            line["Association"],
            *(int(line[c]) for c in ("Places déclarées", "Occupées", "Réservées")),
        )
        for line in opened.sheets["Places"]
    }

    assert shown == set(opened.answers["places"])


def test_totals_are_those_of_the_base(opened):
    stated, occupied, reserved = (
        sum(row[column] for row in opened.answers["places"]) for column in (1, 2, 3)
    )

    assert stated == 432
    today = f"Aujourd’hui, {date_text(clock.today())}"
    assert opened.number(today, "Places déclarées (au moins)") == str(stated)
    assert opened.number(today, "Places occupées (jeunes accompagnés)") == str(occupied)
    assert opened.number(today, "Places réservées, réponse attendue") == str(reserved)


def test_every_referral_has_one_line(opened):
    shown = [line["Référence"] for line in opened.sheets["Demandes"]]

    assert sorted(shown) == sorted(row[0] for row in opened.answers["referrals"])
    assert opened.number("Chiffres", "Demandes reçues") == str(len(shown))


def test_referrals_are_counted_by_association_as_in_the_base(opened):
    shown = Counter(line["Association"] for line in opened.sheets["Demandes"])
    shown.pop("", None)

    assert dict(shown) == dict(opened.answers["last"])


def test_statuses_and_weeks_sum_to_what_was_received(opened):
    received = len(opened.answers["referrals"])
    sums: dict[str, int] = defaultdict(int)
    for line in opened.sheets["Synthèse"]:
        sums[line["Rubrique"]] += int(line["Nombre"] or 0)

    assert sums["Où en sont les demandes"] == received
    assert sums["Demandes reçues par semaine"] == received


def test_colleges_are_counted_as_in_the_base(opened):
    colleges = dict(opened.answers["origins"])[1]
    (rubric,) = {r for r in opened.rubrics if r.startswith("Qui oriente, année scolaire")}

    assert opened.number(rubric, "Collèges") == str(colleges)


def test_delays_are_those_of_the_base(opened):
    days = defaultdict(list)
    for name, taken in opened.answers["delays"]:
        days[name].append(taken)

    for line in opened.sheets["Délais"]:
        answers = days[line["Association"]]
        median = statistics.median(answers) if len(answers) >= 5 else None
        shown = line["Délai médian (jours ouvrés)"].replace(",", ".")
        assert line["Réponses"] == str(len(answers))
        assert (float(shown) if shown else None) == median
        assert line["Réponses au-delà de l’objectif"] == str(sum(d > 5 for d in answers))


def test_dates_are_dates_and_years_are_numbers(opened):
    sheet = load_workbook(BytesIO(opened.content))["Demandes"]
    line = opened.sheets["Demandes"][0]

    dated = [c for c in REFERRAL_COLUMNS if c.kind is Kind.DATE]
    assert len(dated) == 4
    for column in dated:
        (cells,) = (c for c in sheet.columns if c[0].value == column.title)
        assert all(cell.is_date or cell.value is None for cell in cells[1:]), column.title
    assert datetime.strptime(line["Envoyée le"], "%d/%m/%Y").astimezone().year >= 2025
    assert 1990 < sheet["E2"].value < 2030


def test_nothing_is_computed_by_the_spreadsheet(opened):
    book = load_workbook(BytesIO(opened.content))

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}

    assert kinds <= {"s", "n", "d"}


def test_every_sheet_is_a_filtered_table_under_a_frozen_header(opened):
    for sheet in load_workbook(BytesIO(opened.content)):
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref == table.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"
        assert not sheet.merged_cells.ranges


def test_the_summary_draws_the_places_natively(opened):
    sheet = load_workbook(BytesIO(opened.content))["Synthèse"]

    (chart,) = sheet._charts
    assert chart.series[0].val.numRef.f == "'Places'!$D$2:$D$11"
