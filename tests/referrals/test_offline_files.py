"""Files that come back: saved by LibreOffice, rearranged by people, or made to hurt."""

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from app.core.clock import PARIS
from tests.referrals.offline import (
    HEADING_ROW,
    SHEET,
    bring,
    columns,
    fill,
    results,
    returns,
    saved,
    send_accepted,
    take,
)
from tests.referrals.scenes import send_lina
from tests.support import bombs, office


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def filled(coordinator):
    """Return a list with an acceptance and a first meeting in it."""
    lina, noe = send_lina(), send_accepted(first_name="Noé")
    book = fill(take(coordinator), lina, Action="Accepter")
    met = {"Première_rencontre": date(2026, 11, 25), "Lieu_des_rencontres": "Les deux"}
    return fill(book, noe, Action="Mentor trouvé", **met)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_list_saved_by_libreoffice_comes_back_whole(coordinator, tmp_path, kind):
    content = office.save_again(saved(filled(coordinator)), tmp_path, kind)

    page = bring(coordinator, content, f"liste.{kind}")

    assert [row[0] for row in results(page)] == ["À faire", "À faire"]
    assert "Première rencontre le 25 novembre 2026, les deux." in results(page)[1][1]


def test_libreoffice_opens_the_list_with_its_three_sheets(coordinator, tmp_path):
    content = saved(filled(coordinator))

    shown = office.open_workbook(content, tmp_path)

    assert set(shown) == {"À faire", "Aide", "Listes"}
    assert "Plus de place disponible" in {line["Motif de refus"] for line in shown["Listes"]}


def test_drop_downs_and_the_hidden_column_survive_libreoffice(coordinator, tmp_path):
    content = office.save_again(saved(filled(coordinator)), tmp_path, "xlsx")
    (tmp_path / "retour.xlsx").write_bytes(content)

    sheet = load_workbook(tmp_path / "retour.xlsx")[SHEET]

    seal = sheet.cell(HEADING_ROW, columns(sheet)["Repère"])
    assert sheet.column_dimensions[seal.column_letter].hidden
    assert sheet.data_validations.count > 3
    assert sheet.protection.sheet


def test_columns_may_be_moved_and_others_taken_out(coordinator):
    book = filled(coordinator)
    sheet = book[SHEET]
    sheet.delete_cols(columns(sheet)["Objectifs"])
    sheet.insert_cols(1)
    sheet.insert_rows(1)

    page = bring(coordinator, saved(book))

    assert [row[0] for row in results(page)] == ["À faire", "À faire"]


def test_a_heading_that_is_missing_is_named(coordinator):
    book = filled(coordinator)
    sheet = book[SHEET]
    sheet.cell(HEADING_ROW, columns(sheet)["Motif"]).value = "Pourquoi"
    sheet.delete_cols(columns(sheet)["Repère"])

    page = bring(coordinator, saved(book))

    assert page.status == 422
    assert page.error("file").startswith("Erreur : Il manque les colonnes « Repère », « Motif ».")
    assert returns() == []


def test_another_sheet_in_front_is_said(coordinator):
    book = filled(coordinator)
    book.move_sheet("Aide", -1)

    page = bring(coordinator, saved(book))

    assert "« À faire » doit être la première feuille" in page.error("file")


@pytest.mark.parametrize("name", ["a high ratio", "one far cell", "behind a password", "nothing"])
def test_a_file_made_to_hurt_is_refused_with_a_sentence(coordinator, name):
    page = bring(coordinator, bombs.BOMBS[name])

    assert page.status == 422
    assert "Ce fichier" in page.error("file")
    assert "collez" not in page.error("file")


def test_no_file_is_said(coordinator):
    page = coordinator.submit("/demandes/hors-ligne", {}, "Vérifier la liste", 422)

    assert "Choisissez le fichier que vous avez rempli" in page.error("file")
    assert page.title.startswith("Erreur : ")


def test_what_is_typed_in_a_cell_is_no_markup(coordinator):
    lina = send_lina()
    book = take(coordinator)
    fill(book, lina, Action="Décliner", Motif="Autre", Précision="<b>gras</b>")

    page = bring(coordinator, saved(book))

    assert page.soup.select("td b") == []
    assert "<b>gras</b>" in results(page)[0][1]
