"""A coordinator answers several requests at once; a prescriber searches, opens, comes back."""

import re

from playwright.sync_api import expect

from tests.browser.steps import h1, press, search, send_lina_to_the_afev

INBOX = "/demandes/a-traiter"


def box(page, rank):
    """Return the box of a request of the inbox, the first one being 0."""
    return page.get_by_role("checkbox", name="Sélectionner la demande").nth(rank)


def test_several_requests_are_accepted_at_once(page, enter, is_accessible, fits_the_screen):
    enter("theo.marchand")
    page.goto(INBOX)
    before = page.locator(".lettre").count()
    press(page, "Accepter la sélection")
    expect(page.get_by_role("alert")).to_have_text("Sélectionnez au moins une demande")
    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()
    box(page, 0).check()
    box(page, 1).check()
    press(page, "Accepter la sélection")
    expect(h1(page)).to_have_text("2 demandes acceptées")
    is_accessible()
    fits_the_screen()
    page.get_by_role("link", name="Revenir à la liste").click()
    expect(page.locator(".lettre")).to_have_count(before - 2)


def test_loading_the_result_again_and_going_back_do_nothing_more(page, enter, is_accessible):
    enter("theo.marchand")
    page.goto(INBOX)
    before = page.locator(".lettre").count()
    box(page, 0).check()
    press(page, "Accepter la sélection")
    expect(h1(page)).to_have_text("1 demande acceptée")

    page.reload()  # Chromium sends the form again
    expect(page.get_by_role("row", name="Fait")).to_contain_text("Acceptée.")
    page.go_back()

    expect(page.locator(".lettre")).to_have_count(before - 1)
    is_accessible()


def test_a_manager_reminds_an_association(page, enter, demo_app, is_accessible, fits_the_screen):
    reference = send_lina_to_the_afev(demo_app)
    enter("helene.vasseur")
    page.goto("/demandes?statut=proposee")
    box(page, 0).check()
    press(page, "Relancer…")
    expect(h1(page)).to_have_text("Relancer 1 demande ?")
    is_accessible()
    fits_the_screen()

    press(page, "Relancer")

    expect(page.get_by_role("main")).to_contain_text("Relance envoyée à l’Afev.")
    page.get_by_role("link", name="L. C.").click()
    expect(page.get_by_role("main")).to_contain_text("Relance de la Cité éducative")
    expect(page).to_have_url(re.compile(reference))


def test_a_search_survives_going_back_and_names_nobody_in_its_address(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    send_lina_to_the_afev(demo_app)
    enter("samira.haddad")
    search(page, "carpen lina")
    expect(page).not_to_have_url(re.compile("lina", re.IGNORECASE))
    is_accessible()
    fits_the_screen()

    page.get_by_role("link", name="Lina C.").click()
    expect(h1(page)).to_have_text("Lina Carpentier")
    page.go_back()

    expect(page.get_by_label("Nom ou référence")).to_have_value("carpen lina")
    expect(page.get_by_role("link", name="Lina C.")).to_be_visible()


def test_a_filter_is_kept_and_used_again(page, enter, is_accessible, fits_the_screen):
    enter("helene.vasseur")
    page.goto("/demandes?statut=proposee&retard=1")
    page.get_by_text("Enregistrer ce filtre").click()
    page.get_by_label("Nom du filtre").fill("À relancer")
    press(page, "Enregistrer")
    page.goto("/demandes")

    page.get_by_role("link", name="À relancer").click()

    expect(page).to_have_url(re.compile(r"statut=proposee&retard=1"))
    is_accessible()
    fits_the_screen()
