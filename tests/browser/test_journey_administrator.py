"""An administrator opens an account; the person invited comes in by the link of the mail."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    choose_password,
    deliver_last_mail,
    h1,
    invite_noemie,
    link_of_mail,
    sign_in,
    sign_out,
)

PASSWORD = "quatre pelotes sous un toit rouge"


@pytest.fixture
def invitation(page, enter, demo_app, is_accessible, fits_the_screen):
    """The path of the link that Noémie Castel, invited by Karim Delobel, reads in her mail."""
    enter("karim.delobel")
    invite_noemie(page)
    deliver_last_mail(demo_app)
    path = link_of_mail(page, "Votre accès à Navette")
    is_accessible()
    fits_the_screen()
    sign_out(page)
    return path


def test_a_person_invited_comes_in(page, invitation, is_accessible, fits_the_screen):
    page.goto(invitation)
    is_accessible()
    fits_the_screen()

    choose_password(page, PASSWORD)
    expect(page.get_by_role("status")).to_contain_text("Votre mot de passe est enregistré.")
    sign_in(page, "noemie.castel@example.org", PASSWORD)

    expect(h1(page)).to_contain_text("à traiter")


def test_a_link_that_served_opens_nothing(page, invitation, is_accessible):
    page.goto(invitation)
    choose_password(page, PASSWORD)

    page.goto(invitation)

    expect(h1(page)).to_have_text("Ce lien n’est plus actif")
    is_accessible()
