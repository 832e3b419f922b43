"""A manager at work: every number has its list, every association its sheet, Excel the rest."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.steps import answers, card, first_number, h1, open_from_menu


@pytest.mark.parametrize("label", ["Jeunes accompagnés", "Demandes reçues", "Sans solution"])
def test_a_number_is_that_of_its_list(page, enter, label):
    enter("helene.vasseur")
    number = first_number(card(page, label).get_by_role("definition"))

    page.get_by_role("link", name=label, exact=True).click()

    expect(h1(page)).to_have_text("Demandes")
    assert first_number(answers(page)) == number


def test_the_directory_leads_to_a_sheet(page, enter, is_accessible, fits_the_screen):
    enter("helene.vasseur")
    open_from_menu(page, "Associations")
    page.get_by_label("Vie active").check()

    page.get_by_role("button", name="Filtrer").click()
    is_accessible()
    fits_the_screen()
    page.get_by_role("link", name="Voir la fiche de l’association DUO").click()

    expect(h1(page)).to_contain_text("DUO")
    expect(page.get_by_role("heading", name="Ce que dit la brochure")).to_be_visible()


def test_the_workbook_opens(page, enter, tmp_path):
    enter("helene.vasseur")

    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter en Excel").click()

    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".xlsx"
    first = ["Synthèse", "Places", "Demandes", "Délais"]
    assert load_workbook(file).sheetnames[: len(first)] == first
