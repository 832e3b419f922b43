"""Bringing a class list: pasted, or in a file; read, or refused in one sentence."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.core.clock import PARIS
from tests.referrals.class_lists import (
    AMIR,
    CHECK,
    HEADINGS,
    IMPORT,
    LINA,
    bring,
    lines,
    lists,
    pasted,
    pupils,
)
from tests.support import bombs

MODEL = f"{IMPORT}/modele.xlsx"
REFUSED = {
    "nothing": ("", "Collez les cellules de votre liste, ou choisissez un fichier"),
    "no heading": ("\t".join(LINA), "Nous n’avons pas trouvé les titres des colonnes."),
    "nobody": (pasted(), "Cette liste ne contient aucun élève"),
    "too many": (pasted(*pupils(61)), "Cette liste compte 61 jeunes. Envoyez-en 60 au plus"),
}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def upload(browser, content, name="classe.xlsx"):
    return browser.submit(IMPORT, {"file": (content, name)}, CHECK)


def test_pasted_cells_become_a_list_to_check(prescriber):
    page = bring(prescriber)

    assert page.h1 == "Vérifier la liste"
    assert page.path == f"{IMPORT}/{lists()[0].reference}"
    assert page.value("first_name-2") == "Lina"
    assert page.value("birth_date-4") == "31/02/2012"
    assert "3 jeunes lus." in page.alerts[0]


def test_a_workbook_becomes_a_list_to_check(prescriber):
    page = upload(prescriber, bombs.workbook([["Classe de 4e B"], HEADINGS, LINA]))

    assert page.value("first_name-3") == "Lina"


def test_a_spreadsheet_of_libreoffice_becomes_a_list_to_check(prescriber):
    table = bombs.ods_row(*HEADINGS) + bombs.ods_row(*LINA)

    page = upload(prescriber, bombs.spreadsheet(table), "classe.ods")

    assert page.value("phone-2") == "06 39 98 12 34"


def test_columns_left_aside_are_said(prescriber):
    row = (*LINA, "DP", "Latin")

    page = prescriber.submit(
        IMPORT, {"pasted": pasted(row, headings=(*HEADINGS, "Régime", "Options"))}, CHECK
    )

    assert page.alerts[0] == "1 jeune lu. Colonnes laissées de côté : Régime, Options."


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_list_is_refused_and_kept_on_the_page(prescriber, case):
    text, message = REFUSED[case]

    page = prescriber.submit(IMPORT, {"pasted": text}, CHECK, status=422)

    assert message in page.error("pasted")
    assert page.value("pasted").split() == text.split()
    assert lists() == []


def test_sixty_pupils_are_brought_at_once(prescriber):
    bring(prescriber, *pupils(60))

    assert len(lines()) == 60


@pytest.mark.parametrize("name", ["one far cell", "behind a password", "a zip of something else"])
def test_a_file_made_to_hurt_is_refused_with_a_sentence(prescriber, name):
    page = upload(prescriber, bombs.BOMBS[name])

    assert page.status == 422
    assert "collez-les ici" in page.error("file")


def test_a_file_a_little_too_long_is_refused_with_a_sentence(prescriber):
    page = upload(prescriber, b"PK" + bytes(2_500_000))

    assert "trop lourd" in page.error("file")


@pytest.mark.parametrize(
    "path, length, status",
    [
        (f"{IMPORT}/verifier", 2_500_000, 422),  # received, then shown again: it has no token
        (f"{IMPORT}/verifier", 3_500_000, 413),
        ("/demandes/nouvelle", 1_500_000, 413),
    ],
)
def test_only_this_page_accepts_more_than_a_form_holds(prescriber, path, length, status):
    head = b'--fil\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
    body = head + bytes(length) + b"\r\n--fil--\r\n"

    answer = prescriber.send(
        "POST", path, data=body, content_type="multipart/form-data; boundary=fil"
    )

    assert answer.status_code == status


def test_cells_a_list_leaves_empty_are_filled_where_people_read_them(prescriber):
    silent = (*LINA[:4], "", *LINA[5:])

    page = bring(prescriber, silent, AMIR, objectives=["scolaire", "confiance"])

    assert page.value("qpv-2") == "Je ne sais pas"
    assert page.value("meeting-2") == "Peu importe"
    assert page.value("objectives-2") == "Scolarité et méthode, Confiance en soi"
    assert page.value("objectives-3") == "Orientation"


def test_the_model_is_understood_when_it_comes_back(prescriber):
    book = load_workbook(BytesIO(prescriber.get(MODEL).response.data))
    sheet = book["Jeunes"]
    filled = ["Lina", "Carpentier", "08/03/2013", "4e", "Oui", "Orientation", "Français", None]
    sheet.append([*filled, "Sur place", "Le mercredi", "Nadège C.", "0639981234", "n@ex.fr", "Oui"])
    out = BytesIO()
    book.save(out)

    page = upload(prescriber, out.getvalue())

    assert "1 jeune lu." in page.alerts[0]
    assert "Colonne" not in page.alerts[0]
    assert lines()[0].cells["objectives"] == "Orientation, Français"
    assert not page.soup.select(".erreur")


def test_the_model_of_a_service_asks_the_school(sign_in):
    book = load_workbook(BytesIO(sign_in("nadia.ferrand").get(MODEL).response.data))

    assert "Établissement fréquenté" in [cell.value for cell in book["Jeunes"][1]]
    assert "Collège Rosa Parks" in [cell.value for row in book["Listes"] for cell in row]


def test_a_list_in_progress_is_found_again(prescriber):
    bring(prescriber)

    page = prescriber.get(IMPORT)

    assert "3 jeunes" in page.text
    assert prescriber.click("Reprendre").value("first_name-2") == "Lina"


def test_deleting_a_list_is_asked_then_done(prescriber):
    bring(prescriber)
    prescriber.get(IMPORT)
    assert prescriber.click("Supprimer…").h1 == "Supprimer cette liste ?"
    assert len(lists()) == 1

    page = prescriber.press("Supprimer la liste")

    assert lists() == []
    assert "Liste supprimée." in page.alerts[0]


def test_the_form_and_the_list_lead_here(prescriber):
    for path in ("/demandes", "/demandes/nouvelle"):
        prescriber.get(path)
        assert prescriber.click("Coller une liste Excel").path == IMPORT
