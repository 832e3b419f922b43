"""What people do in the journeys, in their own words: open, send, sign out, print."""

import re

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.core.db import db
from app.core.delivery import deliver_next
from app.core.models import OutboxMessage
from app.core.post_office import open_post
from tests.browser import young_person
from tests.referrals.scenes import send_lina

A4 = (595, 842)  # points


def send_lina_to_the_afev(app: Flask) -> str:
    """Let Samira Haddad refer Lina Carpentier; return the reference the Afev has to answer."""
    with app.app_context():
        return send_lina().reference


def open_from_menu(page: Page, entry: str) -> None:
    """Follow an entry of the menu, which a phone folds."""
    unfold_menu(page)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=entry).click()


def enter_as(page: Page, who: str) -> None:
    """Enter as somebody of the demonstration, in one click."""
    page.context.clear_cookies()
    page.goto("/connexion")
    button = page.locator(f"button[name=email][value='{who}@example.org']")
    if not button.is_visible():
        page.get_by_text("Les autres comptes").click()
    button.click()
    expect(page).not_to_have_url(re.compile("/connexion"))


def sign_out(page: Page) -> None:
    """Leave by the button, which a phone folds with the menu, and see the door closed.

    The door erases what this site left in the browser, which may then draw it in a new process:
    what a person does next is done to the page she sees, not to the one that is leaving.
    """
    unfold_menu(page)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(re.compile("/connexion"))
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()


def unfold_menu(page: Page) -> None:
    """Open the menu of a phone; a wide screen shows it already."""
    folded = page.get_by_text("Menu", exact=True)
    if folded.is_visible():
        folded.click()


def h1(page: Page) -> Locator:
    """Return the heading of the page."""
    return page.get_by_role("heading", level=1)


def press(page: Page, button: str) -> None:
    """Press the button that begins with these words."""
    page.get_by_role("button", name=re.compile(f"^{button}")).click()


def answers(page: Page) -> Locator:
    """Return what the page says after an act."""
    return page.get_by_role("main").get_by_role("status").first


def send_maelle(page: Page) -> str:
    """Refer Maëlle Tisserand, from the first field to the confirmation; return the reference."""
    page.goto("/demandes/nouvelle")
    young_person.describe(page, "Maëlle", "Tisserand")
    press(page, "Envoyer la demande")
    expect(h1(page)).to_have_text("Demande envoyée")
    return page.url.split("/")[-2]


def search(page: Page, name: str) -> None:
    """Look for a name in the list of referrals."""
    page.goto("/demandes")
    page.get_by_label("Nom ou référence").fill(name)
    press(page, "Chercher")


def card(page: Page, label: str) -> Locator:
    """Return a large number of the dashboard, as the group of its label and its value."""
    return page.locator("dl > div").filter(has=page.get_by_role("link", name=label, exact=True))


def first_number(words: Locator) -> int:
    """Return the number a sentence begins with."""
    found = re.match(r"\s*([\d\u00a0]+)", words.inner_text())
    assert found, words.inner_text()
    return int(found.group(1).replace("\u00a0", ""))


def invite_noemie(page: Page) -> None:
    """Invite Noémie Castel to the Afev, as its coordinator."""
    open_from_menu(page, "Comptes")
    page.get_by_role("link", name="Inviter une personne").click()
    page.get_by_label("Organisation").select_option(label="Afev")
    page.get_by_label("Prénom et nom").fill("Noémie Castel")
    page.get_by_label("Adresse électronique").fill("noemie.castel@example.org")
    page.get_by_label("Coordination d’association").check()
    press(page, "Envoyer l’invitation")


def deliver_last_mail(app: Flask) -> None:
    """Deliver the newest message as the worker does, the demonstration's older ones left aside."""
    with app.app_context():
        messages = db.session.query(OutboxMessage)
        newest = messages.order_by(OutboxMessage.id.desc()).first()
        assert newest is not None
        messages.filter(OutboxMessage.id < newest.id).delete()
        db.session.commit()
        assert deliver_next(open_post(app.config["SETTINGS"]))


def link_of_mail(page: Page, subject: str) -> str:
    """Open a message in the mailbox of the demonstration; return the path its link leads to."""
    page.goto("/courriels")
    page.get_by_role("link", name=subject).click()
    address = page.get_by_role("main").get_by_role("link", name="/invitation/").inner_text()
    return "/" + address.split("/", 3)[3]


def choose_password(page: Page, password: str) -> None:
    """Choose a password on the page of a link."""
    page.get_by_label("Nouveau mot de passe").fill(password)
    press(page, "Enregistrer le mot de passe")


def sign_in(page: Page, email: str, password: str) -> None:
    """Come in by the form of the door."""
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    press(page, "Se connecter")


def sheets_of_paper(page: Page) -> int:
    """Print the page and return how many A4 sheets leave the printer."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}
    return len(re.findall(rb"/Type\s*/Page\b", printed))
