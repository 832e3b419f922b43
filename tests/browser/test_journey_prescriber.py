"""A prescriber at work: the list that follows, faults, a draft, a search, the way out."""

import re

from playwright.sync_api import expect

from tests.browser import young_person
from tests.browser.steps import (
    answers,
    h1,
    open_from_menu,
    press,
    search,
    send_lina_to_the_afev,
    send_maelle,
    sign_out,
)


def test_the_list_follows_the_answers(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    open_from_menu(page, "Nouvelle demande")
    found = page.get_by_role("complementary", name="possible")
    before = found.get_by_role("heading", level=2).inner_text()
    expect(found.get_by_text("Proposition de Navette")).to_have_count(0)

    young_person.describe(page, "Maëlle", "Tisserand")

    expect(found.get_by_text("Proposition de Navette")).to_have_count(1)
    expect(found.get_by_role("heading", level=2)).not_to_have_text(before)
    found.get_by_text("Pourquoi pas les").click()
    is_accessible()
    fits_the_screen()


def test_each_fault_leads_to_its_field(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")

    press(page, "Envoyer la demande")

    expect(page.get_by_role("alert")).to_be_focused()
    faults = page.get_by_role("alert").get_by_role("link")
    expect(faults.first).to_have_text("Indiquez le prénom")
    for fault in faults.all():
        fault.click()
        expect(page.locator(str(fault.get_attribute("href")))).to_be_focused()


def test_a_draft_is_taken_up_again(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")

    press(page, "Enregistrer le brouillon")
    expect(answers(page)).to_contain_text("Brouillon enregistré")
    is_accessible()
    fits_the_screen()
    page.get_by_role("link", name="Reprendre le brouillon de Maëlle").click()

    expect(page.get_by_label("Nom", exact=True)).to_have_value("Tisserand")
    expect(page.get_by_label("Scolarité et méthode")).to_be_checked()


def test_a_sent_draft_is_a_draft_no_more(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")
    press(page, "Enregistrer le brouillon")
    page.get_by_role("link", name="Reprendre le brouillon de Maëlle").click()

    press(page, "Envoyer la demande")
    expect(page).to_have_url(re.compile("/envoyee"))
    open_from_menu(page, "Mes demandes")

    expect(page.get_by_role("link", name=re.compile("Maëlle"))).to_have_count(1)


def test_a_referral_is_found_by_its_name(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    reference = send_maelle(page)

    search(page, "tisserand")

    expect(answers(page)).to_have_text("1 demande")
    is_accessible()
    fits_the_screen()
    page.get_by_role("link", name="Maëlle T.").click()
    expect(h1(page)).to_have_text("Maëlle Tisserand")
    assert page.url.endswith(reference)


def test_nothing_private_comes_back_after_signing_out(page, enter, demo_app):
    reference = send_lina_to_the_afev(demo_app)
    enter("samira.haddad")
    page.goto(f"/demandes/{reference}")
    expect(h1(page)).to_have_text("Lina Carpentier")

    sign_out(page)
    page.go_back()

    expect(page).to_have_url(re.compile("/connexion"))
    expect(page.locator("body")).not_to_contain_text("Carpentier")
