"""The whole life of a request between a prescriber and an association, mistakes included."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import answers, h1, press, send_lina_to_the_afev

QUESTION = "Quels jours sont possibles ?"
REPLY = "Le mercredi après-midi."


def open_act(page: Page, reference: str, act: str) -> None:
    """Open a request, then the page of an act."""
    page.goto(f"/demandes/{reference}")
    page.get_by_role("link", name=act).click()


def thread(page: Page):
    """Return what the thread of the request says."""
    return page.get_by_role("region", name="Le fil de la demande")


def accept_lina(page: Page, enter, demo_app) -> str:
    """Let Théo Marchand accept Lina; return the reference."""
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    page.goto(f"/demandes/{reference}")
    press(page, "Accepter la demande")
    expect(answers(page)).to_contain_text("Vous avez accepté")
    return reference


def ask(page: Page, reference: str) -> None:
    """Ask the prescriber a question."""
    open_act(page, reference, "Poser une question")
    page.get_by_label("Votre question").fill(QUESTION)
    press(page, "Poser la question")
    expect(thread(page)).to_contain_text(QUESTION)


def meet(page: Page, reference: str, where: str) -> None:
    """Tell that the pair has met, with an impatient hand."""
    open_act(page, reference, "Mentor trouvé")
    page.get_by_label(where).check()
    page.get_by_role("button", name="L’accompagnement commence").dblclick()
    expect(thread(page).get_by_text("Accompagnement commencé").first).to_be_visible()


def test_a_question_is_asked_and_answered_in_the_thread(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    ask(page, reference)
    enter("samira.haddad")
    page.goto(f"/demandes/{reference}")
    expect(page.get_by_role("main")).to_contain_text("Son délai est suspendu")
    is_accessible()

    page.get_by_role("link", name="Répondre").click()
    page.get_by_label("Votre réponse").fill(REPLY)
    press(page, "Envoyer la réponse")

    expect(thread(page)).to_contain_text(REPLY)
    is_accessible()
    fits_the_screen()


def test_a_question_without_words_comes_back(page, enter, demo_app, is_accessible):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    open_act(page, reference, "Poser une question")

    press(page, "Poser la question")

    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()


def test_a_pair_that_met_by_mistake_is_taken_back(page, enter, demo_app, is_accessible):
    reference = accept_lina(page, enter, demo_app)
    meet(page, reference, "Sur place")

    press(page, "Annuler cette action")

    expect(thread(page)).to_contain_text("Action annulée")
    expect(page.get_by_role("link", name="Mentor trouvé")).to_be_visible()
    is_accessible()


def test_a_mentoring_is_closed_with_its_answers(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    reference = accept_lina(page, enter, demo_app)
    meet(page, reference, "À distance")
    page.get_by_role("link", name="Clore l’accompagnement").click()
    press(page, "Clore l’accompagnement")
    expect(page.get_by_role("alert")).to_be_focused()
    is_accessible()
    page.get_by_label("Objectifs atteints").check()
    for objective in page.get_by_label(re.compile(r"^Objectif\s:")).all():
        objective.select_option(label="Atteint")

    press(page, "Clore l’accompagnement")

    expect(thread(page)).to_contain_text("Accompagnement terminé")
    fits_the_screen()


def test_a_pair_that_stops_is_asked_elsewhere_in_one_click(page, enter, demo_app, is_accessible):
    reference = accept_lina(page, enter, demo_app)
    meet(page, reference, "Sur place")
    page.get_by_role("link", name="Signaler un arrêt").click()
    page.get_by_label("Absences répétées").check()
    is_accessible()
    press(page, "Confirmer l’arrêt")

    enter("samira.haddad")
    page.goto(f"/demandes/{reference}")
    press(page, "Demander une autre association")

    expect(thread(page)).to_contain_text("Une autre association est demandée")
    expect(page.get_by_role("main")).to_contain_text(re.compile("Proposée à|liste d’attente"))


def test_the_back_button_sends_nothing_twice(page, enter, demo_app):
    reference = send_lina_to_the_afev(demo_app)
    enter("samira.haddad")
    open_act(page, reference, "Retirer la demande")
    page.get_by_label("Déménagement").check()
    press(page, "Retirer la demande")
    expect(thread(page)).to_contain_text("Demande retirée")
    page.go_back()
    expect(h1(page)).to_be_visible()

    if page.get_by_label("Déménagement").is_visible():
        page.get_by_label("Déménagement").check()
        press(page, "Retirer la demande")

    page.goto(f"/demandes/{reference}")
    expect(thread(page).get_by_text("Demande retirée")).to_have_count(1)


def test_a_wrong_class_is_corrected_and_the_proposal_follows(
    page, enter, demo_app, is_accessible, fits_the_screen
):
    reference = send_lina_to_the_afev(demo_app)
    enter("samira.haddad")
    open_act(page, reference, "Corriger la demande")
    is_accessible()
    page.get_by_label("Téléphone").fill("06")
    press(page, "Enregistrer la correction")
    expect(page.get_by_role("alert")).to_be_focused()
    fits_the_screen()
    page.get_by_label("Téléphone").fill("06 39 98 00 11")
    page.get_by_label("Classe ou situation").select_option(label="3e")
    press(page, "Enregistrer la correction")

    expect(thread(page)).to_contain_text("Corrigé : classe ou situation, téléphone.")
    expect(page.get_by_role("link", name="06 39 98 00 11")).to_be_visible()
    is_accessible()
    fits_the_screen()
