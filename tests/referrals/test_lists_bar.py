"""What the filter bar offers each reader, and what an empty list says."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.factories import make_referral, state_places
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of, send_lina

LIST = "/demandes"


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def counted(page):
    return page.all(".compteur")[0]


def typed(page):
    return page.one("#f-du")["value"], page.one("#f-au")["value"]


@pytest.mark.both_databases
def test_a_manager_narrows_to_one_school_or_service(manager):
    send_lina()
    make_referral(actor_of("isabelle.carlier"))

    page = manager.get(LIST)
    options = page.all("select[name=etablissement] option")
    page = manager.press("Filtrer", {"etablissement": "ase-roubaix"})

    assert len(options) == 3  # those that referred somebody, and all
    assert counted(page) == "1 demande"
    assert "Maison Nord Solidarités" in page.all(".actifs a")[0]


@pytest.mark.parametrize("query", ["etablissement=ase-roubaix", "origine=ase"])
def test_only_a_manager_narrows_by_who_refers(coordinator, query):
    send_lina()

    page = coordinator.get(f"{LIST}?{query}")

    assert counted(page) == "1 demande"
    assert page.all(".actifs a") == []
    assert page.soup.select("select[name=etablissement], select[name=origine]") == []


@pytest.mark.both_databases
def test_the_reason_of_a_wait_is_a_filter(manager):
    for slug in ("afev", "lacle"):
        state_places(slug, 0)
    samira = actor_of("samira.haddad")
    make_referral(samira, situation="CE2", age=8, qpv=True)
    make_referral(samira, situation="GS", age=5, qpv=False)

    found = [counted(manager.get(f"{LIST}?motif={m}")) for m in ("complet", "aucune", "refus")]

    assert found == ["1 demande", "1 demande", "0 demande"]


def test_days_are_typed_as_people_write_them(manager):
    send_lina()
    manager.get(LIST)

    page = manager.press("Filtrer", {"du": "1/9/26", "au": "23 11 2026"})

    assert counted(page) == "1 demande"
    assert typed(page) == ("01/09/2026", "23/11/2026")
    said = ["Depuis le 1 er septembre 2026", "Jusqu’au 23 novembre 2026"]
    assert [link.split(" ,")[0] for link in page.all(".actifs a")[:2]] == said
    assert page.one("details.plus").has_attr("open")


def test_a_date_that_cannot_be_read_stays_in_its_field(manager):
    send_lina()

    page = manager.get(f"{LIST}?du=avant-hier&au=2026-11-30")

    assert typed(page) == ("avant-hier", "30/11/2026")


def test_the_oldest_may_come_first_and_pages_follow(manager):
    make_crowd(100)
    newest_first = pages_of(manager, LIST)

    oldest_first = pages_of(manager, f"{LIST}?tri=anciennes")

    assert len(set(newest_first)) == 100
    assert oldest_first == newest_first[::-1]
    assert manager.page.one("caption").get_text() == "Demandes, les plus anciennes d’abord"


def pages_of(browser, path):
    """Return the references of a list, page after page."""
    page = browser.get(path)
    seen = [row["Référence"] for row in page.table_rows("table.t-liste")]
    while page.soup.find("a", rel="next"):
        page = browser.click("Page suivante")
        seen += [row["Référence"] for row in page.table_rows("table.t-liste")]
    return seen


def test_an_association_is_offered_the_statuses_its_requests_can_have(coordinator):
    send_lina()

    offered = coordinator.get(LIST).all("select[name=statut] option")

    assert "Proposée" in offered
    assert {"À affecter", "En liste d’attente", "Retirée"} & set(offered) == set()


def test_nobody_waits_is_good_news(manager):
    page = manager.get(f"{LIST}?statut=attente")

    assert page.all(".vide h2") == ["Personne n’attend."]
    said = "Chaque jeune orienté a une réponse ou une proposition."
    assert page.one(".vide p").get_text() == said


def test_nobody_waits_is_not_said_while_somebody_is_to_assign(manager):
    make_referral(actor_of("samira.haddad"), situation="GS", age=5, qpv=False)

    page = manager.get(f"{LIST}?statut=attente")

    assert page.all(".vide h2") == ["Aucune demande pour « En liste d’attente »."]
