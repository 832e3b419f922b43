"""Every sheet of every workbook says what the base says, by SQL written apart."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from app.core import clock
from app.core.db import db
from app.core.plain_text import alphabetical
from app.core.school_year import school_year_start
from app.reports.choices import Workbook, read_choice
from app.reports.workbooks import count_lines, write_order
from app.reports.workbooks.order import nobody_of, order_of
from tests.factories import get_programme
from tests.reports.exports import sheet_rows
from tests.support import demo

Sheets = dict[str, list[dict[str, Any]]]
STATES = """SELECT p.name, a.state, count(*) FROM assignment a
    JOIN programme p ON p.id = a.programme_id WHERE a.proposed_at >= :start GROUP BY 1, 2"""
ACCEPTED = {"accepted", "started", "completed", "ended_early", "transferred"}
SENDERS = """SELECT CASE WHEN o.kinds LIKE '%"ase"%' OR o.kinds LIKE '%"pjj"%'
      THEN 'Partenaire habilité' ELSE o.name END, count(*)
    FROM referral r JOIN organisation o ON o.id = r.organisation_id
    WHERE r.submitted_at >= :start GROUP BY 1"""


def instant(day: date) -> str:
    """Return how SQLite writes the instant a day begins in Roubaix: UTC, compared as text."""
    return str(datetime.combine(day, time.min, clock.PARIS).astimezone(UTC))[:19]


@pytest.fixture(scope="module")
def city(prepared_demo, tmp_path_factory):
    """The demonstration, to ask SQL and workbooks."""
    with demo.open_demo(prepared_demo, tmp_path_factory.mktemp("totaux")).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def ask(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return the answer of the base to plain SQL."""
    start = instant(school_year_start(clock.today()))
    return [tuple(row) for row in db.session.execute(text(sql), {"start": start, **values})]


def open_sheets(**query: str) -> Sheets:
    """Return the sheets of a workbook, as heading -> value."""
    order = order_of(nobody_of(1), read_choice(query, clock.today()), clock.today())
    book = load_workbook(BytesIO(write_order(order)))
    sheets = {title: [dict(row) for row in sheet_rows(book, title)] for title in book.sheetnames}
    main = [rows for title, rows in sheets.items() if title in {"Demandes", "Propositions"}]
    assert count_lines(order) == sum(len(rows) for rows in main)
    return sheets


def test_referrals_are_those_of_the_base(city):
    lines = open_sheets(classeur="demandes")["Demandes"]

    shown = [line["Référence"] for line in lines]
    assert shown == [
        row[0] for row in ask("SELECT reference FROM referral ORDER BY submitted_at, id")
    ]


def test_a_filtered_list_holds_what_the_filter_asks(city):
    lines = open_sheets(classeur="demandes", statut="en_cours", association="afev")["Demandes"]

    wanted = ask(
        """SELECT r.reference FROM referral r
           JOIN assignment a ON a.id = (SELECT max(id) FROM assignment WHERE referral_id = r.id)
           JOIN programme p ON p.id = a.programme_id
           WHERE r.state = 'mentoring' AND p.slug = 'afev'"""
    )
    assert {line["Référence"] for line in lines} == {row[0] for row in wanted}
    assert lines


def test_a_month_holds_what_was_sent_in_it(city):
    first = clock.today().replace(day=1)
    lines = open_sheets(classeur="demandes", mois=f"{first:%Y-%m}")["Demandes"]

    sent = ask("SELECT count(*) FROM referral WHERE submitted_at >= :first", first=instant(first))
    assert len(lines) == sent[0][0]


def test_proposals_are_counted_by_association_as_in_the_base(city):
    rows = {row["Association"]: row for row in open_sheets(classeur="associations")["Associations"]}

    states: dict[str, Counter[str]] = {name: Counter() for name in rows}
    for name, state, number in ask(STATES):
        states[name][state] += number
    for name, row in rows.items():
        assert row["Propositions"] == states[name].total()
        assert row["Acceptées"] == sum(states[name][state] for state in ACCEPTED)
        assert row["Déclinées"] == states[name]["declined"]
        assert row["Sans réponse"] == states[name]["expired"]
        assert row["Attendent une réponse"] == sum(
            states[name][state] for state in ("proposed", "info_requested")
        )


