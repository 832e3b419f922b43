"""The pages of figures: one period for all, formulas written, few statements, light pages."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from app.core.db import db
from app.referrals.rules import ReferralState
from tests import factories
from tests.reports.pair_crowd import enter_pairs

PAGES = (
    "/tableau-de-bord",
    "/tableau-de-bord/bilan",
    "/indicateurs",
    "/indicateurs/etablissements",
)
WHOLE_YEARS = ("/tableau-de-bord/bilan", "/indicateurs/etablissements")
LAST_YEAR = "?periode=annee&annee=2025"


@pytest.fixture
def thursday(frozen):
    """Stop the clock on Thursday 26 November 2026."""
    frozen(datetime(2026, 11, 26, 9, 30, tzinfo=PARIS))
    return frozen


@pytest.mark.parametrize("path", sorted(set(PAGES) - set(WHOLE_YEARS)))
def test_a_period_is_chosen_with_a_button(thursday, manager, path):
    page = manager.get(f"{path}?periode=mois&mois=2026-10")

    assert "Octobre 2026, du 1 er au 31 octobre 2026." in page.text
    assert page.all("details.plus button") == ["Afficher"] * 3
    assert [page.value(name) for name in ("annee", "mois", "du", "au")] == [
        "2026",
        "2026-10",
        "01/10/2026",
        "31/10/2026",
    ]


@pytest.mark.parametrize("path", WHOLE_YEARS)
def test_who_they_are_is_told_over_a_school_year(thursday, manager, path):
    page = manager.get(f"{path}?periode=mois&mois=2026-10")

    assert "Année scolaire 2026-2027, du 1 er septembre au 26 novembre 2026." in page.text
    assert page.alerts[0].startswith("Cette page porte sur une année scolaire")
    assert manager.get(f"{path}?periode=annee&annee=2026").alerts == []


@pytest.mark.parametrize(
    "asked,said",
    [
        (LAST_YEAR, "2025-2026, du 1 er septembre 2025 au 31 août 2026."),
        ("?du=1/11/2026&au=21/11/2026", "Du 1 er au 21 novembre 2026."),
        ("?mois=2026-10", "Octobre 2026, du 1 er au 31 octobre 2026."),
    ],
)
def test_the_days_of_a_period_are_said_in_full_where_they_differ(thursday, manager, asked, said):
    assert said in manager.get(f"/tableau-de-bord{asked}").text


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_figures_keep_the_period(thursday, manager, path):
    page = manager.get(f"{path}?periode=mois&mois=2026-10")

    links = [link["href"] for link in page.soup.select(".onglets a")]

    assert links == [f"{other}?periode=mois&mois=2026-10" for other in PAGES]


def test_a_date_that_is_none_is_said_and_kept(thursday, manager):
    page = manager.get("/tableau-de-bord?periode=perso&du=31/02/2026&au=3/11/2026")

    assert page.alerts == ["« 31/02/2026 » n’est pas une date : voici l’année scolaire 2026-2027."]
    assert (page.value("du"), page.value("au")) == ("31/02/2026", "3/11/2026")


def test_the_dashboard_counts_the_period_and_says_what_is_of_today(frozen, sign_in, record):
    frozen(datetime(2026, 10, 15, 12, tzinfo=PARIS))
    record(ReferralState.PROPOSED)
    db.session.commit()
    frozen(datetime(2026, 11, 26, 12, tzinfo=PARIS))
    manager = sign_in("helene.vasseur")

    cards = {
        month: manager.get(f"/tableau-de-bord?mois=2026-{month}").all(".chiffre dd")
        for month in (10, 11)
    }

    assert cards[10][1] == "1 pendant la période"
    assert cards[11][1] == "0 0 ces deux dernières semaines"
    assert cards[10][0].startswith("0 aujourd’hui, sur ")


def test_each_indicator_says_how_it_is_counted(manager, roubaix):
    enter_pairs(120)

    page = manager.get(f"/indicateurs{LAST_YEAR}")

    rows = page.table_rows("section[aria-labelledby=calculs] table")
    assert len(rows) == 7
    assert all(len(row["Calcul"]) > 60 and row["Valeur"] for row in rows)
    assert "relais avant six mois" in page.table_row("6 mois ou plus")["Calcul"]


def test_what_is_not_asked_is_said(manager):
    page = manager.get("/indicateurs")

    row = page.table_row("handicap", "section[aria-labelledby=g-publics] table")
    assert row["Binômes actifs"] == "–"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_figures_costs_few_statements_whatever_the_size(
    manager, roubaix, query_counter, path
):
    enter_pairs(20)
    with query_counter as small:
        manager.get(path + LAST_YEAR)
    few = small.count
    factories.make_manager()

    enter_pairs_again(300)
    with query_counter as large:
        manager.get(path + LAST_YEAR)

    assert large.count == few <= 6


def enter_pairs_again(how_many: int) -> None:
    """Enter more pairs, under other references."""
    enter_pairs(how_many, seed=7, first=10_000)


def test_no_page_shows_a_small_count_by_school(manager, roubaix):
    enter_pairs(200)

    rows = manager.get(f"/indicateurs/etablissements{LAST_YEAR}").table_rows()

    counts = [row[name] for row in rows for name in ("Commencés", "Actifs", "Terminés")]
    assert "masqué" in counts
    assert {"1", "2", "3", "4"} & set(counts) == set()


def test_the_committee_paper_asks_the_nine_questions_and_links_to_no_list(manager, roubaix):
    enter_pairs(60)

    page = manager.get(f"/tableau-de-bord/comite{LAST_YEAR}")

    questions = [words for words in page.all("h2") if words.endswith("?")]
    assert len(questions) == 9
    figures = dict(zip(page.all(".recap--court dt"), page.all(".recap--court dd"), strict=True))
    wait = figures["Délai médian, de la demande à la première rencontre"]
    assert wait == "0 jour ouvré"
    assert page.all("#origines ~ h3") == ["Pour quelle étape du parcours ?"]
    assert page.soup.select('.comite a[href^="/demandes"]') == []
