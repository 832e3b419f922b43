"""Accepting, and answering too late: one click, nothing overwritten."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.steering import recall
from tests.factories import (
    get_last_assignment,
)
from tests.referrals.answers import decline
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina, state_of


def accept_from_inbox(browser):
    browser.get("/demandes/a-traiter")
    return browser.press("Accepter la demande de L. C.".replace(" C", "\u00a0C"))


def test_a_request_is_accepted_in_one_click_from_the_inbox(coordinator):
    referral = send_lina()

    page = accept_from_inbox(coordinator)

    assert state_of(referral) == "accepted"
    assert page.h1 == "Aucune demande à traiter"
    assert "Vous avez accepté la demande de L. C." in page.alerts[0]
    assert coordinator.click("Ouvrir la fiche").h1 == "Lina Carpentier"


def test_a_second_click_on_accept_is_harmless(coordinator):
    referral = send_lina()
    version = get_last_assignment(referral).version
    coordinator.get("/demandes/a-traiter")

    for _ in range(2):
        page = coordinator.post(f"/demandes/{referral.reference}/accepter", {"version": version})

    assert "Vous avez accepté la demande de L. C." in page.alerts[0]
    assert count_events("proposal.accepted") == 1


@pytest.mark.both_databases
def test_an_answer_after_a_colleague_s_changes_nothing(coordinator, sign_in):
    referral = send_lina()
    colleague = sign_in("claire.wattelle")
    coordinator.get("/demandes/a-traiter")
    accept_from_inbox(colleague)

    page = coordinator.press("Accepter la demande", status=409)

    assert "Claire Wattelle a déjà accepté cette demande" in page.text
    assert "Rien n’a été changé" in page.text
    assert proposals_of(referral) == [("afev", "accepted")]


def test_a_refusal_after_an_acceptance_changes_nothing(coordinator):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/decliner"
    coordinator.get(path)
    coordinator.get("/demandes/a-traiter")
    accept_from_inbox(coordinator)

    page = coordinator.get(path, status=409)

    assert "Théo Marchand a déjà accepté cette demande" in page.text


def test_a_proposal_that_expired_is_not_accepted(coordinator):
    referral = send_lina()
    coordinator.get("/demandes/a-traiter")
    assignment = get_last_assignment(referral)
    assignment.deadline, assignment.reminders = clock.today() - timedelta(days=1), 2
    db.session.commit()
    expire_overdue_proposals()

    page = coordinator.press("Accepter la demande", status=409)

    assert "Le délai de réponse est passé" in page.text


def test_a_proposal_taken_back_is_not_accepted(coordinator):
    referral = send_lina()
    coordinator.get("/demandes/a-traiter")
    version = get_last_assignment(referral).version
    recall(referral.reference, version, "Plus adaptée ailleurs", actor_of("helene.vasseur"))

    page = coordinator.press("Accepter la demande", status=409)

    assert "La Cité éducative a déjà repris cette demande" in page.text


@pytest.mark.parametrize("version", ["99", "", "-1", "abc", "9" * 40])
def test_an_answer_to_another_version_is_refused(coordinator, version):
    referral = send_lina()
    coordinator.get("/demandes/a-traiter")
    path = f"/demandes/{referral.reference}/accepter"

    page = coordinator.post(path, {"version": version}, status=409)

    assert "Cette demande a changé depuis que vous l’avez ouverte." in page.text
    assert state_of(referral) == "proposed"


@pytest.mark.parametrize("reference", ["7K3Q9M", "trop-long", "%00%00%00%00%00%00", "afev01"])
@pytest.mark.parametrize("act", ["accepter", "decliner"])
def test_what_was_never_proposed_is_not_found(coordinator, reference, act):
    coordinator.get("/aide")
    coordinator.get("/demandes/a-traiter")

    coordinator.post(f"/demandes/{reference}/{act}", {"version": "1"}, status=404)


def test_another_association_cannot_answer(sign_in):
    referral = send_lina()
    stranger = sign_in("odile.prevost")
    stranger.get("/demandes/a-traiter")
    path = f"/demandes/{referral.reference}"

    stranger.post(f"{path}/accepter", {"version": "1"}, status=404)
    stranger.get(f"{path}/decliner", status=404)

    assert state_of(referral) == "proposed"


def test_a_colleague_who_declined_is_named(coordinator, sign_in):
    referral = send_lina()
    coordinator.get(f"/demandes/{referral.reference}/decliner")
    decline(sign_in("claire.wattelle"), referral, "no_suitable_mentor")

    page = coordinator.press("Confirmer le refus", {"reason": "age_out_of_range"}, status=409)

    assert "Claire Wattelle a déjà décliné cette demande" in page.text


@pytest.mark.parametrize("who", ["samira.haddad", "karim.delobel"])
def test_only_associations_answer(sign_in, who):
    referral = send_lina()
    browser = sign_in(who)
    browser.get("/aide")

    browser.get(f"/demandes/{referral.reference}/decliner", status=404)

    assert actor_of(who).role != "coordinator"
