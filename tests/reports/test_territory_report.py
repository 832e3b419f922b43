"""The report of the territory: what lacks, what comes, what became of whom, where from."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.core.db import db
from app.reports.bars import list_bars
from app.reports.figures import Period, Total
from app.reports.readiness import YearCount, compare_years
from app.reports.territory_queries import count_territory
from app.reports.territory_report import say_waiting
from tests import factories
from tests.reports.pair_crowd import enter_pairs

YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
INSIDE = "r.submitted_at >= '2025-09-01' AND r.submitted_at < '2026-09-01'"
ATTENDED = """
  JOIN organisation o ON o.id = r.organisation_id
  LEFT JOIN organisation s ON s.id = r.school_id
"""


def ask(columns: str, where: str = INSIDE) -> dict:
    """Return the counts of the tests' own SQL; the crowd sends at noon, far from midnight."""
    key = (
        "CASE WHEN s.id IS NULL THEN o.sector ELSE s.sector END" if columns == "sector" else columns
    )
    rows: Any = db.session.execute(
        text(f"SELECT {key}, count(*) FROM referral r {ATTENDED} WHERE {where} GROUP BY {key}")  # noqa: S608 - words of this file
    )
    return dict(rows.all())


@pytest.mark.both_databases
def test_origins_are_those_of_the_sql(roubaix):
    enter_pairs(200)

    counts = count_territory(roubaix, YEAR)

    qpv = ask("r.qpv")
    assert counts.qpv == {"yes": qpv[True], "no": qpv[False], "unknown": qpv[None]}
    assert counts.networks.total() == sum(qpv.values())


@pytest.mark.both_databases
def test_the_sector_is_the_school_s_else_the_prescriber_s(roubaix):
    statement = "UPDATE organisation SET sector = CASE WHEN id % 3 = 0 THEN 'Centre' ELSE '' END"
    db.session.execute(text(statement))
    db.session.commit()
    enter_pairs(200)

    counts = count_territory(roubaix, YEAR)

    assert counts.sectors == ask("sector")
    assert set(counts.sectors) == {"Centre", ""}


@pytest.mark.both_databases
def test_the_years_add_up_to_the_referrals_of_each(roubaix):
    enter_pairs(200)

    counts = count_territory(roubaix, Period(date(2026, 11, 2), date(2026, 11, 27)))

    since = "r.submitted_at >= '2026-09-01' AND r.submitted_at < '2026-11-28'"
    assert counts.this_year.total() == sum(ask("r.qpv", since).values())
    assert counts.last_year.total() == sum(ask("r.qpv").values())


@pytest.mark.both_databases
def test_a_waiting_young_person_counts_for_each_possible_association(roubaix):
    college = factories.make_prescriber()
    for slug in ("afev", "lacle", "proxite", "telemaque", "anaf", "article1"):
        factories.state_places(slug, 0)
    for _ in range(6):
        factories.make_referral(college, situation="4e", age=13)

    counts = count_territory(roubaix, YEAR)

    options = "SELECT count(*) FROM waiting_option w JOIN referral r ON r.id = w.referral_id"
    assert counts.waiting == {"college": 6}
    assert counts.options.total() == db.session.scalar(text(options))
    assert counts.options["college", "afev"] == 6
    assert counts.placeable == 6


@pytest.mark.parametrize(
    "waiting,placeable,said",
    [
        (26, 13, " : 13 pourraient aller à une association au moins, 13 n’ont aucune"),
        (26, 24, "."),
        (26, 2, "."),
        (26, 26, " : chacun pourrait aller à une association au moins."),
        (26, 0, " : aucun n’a d’association possible."),
        (0, 0, "."),
    ],
)
def test_how_many_could_go_nowhere_is_said_unless_they_are_few(waiting, placeable, said):
    words = say_waiting(waiting, placeable).replace("\u00a0", " ")

    assert words.split("aujourd’hui")[1].startswith(said)


def test_the_page_says_where_places_lack(manager, roubaix):
    college = factories.make_prescriber()
    for slug in ("afev", "lacle", "proxite", "telemaque"):
        factories.state_places(slug, 0)
    for _ in range(6):
        factories.make_referral(college, situation="4e", age=13)

    page = manager.get("/tableau-de-bord/bilan")

    assert "6 jeunes attendent aujourd’hui : chacun pourrait aller à une" in page.text
    row = page.table_row("Afev", "section[aria-labelledby=manque] table")
    assert (row["Collège"], row["École"], row["Places libres"]) == ("6", "0", "0")
    assert page.one("section[aria-labelledby=manque] td.t3").get_text() == "6"


def test_fewer_than_five_who_wait_are_not_told(manager, roubaix):
    for slug in ("afev", "lacle", "proxite", "telemaque"):
        factories.state_places(slug, 0)
    factories.make_referral(factories.make_prescriber(), situation="4e", age=13)

    page = manager.get("/tableau-de-bord/bilan")

    row = page.table_row("Afev", "section[aria-labelledby=manque] table")
    assert [row[stage] for stage in ("École", "Collège", "Lycée")] == ["masqué", "masqué", "0"]


def test_the_week_that_reaches_the_places_is_said():
    last = YearCount(YEAR, {date(2025, 9, 1): 6, date(2026, 3, 16): 6, date(2026, 6, 1): 1})
    this = YearCount(Period(date(2026, 9, 1), date(2026, 9, 9)), {date(2026, 8, 31): 3})

    ready = compare_years(this, last, Total(12, False, False, 0, 0, 12))

    assert ready.sentence == (
        "2026-2027\u00a0: 3\u00a0demandes, moins que de places déclarées\u00a0; 2025-2026\u00a0: "
        "13\u00a0demandes, autant que de places dès la semaine du 16\u00a0mars."
    )
    assert ready.lines[:3] == ((1, 3, 6), (2, 3, 6), (3, None, 6))
    assert len(ready.lines) == 53


def test_a_hidden_bar_has_no_width_and_no_share():
    five, hidden = list_bars(["A", "B"], (5, None), 10)

    assert (five.width, five.text, five.share) == (100, "5", "50\u00a0%")
    assert (hidden.width, hidden.text, hidden.share) == (0, "masqué", "")


def test_the_brochure_stands_beside_and_apart(manager):
    page = manager.get("/tableau-de-bord/bilan")

    row = page.table_row("confiance", "section[aria-labelledby=impact] table")
    assert (row["Roubaix"], row["Réponses"], row["Brochure, France"]) == ("–", "0", "84 %")
