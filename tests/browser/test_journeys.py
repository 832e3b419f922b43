"""What each role comes to do, in a real browser, at both widths, accessible at every step."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import young_person
from tests.browser.steps import send_lina_to_the_afev


def test_a_prescriber_refers_a_young_person(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")

    young_person.describe(page, "Maëlle", "Tisserand")
    expect(page.locator("#possibles").get_by_role("status")).to_contain_text("Pour Maëlle, 13 ans")
    is_accessible()
    page.get_by_role("button", name="Envoyer la demande").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Demande envoyée")
    is_accessible()
    fits_the_screen()
    page.goto("/demandes")
    expect(page.get_by_text("Maëlle T.").first).to_be_visible()


def test_a_prescriber_is_told_what_to_mend(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    page.get_by_label("Prénom", exact=True).fill("Maëlle")

    page.get_by_role("button", name="Envoyer la demande").click()

    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Prénom", exact=True)).to_have_value("Maëlle")
    is_accessible()
    fits_the_screen()


def test_a_double_click_makes_one_referral(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Ombeline", "Duclos")

    page.get_by_role("button", name="Envoyer la demande").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Demande envoyée")
    page.goto("/demandes")
    expect(page.get_by_role("row", name="Ombeline D.")).to_have_count(1)


def test_a_coordinator_accepts_in_one_click(page, enter, demo_app, is_accessible, fits_the_screen):
    send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    name = page.get_by_role("heading", level=2).first.get_by_role("link").inner_text()
    assert re.fullmatch(r"\w\.\s\w\.", name), "before acceptance, initials only"

    page.get_by_role("button", name="Accepter la demande").first.click()

    expect(page.get_by_role("status").first).to_contain_text("Vous avez accepté")
    is_accessible()
    page.get_by_role("link", name="Ouvrir la fiche").click()
    expect(page.get_by_text("06 39 98").first).to_be_visible()
    is_accessible()
    fits_the_screen()


def test_a_coordinator_declines_with_a_reason(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.get_by_role("link", name="Décliner").first.click()
    is_accessible()
    fits_the_screen()

    page.get_by_label("Horaires ou transport incompatibles").check()
    page.get_by_role("button", name="Confirmer le refus").click()

    expect(page).to_have_url(re.compile("/demandes/a-traiter"))
    expect(page.get_by_role("status").first).to_be_visible()
    is_accessible()


def test_a_young_person_goes_from_a_school_to_an_association(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")
    page.get_by_label("Préférer cette association : Afev").check()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page).to_have_url(re.compile("/envoyee$"))
    reference = re.search("/demandes/([0-9A-Z]{6})/envoyee", page.url).group(1)

    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")
    expect(page.locator("body")).not_to_contain_text("Tisserand")
    page.get_by_role("button", name="Accepter").first.click()

    enter("samira.haddad")
    page.goto(f"/demandes/{reference}")
    expect(page.locator("main")).to_contain_text("Acceptée")


def test_a_manager_reads_a_number_then_its_list(page, enter, is_accessible, fits_the_screen):
    enter("helene.vasseur")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tableau de bord")
    received = page.locator("dt:has-text('Demandes reçues') + dd").inner_text().split()[0]

    page.get_by_role("link", name="Demandes reçues").click()

    expect(page.get_by_role("status").first).to_contain_text(received)
    is_accessible()
    fits_the_screen()


def test_a_manager_takes_the_workbook_away(page, enter):
    enter("helene.vasseur")
    page.goto("/exports")

    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter en Excel").click()

    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.failure() is None


def test_an_administrator_invites_a_person(page, enter, is_accessible, fits_the_screen):
    enter("karim.delobel")
    page.goto("/comptes/inviter")
    is_accessible()
    page.get_by_label("Organisation").select_option(label="Afev")
    page.get_by_label("Prénom et nom").fill("Noémie Castel")
    page.get_by_label("Adresse électronique").fill("noemie.castel@example.org")
    page.get_by_label("Coordination d’association").check()

    page.get_by_role("button", name="Envoyer l’invitation").click()

    expect(page.get_by_role("status").first).to_contain_text("Invitation envoyée à Noémie Castel")
    is_accessible()
    fits_the_screen()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_everything_works_without_script(page: Page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")

    page.get_by_role("button", name="Voir les associations possibles").click()
    expect(page.locator("#possibles")).to_contain_text("Pour Maëlle, 13 ans")
    page.get_by_role("button", name="Envoyer la demande").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Demande envoyée")