def test_mentorings_are_counted_by_association_as_in_the_base(city):
    rows = open_sheets(classeur="associations")["Associations"]

    begun = ask(
        """SELECT p.name, count(a.started_on), sum(a.state = 'completed'),
             sum(a.state = 'ended_early') FROM programme p
           LEFT JOIN assignment a ON a.programme_id = p.id AND a.proposed_at >= :start
           GROUP BY 1 ORDER BY 1"""
    )
    shown = [
        (r["Association"], r["Accompagnements commencés"], r["Terminés"], r["Interrompus"])
        for r in rows
    ]
    assert sorted(shown) == [
        (name, started, ended or 0, broken or 0) for name, started, ended, broken in begun
    ]


def test_every_proposal_has_one_line(city):
    sheets = open_sheets(classeur="associations", association="duo")

    lines = Counter(line["Référence"] for line in sheets["Propositions"])
    wanted = ask(
        """SELECT r.reference FROM assignment a JOIN referral r ON r.id = a.referral_id
           JOIN programme p ON p.id = a.programme_id
           WHERE p.slug = 'duo' AND a.proposed_at >= :start"""
    )
    assert lines == Counter(row[0] for row in wanted)
    assert [row["Association"] for row in sheets["Associations"]] == ["DUO for a JOB"]


def test_schools_sum_to_what_each_sent(city):
    sheets = open_sheets(classeur="etablissements")

    shown = {r["Établissement ou service"]: r["Demandes"] for r in sheets["Établissements"]}
    assert shown == dict(ask(SENDERS))
    assert sum(shown.values()) == len(sheets["Demandes"])


def test_statuses_of_a_school_sum_to_its_referrals(city):
    for row in open_sheets(classeur="etablissements")["Établissements"]:
        _name, _kind, total, *statuses = row.values()
        assert sum(statuses) == total


@pytest.mark.parametrize("days_ago", [1, 20, 60])
def test_places_of_a_past_day_are_those_of_the_ledger(city, days_ago):
    day = clock.today() - timedelta(days=days_ago)
    rows = open_sheets(classeur="places", jour=day.isoformat())["Places"]

    stated = "SELECT p.name, sum(e.delta_stated) FROM programme p, capacity_entry e"
    taken = "SELECT p.name, sum(e.delta_taken) FROM programme p, capacity_entry e"
    own = " WHERE e.programme_id = p.id AND "
    by_day = dict(ask(f"{stated}{own}e.effective_on <= :day GROUP BY 1", day=day.isoformat()))
    end = instant(day + timedelta(days=1))
    by_instant = dict(ask(f"{taken}{own}e.created_at < :end GROUP BY 1", end=end))
    shown = {r["Association"]: (r["Places déclarées"], r["Prises"]) for r in rows}
    assert shown == {name: (n, by_instant.get(name, 0)) for name, n in by_day.items()}
    assert {r["Au soir du"].date() for r in rows} == {day}


def test_places_of_today_are_those_of_the_counters(city):
    rows = open_sheets(classeur="places", association="afev")["Places"]

    shown = [
        (r["Association"], r["Places déclarées"], r["Occupées"] + r["Réservées"]) for r in rows
    ]
    assert shown == ask("SELECT name, stated, taken FROM programme WHERE slug = 'afev'")


def test_places_of_a_closed_association_are_not_free(city):
    get_programme("afev").is_open = False
    db.session.flush()

    (row,) = open_sheets(classeur="places", association="afev")["Places"]

    db.session.rollback()
    assert (row["Libres"], row["Tension"]) == (0, "fermée")


def test_delays_of_a_period_are_those_of_the_base(city):
    first = clock.today().replace(day=1)
    rows = open_sheets(classeur="delais", mois=f"{first:%Y-%m}")["Délais"]

    answers = ask(
        """SELECT p.name, count(a.id), coalesce(sum(a.answer_days > 5), 0) FROM programme p
           LEFT JOIN assignment a ON a.programme_id = p.id AND a.answered_at >= :first
             AND a.answer_days IS NOT NULL GROUP BY 1 ORDER BY 1""",
        first=instant(first),
    )
    kept = [(r["Association"], r["Réponses"], r["Réponses au-delà de l’objectif"]) for r in rows]
    assert sorted(kept) == answers
    assert [name for name, *_ in kept] == sorted((name for name, *_ in kept), key=alphabetical)


@pytest.mark.parametrize("workbook", Workbook)
def test_every_workbook_says_what_it_is(city, workbook):
    lines = open_sheets(classeur=workbook.value)["Lecture"]

    said = {line["Rubrique"]: line["Lecture"] for line in lines}
    assert said["Établi le"]
    reader = "Les membres du comité" if workbook is Workbook.SHARED else "L’équipe de pilotage"
    assert said["Qui peut le lire\u00a0?"].startswith(reader)
