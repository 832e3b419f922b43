"""A coordinator at work: initials, then a name; a reason, then a refusal; one answer only."""

import re

from playwright.sync_api import expect

from tests.browser.steps import answers, h1, press, send_lina_to_the_afev

SECRETS = re.compile("Lina|Carpentier|Nadège|98.12.34|mercredi")


def test_the_name_comes_with_the_acceptance(page, enter, demo_app, is_accessible, fits_the_screen):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")
    expect(h1(page)).to_have_text("L. C.")
    expect(page.locator("body")).not_to_contain_text(SECRETS)

    press(page, "Accepter la demande")
    page.get_by_role("link", name="Ouvrir la fiche").click()

    expect(h1(page)).to_have_text("Lina Carpentier")
    expect(page.get_by_role("link", name="06 39 98 12 34")).to_be_visible()
    is_accessible()
    fits_the_screen()


def test_a_refusal_asks_for_its_reason(page, enter, demo_app, is_accessible, fits_the_screen):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")
    page.get_by_role("link", name="Décliner").click()

    press(page, "Confirmer le refus")
    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()
    fits_the_screen()
    page.get_by_label("Pas de mentor correspondant").check()
    press(page, "Confirmer le refus")

    expect(answers(page)).to_contain_text("Elle est déjà proposée à une autre association.")


def test_an_old_tab_says_who_answered_and_when(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}/decliner")
    page.get_by_role("radio").first.check()
    other_tab = page.context.new_page()
    other_tab.goto(f"/demandes/{reference}")
    press(other_tab, "Accepter la demande")

    press(page, "Confirmer le refus")

    expect(h1(page)).to_have_text("Rien n’a été changé")
    said = re.compile(r"Théo Marchand a déjà accepté cette demande.*\d+\sh\s\d\d")
    expect(page.get_by_role("main")).to_contain_text(said)
    is_accessible()
    fits_the_screen()
