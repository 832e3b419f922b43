"""A manager prepares a committee: a month, the paper, the workbook, places restated and moved."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.steps import h1, open_from_menu
from tests.browser.test_print import count_pages

SAID = "Décidé en comité de pilotage"


@pytest.fixture
def manager(page: Page, enter) -> Page:
    """Hélène Vasseur, on her dashboard."""
    enter("helene.vasseur")
    return page


def see_effect_and_confirm(page: Page) -> None:
    """Look at what would change, then want it."""
    page.get_by_role("button", name="Voir l’effet").click()
    expect(page.get_by_text("Places déclarées").first).to_be_visible()
    page.get_by_role("button", name="Confirmer").click()


def test_a_committee_is_prepared(manager, is_accessible, fits_the_screen, tmp_path):
    manager.get_by_text("Changer de période").click()
    month = manager.get_by_label("Mois", exact=True).locator("option").last.inner_text()
    manager.get_by_label("Mois", exact=True).select_option(label=month)
    manager.get_by_role("button", name="Afficher le mois").click()
    expect(manager.get_by_text(f"{month}, du")).to_be_visible()

    with manager.expect_download() as download:
        manager.get_by_role("link", name="Exporter en Excel").click()
    workbook = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert {"Synthèse", "Places", "Demandes", "Délais", "Indicateurs"} <= set(workbook.sheetnames)

    manager.get_by_role("link", name="Document de comité").click()
    is_accessible()
    fits_the_screen()
    assert count_pages(manager) == 2


def test_places_are_restated_after_the_committee(manager, is_accessible, fits_the_screen):
    open_from_menu(manager, "Places")
    is_accessible()
    fits_the_screen()
    manager.get_by_role("link", name="LA CLE").click()
    manager.get_by_role("link", name="Déclarer des places").click()
    manager.get_by_label("Nombre de places").fill("13")
    manager.get_by_label("Raison").fill(SAID)
    is_accessible()

    see_effect_and_confirm(manager)

    expect(h1(manager)).to_have_text("Places de LA CLE")
    expect(manager.get_by_text("Les places sont déclarées.")).to_be_visible()
    expect(manager.get_by_text(SAID).first).to_be_visible()
    is_accessible()
    fits_the_screen()


def test_places_are_moved_after_the_committee(manager, is_accessible, fits_the_screen):
    open_from_menu(manager, "Places")
    manager.get_by_role("link", name="Déplacer des places").click()
    manager.get_by_label("De", exact=True).select_option("afev")
    manager.get_by_label("À", exact=True).select_option("lacle")
    manager.get_by_label("Nombre de places").fill("2")
    manager.get_by_label("Raison").fill(SAID)
    is_accessible()
    fits_the_screen()

    see_effect_and_confirm(manager)

    expect(manager.get_by_text("Les places sont déplacées.")).to_be_visible()
    expect(manager.get_by_text("2 places déplacées à LA CLE").first).to_be_visible()


def test_a_sheet_is_changed_then_approved(page, enter, is_accessible, fits_the_screen):
    enter("helene.vasseur")
    page.goto("/fiches")
    is_accessible()
    page.get_by_role("link", name="Proxité").click()
    is_accessible()
    fits_the_screen()

    page.get_by_role("button", name="Approuver la fiche").click()

    expect(page.get_by_text("La nouvelle fiche est approuvée")).to_be_visible()
    page.get_by_role("link", name="Modifier la fiche").click()
    is_accessible()
    fits_the_screen()


@pytest.mark.parametrize("path", ["/simulation?lacle-places=15", "/simulation/radar?attendus=1"])
def test_what_if_is_read_by_everybody(manager, is_accessible, fits_the_screen, path):
    manager.goto(path)

    is_accessible()
    fits_the_screen()


@pytest.mark.parametrize(
    "path",
    ["/tableau-de-bord/bilan", "/indicateurs", "/exports", "/exports/nominatif", "/secteurs"],
)
def test_the_figures_are_read_by_everybody(manager, is_accessible, fits_the_screen, path):
    manager.goto(path)

    is_accessible()
    fits_the_screen()
