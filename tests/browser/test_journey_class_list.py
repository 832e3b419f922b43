"""A prescriber sends a class: paste three pupils, correct the red cell, send."""

import re

from playwright.sync_api import Page, expect

from app.core import clock
from app.demo.people import birth_date_for
from tests.browser.steps import answers, h1, open_from_menu, press
from tests.referrals.class_lists import HEADINGS, pasted


def class_of_three() -> str:
    """Return three pupils of thirteen as Excel puts them on the clipboard, a date misspelt."""
    born = f"{birth_date_for(13, clock.today()):%d/%m/%Y}"
    after = ("4e B", "Orientation", "Camille Tisserand", "06 39 98 12 34")
    rows = [("Tisserand", name, born, *after) for name in ("Maëlle", "Lou")]
    return pasted(*rows, ("Tisserand", "Noé", "31/02/2012", *after), headings=HEADINGS)


def paste_the_class(page: Page) -> None:
    """Go from the list of referrals to the class, read and to be checked."""
    open_from_menu(page, "Mes demandes")
    page.get_by_role("link", name="Coller une liste Excel").click()
    page.get_by_label("Cellules copiées").fill(class_of_three())
    press(page, "Vérifier la liste")
    expect(answers(page)).to_contain_text("3 jeunes lus.")


def correct_and_agree(page: Page) -> None:
    """Follow the error to its cell, write the date that was meant, tick every agreement."""
    page.get_by_role("link", name="31/02/2012 n’existe pas").click()
    wrong = page.get_by_label("Date de naissance, ligne 4")
    expect(wrong).to_be_focused()
    wrong.fill("28/02/2013")
    for box in page.get_by_label(re.compile("^Accord de la famille")).all():
        box.check()


def test_a_class_is_pasted_corrected_and_sent(page, enter, is_accessible, fits_the_screen):
    enter("samira.haddad")
    paste_the_class(page)
    is_accessible()
    fits_the_screen()
    correct_and_agree(page)

    press(page, "Envoyer")

    expect(answers(page)).to_have_text("3 demandes envoyées.")
    expect(page.get_by_text(re.compile("Référence [0-9A-Z]{6}"))).to_have_count(3)
    is_accessible()
    fits_the_screen()
    page.get_by_role("link", name="Noé Tisserand").click()
    expect(h1(page)).to_have_text("Noé Tisserand")
