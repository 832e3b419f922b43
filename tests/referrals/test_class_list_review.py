"""Checking a class list: errors in the cell, corrected in place, in the words of the form."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.referrals.answers import fill
from tests.referrals.class_lists import (
    AMIR,
    CHECK,
    HEADINGS,
    IMPORT,
    INES,
    LINA,
    THEO,
    bring,
    lines,
    lists,
    pupils,
)

FAULTS = {
    "first_name": ("", "Indiquez le prénom"),
    "last_name": ("x" * 81, "Le nom doit compter 80 caractères au plus"),
    "birth_date": ("hier", "Écrivez la date avec le jour, le mois et l’année"),
    "situation": ("2nde", "« 2nde » n’est pas une classe ou une situation de la liste"),
    "qpv": ("peut-être", "Écrivez Oui, Non ou Je ne sais pas"),
    "objectives": ("foot", "« foot » n’est pas un objectif de la liste"),
    "meeting": ("mardi", "Écrivez Sur place, À distance ou Peu importe"),
    "guardian_name": ("", "Indiquez le nom du responsable légal"),
    "phone": ("06", "Le numéro doit compter 10 chiffres"),
    "email": ("lina@", "L’adresse doit ressembler à nom@exemple.fr"),
}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def test_an_error_says_its_line_its_column_and_what_is_wrong(prescriber):
    page = bring(prescriber)

    assert "Ligne 4, « Date de naissance » : 31/02/2012 n’existe pas" in page.text
    assert page.error("birth_date-4") == "31/02/2012 n’existe pas"
    assert page.one(".message--erreur a")["href"] == "#birth_date-4"
    assert page.title.startswith("Erreur : ")


@pytest.mark.parametrize("field", FAULTS)
def test_a_cell_is_held_to_the_checks_of_the_form(prescriber, field):
    typed, message = FAULTS[field]
    bring(prescriber, LINA)

    page = prescriber.press(CHECK, {f"{field}-2": typed})

    assert page.error(f"{field}-2").startswith(message)
    assert page.value(f"{field}-2") == typed


def test_a_cell_is_corrected_in_place(prescriber):
    bring(prescriber)

    page = prescriber.press(CHECK, {"birth_date-4": "29/02/2012"})

    assert not page.soup.select(".erreur")
    assert lines()[2].cells["birth_date"] == "29/02/2012"
    assert page.alerts[-1] == "3 jeunes : 3 sans accord coché"


def test_the_agreement_is_never_taken_from_the_list(prescriber):
    headings = (*HEADINGS, "Accord de la famille")
    table = "\n".join("\t".join(row) for row in (headings, (*LINA, "Oui")))

    page = prescriber.submit(IMPORT, {"pasted": table}, CHECK)

    assert "Votre liste dit : Oui" in page.text
    assert not page.soup.select("[name=agreement-2][checked]")
    assert "Accord à cocher" in page.table_row("Votre liste dit")["Ligne"]


def test_an_adult_answers_alone(prescriber):
    page = bring(prescriber, ("Durand", "Zoé", "12/01/2006", "Tle pro", "Stage", "", LINA[6]))

    assert not page.soup.select(".erreur")
    assert "Accord du jeune" in page.text


def test_the_same_pupil_twice_in_a_list_is_asked_about(prescriber):
    page = bring(prescriber, LINA, AMIR, LINA)

    assert "Même nom et même date de naissance qu’à la ligne 2" in page.text
    assert "À confirmer" in page.table_rows()[2]["Ligne"]


def test_a_pupil_already_referred_is_asked_about(prescriber):
    fill(prescriber)

    page = bring(prescriber, LINA)

    assert "Une demande existe déjà pour Lina Carpentier" in page.text
    assert "À confirmer" in page.table_rows()[0]["Ligne"]


def test_a_doubt_seen_is_asked_no_more(prescriber):
    bring(prescriber, LINA, LINA)

    page = prescriber.press(CHECK, {"seen-3": True})

    assert "Accord à cocher" in page.table_rows()[1]["Ligne"]
    assert page.soup.select("[name=seen-3][checked]")


def test_a_line_is_taken_out(prescriber):
    bring(prescriber, LINA, AMIR)

    page = prescriber.press(CHECK, {"remove-2": True})

    assert [line.cells["first_name"] for line in lines()] == ["Amir"]
    assert not page.soup.select("[name=first_name-2]")


def test_a_service_says_the_school_of_each(sign_in):
    browser = sign_in("nadia.ferrand")
    page = bring(browser, LINA, AMIR)
    assert page.error("school-2").startswith("Choisissez l’établissement fréquenté")

    page = browser.press(CHECK, {"school-2": "rosa parks", "school-3": "aucun"})

    assert not page.soup.select(".erreur")


def test_changing_page_keeps_the_page_one_leaves(prescriber):
    bring(prescriber, *pupils(30))

    page = prescriber.press("Page 3", {"first_name-2": "Lina"})

    assert lines()[0].cells["first_name"] == "Lina"
    assert page.path.endswith("?page=3")
    assert page.value("first_name-31") == "Prénom29"


@pytest.mark.parametrize("page", ["0", "99", "-1", "a", "9" * 30])
def test_a_page_that_is_none_is_one_of_the_list(prescriber, page):
    bring(prescriber, LINA)

    shown = prescriber.get(f"{IMPORT}/{lists()[0].reference}?page={page}")

    assert shown.value("first_name-2") == "Lina"


def test_a_page_full_of_errors_stays_light(sign_in):
    wrong = [("é" * 80, "é" * 81, "31/02/2012", "Seconde?", "f" * 80, "", "06")] * 10

    page = bring(sign_in("nadia.ferrand"), *wrong)

    assert len(page.soup.select("input[aria-invalid=true]")) == 70


def test_a_list_asks_the_base_six_questions_at_most(prescriber, query_counter):
    bring(prescriber, *pupils(30))
    reference = lists()[0].reference

    with query_counter as queries:
        prescriber.get(f"{IMPORT}/{reference}")

    assert queries.count <= 6, "\n".join(queries.seen)


def test_the_list_of_another_school_does_not_exist(prescriber, sign_in):
    bring(prescriber, LINA, INES, THEO)
    stranger = sign_in("marc.vermeulen")
    path = f"{IMPORT}/{lists()[0].reference}"
    stranger.get(IMPORT)

    stranger.get(path, 404)
    stranger.get(f"{path}/supprimer", 404)
    for act in ("verifier", "envoyer", "supprimer"):
        stranger.get(IMPORT)
        stranger.post(f"{path}/{act}", {"first_name-2": "Eve"}, status=404)
    assert lines()[0].cells["first_name"] == "Lina"
