"""The pages of exports: a choice, its filters, what the file says of them."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.factories import ASE, accept, make_coordinator, make_prescriber, make_referral
from tests.referrals.scenes import send_lina, send_lina_again
from tests.reports.exports import book_of, sheet_rows


def reading_of(page) -> dict[str, str]:
    """Return the sheet « Lecture » of a file: label -> words."""
    return {row["Rubrique"]: row["Lecture"] for row in sheet_rows(book_of(page), "Lecture")}


def test_the_list_of_the_screen_is_the_list_of_the_file(roubaix, manager):
    wanted = send_lina().reference
    send_lina(first_name="Amir", to="lacle")
    manager.get("/demandes?association=afev&statut=proposee")

    book = book_of(manager.click("Exporter cette liste"))

    assert [row["Référence"] for row in sheet_rows(book, "Demandes")] == [wanted]


def test_the_file_says_which_filters_it_was_made_with(roubaix, manager):
    send_lina()
    said = reading_of(
        manager.get("/exports/navette.xlsx?classeur=demandes&association=afev&retard=1")
    )

    assert said["Association"] == "Afev"
    assert said["Réponse attendue"] == "Au-delà de l’objectif"


def test_what_was_looked_for_is_in_the_file_too(roubaix, manager):
    wanted = send_lina().reference
    send_lina(first_name="Amir", to="lacle")
    manager.get("/demandes")
    manager.press("Chercher", {"q": wanted})

    book = book_of(manager.click("Exporter cette liste"))

    assert [row["Référence"] for row in sheet_rows(book, "Demandes")] == [wanted]


@pytest.mark.parametrize("query", ["etablissement=ase-roubaix", "origine=ase"])
def test_the_file_does_not_name_a_partner_nobody_names(roubaix, manager, query):
    make_referral(make_prescriber(ASE))
    file = manager.get(f"/exports/navette.xlsx?classeur=demandes&{query}")

    said = reading_of(file)

    assert "Partenaire habilité" in said.values()
    assert "ASE" not in " ".join(said.values())


def test_several_such_partners_are_one_line(roubaix, manager):
    send_lina_again()
    file = book_of(manager.get("/exports/navette.xlsx?classeur=etablissements"))

    (row,) = sheet_rows(file, "Établissements")

    assert row["Établissement ou service"] == "Partenaire habilité"
    assert row["Demandes"] == 1


def test_a_date_nobody_can_read_leads_back_to_the_choice(manager):
    page = manager.get("/exports/navette.xlsx?classeur=places&jour=31/02/2026")

    assert "«\u00a031/02/2026\u00a0» n’est pas une date." in page.html
    assert page.value("jour") == "31/02/2026"


def test_the_form_of_a_choice_keeps_what_the_list_asked(roubaix, manager):
    send_lina()
    manager.get("/exports?classeur=demandes&retard=1&statut=proposee")

    said = reading_of(manager.press("Exporter en Excel"))

    assert (said["Statut"], said["Réponse attendue"]) == ("Proposée", "Au-delà de l’objectif")


def test_each_workbook_has_its_own_fields(manager):
    places = manager.get("/exports?classeur=places").soup
    committee = manager.get("/exports").soup

    fields = [{tag["name"] for tag in page.select("main [name]")} for page in (places, committee)]
    assert fields == [
        {"classeur", "association", "jour"},
        {"classeur", "annee", "mois", "du", "au"},
    ]


def test_only_who_may_export_is_offered_the_list(roubaix, prescriber, manager):
    send_lina()

    assert "Exporter cette liste" not in prescriber.get("/demandes").text
    assert "Exporter cette liste" in manager.get("/demandes").text


def test_the_page_asks_little_of_the_base(roubaix, manager, query_counter):
    manager.get("/exports")

    with query_counter as queries:
        manager.get("/exports?classeur=demandes")

    assert queries.count <= 8


def test_the_figures_of_today_say_so_in_the_workbook_of_a_year_that_is_over(
    frozen, sign_in, roubaix
):
    frozen(datetime(2026, 11, 27, 9, tzinfo=PARIS))
    send_lina()
    page = sign_in("helene.vasseur").get("/exports/navette.xlsx?annee=2025")

    lines = sheet_rows(book_of(page), "Synthèse")
    said = {row["Indicateur"]: row["Rubrique"] for row in lines}
    assert "Du 1er\u00a0septembre 2025 au 31\u00a0août 2026" in said
    assert said["Demandes reçues"] == "Chiffres"
    assert said["Places réservées, réponse attendue"] == "Aujourd’hui, 27\u00a0novembre 2026"
    assert reading_of(page)["Places"].startswith("Aujourd’hui, 27\u00a0novembre 2026")


def test_the_summary_keeps_exact_shares_and_no_median_of_a_handful(roubaix, manager):
    make_referral(make_prescriber())
    make_referral(make_prescriber(ASE))
    accept(make_referral(make_prescriber(), wish="afev"), make_coordinator("afev"))

    rows = sheet_rows(book_of(manager.get("/exports/navette.xlsx")), "Synthèse")

    parts = {row["Indicateur"]: row["Part"] for row in rows if row["Rubrique"].startswith("Où en")}
    assert parts["Acceptées, mentor recherché"] == 1 / 3
    (median,) = (row for row in rows if row["Indicateur"].startswith("Réponse médiane"))
    assert (median["Nombre"], median["Indicateur"][-24:]) == (None, "s (trop peu de réponses)")
