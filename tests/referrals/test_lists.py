"""Lists: each role its own, a page at a time."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.factories import accept, make_referral
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of, send_lina

LIST = "/demandes"


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def people(page):
    return [row["Jeune"] for row in page.table_rows("table.t-liste")]


def test_a_first_time_prescriber_is_shown_the_way(prescriber):
    page = prescriber.get(LIST)

    assert "Orientez votre premier jeune." in page.text
    assert page.soup.find("a", string="Nouvelle demande")


def test_a_prescriber_reads_first_name_and_initial_with_what_comes_next(prescriber):
    send_lina()

    row = prescriber.get(LIST).table_row("Lina")

    assert row["Jeune"] == "Lina C. 13 ans, 4 e"
    assert row["Statut"] == "Proposée à l’Afev"
    assert row["Ensuite"] == "Réponse attendue au plus tard le 7 décembre."
    assert row["Envoyée le"] == "23/11/2026"


def test_a_prescriber_never_reads_the_list_of_another_school(prescriber):
    make_referral(actor_of("marc.vermeulen"), first_name="Lina")

    assert "Lina" not in prescriber.get(LIST).text


def test_a_manager_reads_initials_only(manager):
    send_lina()

    page = manager.get(LIST)

    assert people(page) == ["L. C. 13 ans, 4 e"]
    assert "Lina" not in page.html
    assert "Carpentier" not in page.html


def test_an_association_reads_the_name_once_it_has_accepted(coordinator):
    referral = send_lina()
    assert people(coordinator.get(LIST)) == ["L. C. 13 ans, 4 e"]
    accept(referral, actor_of("theo.marchand"))

    page = coordinator.get(LIST)

    assert people(page) == ["Lina C. 13 ans, 4 e"]


def test_an_association_never_reads_that_a_child_is_followed_by_ase(coordinator):
    send_lina(who="isabelle.carlier", school_id=actor_of("samira.haddad").organisation_id)

    page = coordinator.get(LIST)

    assert page.table_row("L. C.")["Qui oriente"] == "Partenaire habilité"
    assert "ASE" not in page.text
    assert "enfance" not in page.text


def test_an_association_cannot_ask_which_kind_of_partner_refers(coordinator):
    send_lina(who="isabelle.carlier", school_id=actor_of("samira.haddad").organisation_id)

    pages = [coordinator.get(f"{LIST}?origine={origin}") for origin in ("ase", "autres")]

    assert [people(page) for page in pages] == [["L. C. 13 ans, 4 e"]] * 2
    assert not any("enfance" in page.text for page in pages)


def test_an_association_does_not_list_the_requests_of_another(sign_in):
    send_lina()

    assert "L. C." not in sign_in("lucie.fontenier").get(LIST).text


def test_pages_follow_each_other_without_gap(manager):
    make_crowd(120)
    seen = []
    page = manager.get(LIST)
    seen += people(page)

    while page.soup.find("a", rel="next"):
        page = manager.click("Page suivante")
        seen += people(page)

    references = {row["Référence"] for row in page.table_rows("table.t-liste")}
    assert len(seen) == 120
    assert len(references) == 40
