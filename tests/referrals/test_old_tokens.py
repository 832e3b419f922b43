"""A page older than the session: what was typed is shown again, and nothing is ever written."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.demo.cast import PASSWORD
from app.referrals.models import Referral
from app.referrals.service import withdrawing
from tests import factories as make
from tests.referrals.scenes import actor_of, proposals_of, send_lina

HELENE, SAMIRA, THEO = "helene.vasseur", "samira.haddad", "theo.marchand"


def sign_in_again(browser, who):
    """Sign in again, as in another tab: the page in front keeps its old token."""
    page = browser.page
    browser.signed_in = False
    browser.send("POST", "/deconnexion", data={"csrf_token": page.value("csrf_token")})
    entry = {"email": f"{who}@example.org", "password": PASSWORD}
    browser.submit("/connexion", entry, "Se connecter")
    browser.signed_in = True
    browser.page = page


def open_old(browser, who, referral, act):
    browser.get(f"/demandes/{referral.reference}/{act}")
    sign_in_again(browser, who)


def test_a_question_typed_on_an_old_page_is_shown_again(coordinator):
    referral = send_lina()
    open_old(coordinator, THEO, referral, "questions")

    page = coordinator.press("Poser la question", {"question": "Quels jours ?"}, status=422)
    assert page.value("question") == "Quels jours ?"
    assert "CSRF" not in page.text
    assert proposals_of(referral) == [("afev", "proposed")]
    coordinator.press("Poser la question")

    assert proposals_of(referral) == [("afev", "info_requested")]


def test_a_correction_typed_on_an_old_page_is_shown_again(prescriber):
    referral = send_lina()
    open_old(prescriber, SAMIRA, referral, "corriger")

    page = prescriber.press("Enregistrer la correction", {"phone": "06 39 98 00 00"}, status=422)

    assert page.value("phone") == "06 39 98 00 00"
    assert "CSRF" not in page.text


def test_a_refusal_typed_on_an_old_page_is_shown_again(coordinator):
    referral = send_lina()
    open_old(coordinator, THEO, referral, "decliner")
    said = {"reason": "other", "note": "Le local ferme."}

    page = coordinator.press("Confirmer le refus", said, status=422)

    assert page.value("note") == "Le local ferme."
    assert proposals_of(referral) == [("afev", "proposed")]


@pytest.mark.parametrize("act", ["reprendre", "retirer"])
def test_an_old_page_of_what_changed_meanwhile_says_so(manager, act):
    referral = send_lina()
    open_old(manager, HELENE, referral, act)
    reason = withdrawing.WithdrawReason.MOVED_AWAY
    withdrawing.withdraw(referral.reference, referral.version, reason, "", actor_of(SAMIRA))

    page = manager.press(fields={}, button=None, status=409)

    assert "retiré cette demande" in page.text


def test_a_form_whose_token_is_right_is_not_done_because_something_else_was_wrong(app, manager):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/reprendre"
    page = manager.get(path)
    form = {
        "csrf_token": page.value("csrf_token"),
        "version": str(make.get_last_assignment(referral).version),
        "reason": "Trop loin",
    }

    answer = manager.send("POST", path, data=form, base_url="https://localhost")

    assert answer.status_code in {303, 400}
    assert proposals_of(referral) == [("afev", "proposed")]


@pytest.mark.both_databases
def test_an_odd_reference_on_an_old_page_is_no_page(coordinator):
    send_lina()
    coordinator.get("/demandes/a-traiter")
    form = {"csrf_token": "old", "version": "1", "question": "Quels jours ?"}

    answer = coordinator.send("POST", "/demandes/AB%00CDE/questions", data=form)

    assert answer.status_code == 404
    assert db.session.scalars(select(Referral)).all()
