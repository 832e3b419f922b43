"""A coordinator at their mails: two clicks accept, without a password; the name waits for it."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.core.db import db
from app.core.delivery import deliver_next
from app.core.models import OutboxMessage
from app.core.post_office import open_post
from app.demo.cast import PASSWORD
from tests.browser.steps import answers, h1, press, sign_in
from tests.referrals.scenes import send_lina

SECRETS = re.compile("Lina|Carpentier|Nadège|98.12.34|mercredi")
THEO = "theo.marchand@example.org"


@pytest.fixture
def mail(page: Page, demo_app: Flask) -> str:
    """The mail of a new request, open in front of Théo Marchand; return the reference."""
    with demo_app.app_context():
        reference = send_lina().reference
        deliver_only_to(demo_app, THEO, reference)
    page.goto("/courriels")
    page.get_by_role("link", name=reference).click()
    return reference


def deliver_only_to(app: Flask, reader: str, reference: str) -> None:
    """Deliver one person's mail of a new request, the others left aside."""
    waiting = OutboxMessage.sent_at.is_(None)
    theirs = OutboxMessage.subject.contains(reference) & (OutboxMessage.recipient == reader)
    messages = db.session.query(OutboxMessage)
    messages.filter(waiting, ~theirs).delete(synchronize_session=False)
    db.session.commit()
    assert deliver_next(open_post(app.config["SETTINGS"]))


def follow_link(page: Page) -> None:
    """Follow the link of the mail: it names the service's address, we are at the test's."""
    address = page.get_by_role("main").get_by_role("link", name="/repondre/").inner_text()
    page.goto(f"/{address.split('/', 3)[3]}")


def test_two_clicks_from_the_mail_accept(page, mail, is_accessible, fits_the_screen) -> None:
    follow_link(page)
    expect(h1(page)).to_contain_text("Demande de L. C.")
    expect(page.locator("body")).not_to_contain_text(SECRETS)
    is_accessible()
    fits_the_screen()

    press(page, "Accepter la demande")

    expect(answers(page)).to_contain_text("Vous avez accepté la demande de L. C.")
    expect(page.locator("body")).not_to_contain_text(SECRETS)
    is_accessible()
    fits_the_screen()


def test_the_name_waits_for_who_signs_in(page, mail) -> None:
    follow_link(page)
    press(page, "Accepter la demande")
    page.get_by_role("link", name="Se connecter pour ouvrir la fiche").click()

    sign_in(page, THEO, PASSWORD)

    expect(h1(page)).to_have_text("Lina Carpentier")


def test_a_refusal_is_made_from_the_mail(page, mail, is_accessible, fits_the_screen) -> None:
    follow_link(page)
    page.get_by_role("link", name="Décliner").click()
    press(page, "Confirmer le refus")
    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()
    fits_the_screen()

    page.get_by_label("Pas de mentor correspondant").check()
    press(page, "Confirmer le refus")

    expect(answers(page)).to_contain_text("Elle est déjà proposée à une autre association.")
    is_accessible()
    fits_the_screen()


def test_the_back_button_after_an_answer_changes_nothing(page, mail) -> None:
    follow_link(page)
    press(page, "Accepter la demande")
    expect(answers(page)).to_be_visible()
    page.go_back()
    expect(h1(page)).to_be_visible()

    if page.get_by_role("button", name="Accepter").is_visible():
        press(page, "Accepter la demande")

    expect(page.get_by_role("main")).to_contain_text("Vous avez accepté cette demande")


def test_how_mails_come_is_chosen_on_the_account(page, enter, is_accessible, fits_the_screen):
    enter("theo.marchand")
    page.goto("/compte")
    page.get_by_label("Un courriel par jour").check()

    press(page, "Enregistrer")

    expect(page.get_by_label("Un courriel par jour")).to_be_checked()
    expect(answers(page)).to_have_text("Le rythme de vos courriels est enregistré.")
    is_accessible()
    fits_the_screen()
