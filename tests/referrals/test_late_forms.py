"""What was typed outlives the session it was typed in."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.demo.cast import PASSWORD
from app.referrals.models import ReferralDraft
from tests.referrals.answers import FORM, LINA, count_referrals


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def drafts():
    db.session.rollback()
    return db.session.scalars(select(ReferralDraft)).all()


def leave_for(frozen, hours):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS) + timedelta(hours=hours))


def test_what_was_typed_outlives_the_session(prescriber, frozen):
    prescriber.get(FORM)
    leave_for(frozen, 2)
    prescriber.signed_in = False

    page = prescriber.press("Envoyer", LINA)
    assert "Votre saisie est gardée : reconnectez-vous pour l’envoyer." in page.text
    assert count_referrals() == 0

    entry = {"email": "samira.haddad@example.org", "password": PASSWORD}
    page = prescriber.press("Se connecter", entry)
    assert page.value("first_name") == "Lina"
    assert prescriber.press("Envoyer").h1 == "Demande envoyée"


def test_what_was_typed_outlives_the_longest_session(prescriber, frozen):
    prescriber.get(FORM)
    leave_for(frozen, 12.5)
    prescriber.signed_in = False

    page = prescriber.press("Envoyer", LINA)

    assert "Votre saisie est gardée" in page.text
    assert len(drafts()) == 1


def test_the_list_asked_without_script_outlives_the_session(prescriber, frozen):
    prescriber.get(FORM)
    leave_for(frozen, 2)
    prescriber.signed_in = False

    page = prescriber.press("Voir les associations possibles", LINA)

    assert "Votre saisie est gardée : reconnectez-vous pour l’envoyer." in page.text
    assert [draft.answers["first_name"] for draft in drafts()] == ["Lina"]


def test_a_browser_signed_out_keeps_nothing(prescriber):
    page = prescriber.get(FORM)
    typed = {**LINA, "agreement": "y"}
    prescriber.press("Se déconnecter")
    prescriber.signed_in = False
    assert page.value("first_name") == ""

    prescriber.post(FORM, typed)

    assert drafts() == []


def test_a_form_older_than_the_session_is_shown_again_as_typed(prescriber):
    prescriber.get(FORM)

    page = prescriber.post(FORM, {**LINA, "agreement": "y", "csrf_token": "vieux"}, status=422)

    assert "Votre saisie est là" in page.alerts[0]
    assert page.value("first_name") == "Lina"
    assert count_referrals() == 0
    assert prescriber.press("Envoyer").h1 == "Demande envoyée"


def test_a_form_without_token_is_shown_to_nobody_else(coordinator, visitor):
    for browser in (coordinator, visitor):
        browser.get("/aide")

        page = browser.post(FORM, {**LINA, "csrf_token": "vieux"}, status=400)

        assert "Lina" not in page.html


def test_a_form_sent_after_signing_out_in_another_tab_says_so(prescriber, visitor):
    visitor.get("/connexion")

    page = visitor.post(FORM, {**LINA, "csrf_token": "vieux"}, status=400)

    assert "Vous n’êtes plus connecté dans ce navigateur : rien n’a été enregistré." in page.text
    assert "connectez-vous avec votre compte dans un autre onglet, puis rechargez" in page.text


def test_a_form_sent_as_somebody_else_says_whose_name_is_there(coordinator):
    coordinator.get("/aide")

    page = coordinator.post(FORM, {**LINA, "csrf_token": "vieux"}, status=400)

    assert "connecté au nom de Théo Marchand, Afev, dont le compte ne permet pas" in page.text
    assert "Votre saisie est encore dans cette page" in page.text


def test_a_form_shown_again_says_in_whose_name_it_will_leave(sign_in):
    browser = sign_in("marc.vermeulen")
    browser.get(FORM)

    page = browser.post(FORM, {**LINA, "csrf_token": "vieux"}, status=422)

    assert "avant votre dernière connexion" in page.alerts[0]
    assert "Elle partira au nom de Marc Vermeulen, Lycée" in page.alerts[0]


def test_an_act_from_before_the_last_entry_promises_nothing(coordinator):
    coordinator.get("/demandes/a-traiter")

    page = coordinator.post("/demandes/ABCDEF/accepter", {"csrf_token": "vieux"}, status=400)

    assert "avant votre dernière connexion : rien n’a été changé." in page.text
    assert "Votre saisie" not in page.text


def test_after_a_day_nothing_is_kept(prescriber, frozen):
    prescriber.get(FORM)
    leave_for(frozen, 14)
    prescriber.signed_in = False

    prescriber.press("Envoyer", LINA)

    assert drafts() == []


def test_the_script_of_a_session_over_gets_no_page(visitor):
    token = visitor.get("/connexion").value("csrf_token")

    answer = visitor.send(
        "POST",
        "/demandes/possibles",
        data={"csrf_token": token},
        headers={"X-Requested-With": "fetch"},
    )

    assert answer.status_code == 401
