"""Filters a person keeps under a name."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.referrals.models import SavedFilter
from app.referrals.service.lists import MOST_FILTERS, save_filter
from app.referrals.wanted import Filters
from tests.referrals.scenes import actor_of, count_events, send_lina

LIST = "/demandes"
NARROWED = f"{LIST}?etape=college&statut=proposee"


@pytest.fixture(autouse=True)
def lina(roubaix):
    return send_lina()


def kept():
    db.session.rollback()
    return [(one.name, one.query) for one in db.session.scalars(select(SavedFilter))]


def keep(browser, name, path=NARROWED, status=200):
    return browser.submit(path, {"name": name}, "Enregistrer", status)


def test_filters_are_kept_under_a_name_and_found_above_the_list(prescriber):
    page = keep(prescriber, "Mes collégiens")

    assert page.alerts[0] == "Filtre « Mes collégiens » enregistré."
    link = prescriber.get(LIST).soup.find("a", string="Mes collégiens")
    assert link["href"] == NARROWED
    assert count_events("filter.saved") == 1


def test_nothing_is_offered_to_keep_when_nothing_is_narrowed(prescriber):
    page = prescriber.get(LIST)

    assert page.soup.find("summary", string="Enregistrer ce filtre") is None


def test_a_kept_filter_never_holds_a_search_nor_a_name_nobody_knows(prescriber):
    prescriber.get(NARROWED)

    odd = {"name": "Test", "query": "statut=proposee&q=Lina&recherche=abc&apres=1&x=%0a&retard=1"}
    prescriber.post(f"{LIST}/filtres", odd)

    assert kept() == [("Test", "statut=proposee&retard=1")]


def test_an_association_keeps_no_filter_on_who_refers(coordinator):
    coordinator.get(NARROWED)

    odd = {"name": "ASE", "query": "etape=college&origine=ase&etablissement=ase-roubaix"}
    coordinator.post(f"{LIST}/filtres", odd)

    assert kept() == [("ASE", "etape=college")]


@pytest.mark.parametrize(
    "name, said",
    [
        ("", "Donnez un nom à ce filtre"),
        ("a" * 41, "Le nom doit compter 40 caractères au plus"),
        ("a\0b", "Relisez le nom : un caractère illisible en a été retiré"),
    ],
)
def test_a_name_that_cannot_be_kept_is_said_and_the_filters_stay(prescriber, name, said):
    page = keep(prescriber, name, status=422)

    assert page.error("name") == f"Erreur : {said}"
    assert page.title.startswith("Erreur : ")
    assert "Collège , retirer ce filtre" in page.all(".actifs a")
    assert kept() == []


def test_two_filters_do_not_share_a_name_but_a_double_click_is_harmless(prescriber):
    keep(prescriber, "Mes collégiens")
    keep(prescriber, "Mes collégiens")

    page = keep(prescriber, "Mes collégiens", f"{LIST}?etape=college", 422)

    assert page.error("name") == "Erreur : Un de vos filtres porte déjà ce nom"
    assert kept() == [("Mes collégiens", "etape=college&statut=proposee")]


def test_a_person_keeps_twelve_filters_at_most(prescriber):
    for number in range(MOST_FILTERS):
        save_filter(f"Filtre {number}", Filters(stage="college"), actor_of("samira.haddad"))

    page = keep(prescriber, "Un de trop", status=422)

    said = "Erreur : Vous gardez déjà 12 filtres : supprimez-en un"
    assert page.error("name") == said
    assert len(kept()) == MOST_FILTERS


def test_a_filter_is_deleted_by_its_button(prescriber):
    keep(prescriber, "Mes collégiens")
    prescriber.get(LIST)

    page = prescriber.press("Supprimer le filtre Mes collégiens")

    assert page.alerts[0] == "Filtre « Mes collégiens » supprimé."
    assert kept() == []


@pytest.mark.both_databases
def test_somebody_elses_filter_does_not_exist(sign_in):
    save_filter("À elle", Filters(stage="college"), actor_of("samira.haddad"))
    identity = db.session.scalars(select(SavedFilter.id)).one()
    marc = sign_in("marc.vermeulen")

    assert "À elle" not in marc.get(LIST).text
    marc.post(f"{LIST}/filtres/{identity}/supprimer", status=404)
    marc.get(LIST)
    marc.post(f"{LIST}/filtres/{identity + 1}/supprimer", status=404)
    assert len(kept()) == 1
