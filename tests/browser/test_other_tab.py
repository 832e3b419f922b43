"""What happens in another tab: the form of this one is not lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import young_person
from tests.browser.conftest import WIDE
from tests.browser.steps import h1, press, sign_out

pytestmark = pytest.mark.parametrize("viewport", [WIDE], ids=["1280"])


def test_a_form_sent_after_signing_out_elsewhere_is_found_again(page, enter):
    enter("samira.haddad")
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")
    other = page.context.new_page()
    other.goto("/demandes")
    sign_out(other)

    press(page, "Envoyer la demande")
    expect(page.get_by_text("Vous n’êtes plus connecté dans ce navigateur")).to_be_visible()

    other.locator("button[name=email][value='samira.haddad@example.org']").click()
    expect(other).not_to_have_url(re.compile("/connexion"))
    page.reload()
    expect(page.get_by_label("Prénom", exact=True)).to_have_value("Maëlle")
    press(page, "Envoyer la demande")
    expect(h1(page)).to_have_text("Demande envoyée")
