"""Accepting and declining: one click, one reason, nothing overwritten."""

import pytest

from app.core.db import db
from app.referrals.rules import AssignmentState
from tests.factories import (
    ECOLE,
    get_last_assignment,
    make_prescriber,
    make_referral,
    state_places,
)
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina, state_of


def accept_from_inbox(browser):
    browser.get("/demandes/a-traiter")
    return browser.press("Accepter la demande de L. C.".replace(" C", "\u00a0C"))


def decline(browser, referral, reason, note="", status=200):
    fields = {"reason": reason, "note": note}
    path = f"/demandes/{referral.reference}/decliner"
    return browser.submit(path, fields, "Confirmer le refus", status)


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

    page = coordinator.press("Accepter", status=409)

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
    assignment.state, assignment.deadline = AssignmentState.EXPIRED, None
    db.session.commit()

    page = coordinator.press("Accepter", status=409)

    assert "Le délai de réponse est passé" in page.text


def test_a_proposal_taken_back_is_not_accepted(coordinator):
    referral = send_lina()
    coordinator.get("/demandes/a-traiter")
    assignment = get_last_assignment(referral)
    assignment.state, assignment.deadline = AssignmentState.RECALLED, None
    db.session.commit()

    page = coordinator.press("Accepter", status=409)

    assert "La Cité éducative a repris cette demande." in page.text


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


@pytest.mark.both_databases
def test_a_declined_request_goes_to_another_association(coordinator):
    referral = send_lina()

    page = decline(coordinator, referral, "no_suitable_mentor")

    assert page.path == "/demandes/a-traiter"
    assert "Elle est déjà proposée à une autre association." in page.alerts[0]
    assert [state for _, state in proposals_of(referral)] == ["declined", "proposed"]


def test_the_refusal_of_the_last_association_says_nobody_is_left(sign_in):
    school = make_prescriber(ECOLE)
    referral = make_referral(school, situation="CM1", age=9)

    page = decline(sign_in("odile.prevost"), referral, "no_suitable_mentor")

    assert "Toutes les associations possibles ont été demandées" in page.alerts[0]
    assert "liste d’attente" not in page.alerts[0]


def test_a_declined_request_waits_when_all_are_full(coordinator):
    referral = send_lina()
    for slug in ("proxite", "telemaque", "lacle", "face"):
        state_places(slug, 0)

    page = decline(coordinator, referral, "no_place_left")

    assert "Elle rejoint la liste d’attente" in page.alerts[0]
    assert state_of(referral) == "waitlisted"


@pytest.mark.parametrize(
    "reason,state,words",
    [
        ("need_out_of_scope", "waitlisted", "la Cité éducative va l’examiner."),
        ("unreachable", "waitlisted", "Le prescripteur est prévenu"),
        ("not_interested", "withdrawn", "La demande est retirée"),
    ],
)
def test_a_refusal_says_what_follows(coordinator, reason, state, words):
    referral = send_lina()

    page = decline(coordinator, referral, reason)

    assert words in page.alerts[0]
    assert state_of(referral) == state


def test_a_refusal_needs_a_reason(coordinator):
    referral = send_lina()
    coordinator.get(f"/demandes/{referral.reference}/decliner")

    page = coordinator.press("Confirmer le refus", status=422)

    assert "Une réponse est à revoir Choisissez un motif" in page.alerts[0]
    assert page.title.startswith("Erreur : ")
    assert state_of(referral) == "proposed"


def test_the_reason_other_needs_words(coordinator):
    referral = send_lina()

    page = decline(coordinator, referral, "other", status=422)

    assert page.error("note") == "Erreur : Précisez le motif en quelques mots"
    assert state_of(referral) == "proposed"


def test_the_reason_other_is_kept_with_its_words(coordinator):
    referral = send_lina()

    decline(coordinator, referral, "other", "Le local ferme en décembre.")

    db.session.rollback()
    first = referral.assignments[0]
    assert (first.decline_reason, first.decline_note) == ("other", "Le local ferme en décembre.")


@pytest.mark.parametrize("note", ["x" * 501, "illisible\x07", "renversé\u202e"])
def test_a_note_too_long_or_unreadable_is_refused(coordinator, note):
    referral = send_lina()

    page = decline(coordinator, referral, "other", note, status=422)

    assert page.error("note")
    assert state_of(referral) == "proposed"


def test_a_made_up_reason_is_refused(coordinator):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/decliner"
    coordinator.get(path)

    page = coordinator.post(path, {"reason": "fatigue", "version": "1"}, status=422)

    assert "Choisissez un motif" in page.alerts[0]


def test_the_page_of_a_refusal_sends_worries_to_119(coordinator):
    referral = send_lina()

    page = coordinator.get(f"/demandes/{referral.reference}/decliner")

    assert "Appelez le 119" in page.text
    assert "CRIP" in page.text


def test_a_colleague_who_declined_is_named(coordinator, sign_in):
    referral = send_lina()
    coordinator.get(f"/demandes/{referral.reference}/decliner")
    decline(sign_in("claire.wattelle"), referral, "no_suitable_mentor")

    page = coordinator.press("Confirmer le refus", {"reason": "age_out_of_range"}, status=409)

    assert "Claire Wattelle a déjà décliné cette demande" in page.text


@pytest.mark.parametrize("who", ["samira.haddad", "helene.vasseur", "karim.delobel"])
def test_only_associations_answer(sign_in, who):
    referral = send_lina()
    browser = sign_in(who)
    browser.get("/aide")

    browser.get(f"/demandes/{referral.reference}/decliner", status=404)

    assert actor_of(who).role != "coordinator"
