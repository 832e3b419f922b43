"""The same work in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from tests.browser import young_person
from tests.browser.steps import answers, h1, press, search, send_lina_to_the_afev

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


def test_a_double_click_makes_one_referral_without_script(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")

    page.get_by_role("button", name="Envoyer la demande").dblclick()

    expect(h1(page)).to_have_text("Demande envoyée")
    search(page, "Tisserand")
    expect(answers(page)).to_have_text("1 demande")


def test_a_coordinator_accepts_without_script(page, enter, demo_app):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")

    press(page, "Accepter la demande")

    expect(answers(page)).to_contain_text("Vous avez accepté la demande de L. C.")


def test_a_coordinator_declines_without_script(page, enter, demo_app):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")
    page.get_by_role("link", name="Décliner").click()
    page.get_by_label("Pas de mentor correspondant").check()

    press(page, "Confirmer le refus")

    expect(answers(page)).to_contain_text("Vous avez décliné la demande de L. C.")
