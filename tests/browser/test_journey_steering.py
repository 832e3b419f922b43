"""A manager's hand: assign, transfer, act for an association; two people on one request."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import answers, enter_as, h1, press, send_lina_to_the_afev
from tests.browser.test_journey_whole_life import accept_lina, open_act, thread

REASON = "Plus près de son domicile."


@pytest.fixture
def second(page: Page, browser, browser_context_args):
    """The browser of somebody else, at the same moment."""
    context = browser.new_context(**browser_context_args)
    other = context.new_page()

    def enter(who: str) -> Page:
        enter_as(other, who)
        return other

    yield enter
    context.close()


def choose_association(page: Page, name: str) -> None:
    """Choose an association of the list, and say why."""
    page.get_by_role("radio", name=re.compile(f"^{name}")).check()
    page.get_by_label("Raison").fill(REASON)


def test_a_manager_assigns_by_hand(page, enter, demo_app, is_accessible, fits_the_screen):
    reference = send_lina_to_the_afev(demo_app)
    enter("helene.vasseur")
    open_act(page, reference, "Affecter à la main")
    press(page, "Proposer à cette association")
    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()
    fits_the_screen()

    choose_association(page, "Proxité")
    press(page, "Proposer à cette association")

    expect(thread(page)).to_contain_text("Proposée à Proxité")
    is_accessible()
    fits_the_screen()


def ask_proxite_to_take_over(manager: Page, reference: str) -> None:
    """Ask Proxité to take over from the association that accepted."""
    open_act(manager, reference, "Transférer")
    choose_association(manager, "Proxité")
    press(manager, "Demander le relais")
    expect(thread(manager)).to_contain_text("Transfert demandé")


def test_a_transfer_waits_for_the_other_association(
    page, enter, demo_app, second, is_accessible, fits_the_screen
):
    reference = accept_lina(page, enter, demo_app)
    ask_proxite_to_take_over(second("helene.vasseur"), reference)
    page.goto(f"/demandes/{reference}")
    expect(h1(page)).to_have_text("Lina Carpentier")
    is_accessible()
    fits_the_screen()

    target = second("sonia.delcourt")
    target.goto(f"/demandes/{reference}")
    expect(h1(target)).to_have_text("L. C.")
    press(target, "Accepter la demande")
    target.get_by_role("link", name="Ouvrir la fiche").click()

    expect(h1(target)).to_have_text("Lina Carpentier")


def test_a_manager_answers_for_an_association_and_says_why(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    reference = send_lina_to_the_afev(demo_app)
    enter("helene.vasseur")
    page.goto(f"/demandes/{reference}")
    page.get_by_text("Agir à la place de l’association").click()
    page.get_by_role("link", name="Accepter…").click()
    press(page, "Accepter la demande")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Pourquoi vous agissez").fill("Réponse donnée au téléphone.")
    press(page, "Accepter la demande")

    expect(thread(page)).to_contain_text("Hélène Vasseur (Cité éducative), pour l’Afev")
    is_accessible()
    fits_the_screen()


def test_two_people_answer_and_the_second_is_told(page, enter, demo_app, second, is_accessible):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}/decliner")
    page.get_by_label("Pas de mentor correspondant").check()
    colleague = second("claire.wattelle")
    colleague.goto(f"/demandes/{reference}")
    press(colleague, "Accepter la demande")
    expect(answers(colleague)).to_contain_text("Vous avez accepté")

    press(page, "Confirmer le refus")

    expect(h1(page)).to_have_text("Rien n’a été changé")
    expect(page.get_by_role("main")).to_contain_text("Claire Wattelle a déjà accepté cette demande")
    is_accessible()


def test_a_correction_on_an_old_page_overwrites_nothing(page, enter, demo_app, second):
    reference = send_lina_to_the_afev(demo_app)
    enter("samira.haddad")
    open_act(page, reference, "Corriger la demande")
    page.get_by_label("Téléphone").fill("06 39 98 00 11")
    coordinator = second("theo.marchand")
    coordinator.goto(f"/demandes/{reference}")
    press(coordinator, "Accepter la demande")
    expect(answers(coordinator)).to_contain_text("Vous avez accepté")

    press(page, "Enregistrer la correction")

    expect(page.get_by_role("alert")).to_contain_text("L’association a déjà accepté cette demande")
    expect(page.get_by_label("Téléphone")).to_have_value("06 39 98 00 11")
