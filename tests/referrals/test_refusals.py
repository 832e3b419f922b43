"""Declining: one reason, and what follows said as it is."""

import pytest

from app.core.db import db
from tests.factories import (
    ECOLE,
    make_prescriber,
    make_referral,
    state_places,
)
from tests.referrals.answers import decline
from tests.referrals.scenes import count_events, proposals_of, send_lina, state_of


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


@pytest.mark.both_databases
def test_the_second_click_of_a_refusal_finds_the_first_one_s_work_done(coordinator):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/decliner"
    coordinator.get(path)
    typed = {"reason": "no_suitable_mentor", "version": coordinator.page.value("version")}
    coordinator.post(path, typed)

    coordinator.get("/demandes/a-traiter")
    page = coordinator.post(path, typed)

    assert "Elle est déjà proposée à une autre association." in page.alerts[0]
    assert len(proposals_of(referral)) == 2


def test_a_closed_referral_leaves_its_trace(coordinator):
    decline(coordinator, send_lina(), "not_interested")

    assert count_events("referral.withdrawn") == 1


def test_the_page_of_a_refusal_sends_back_to_a_question(sign_in):
    referral = send_lina("isabelle.carlier", to="article1", situation="2de_GT", age=15)

    page = sign_in("mehdi.lambrecht").get(f"/demandes/{referral.reference}/decliner")

    assert "revenez à la demande et posez une question" in page.text
    assert "Service ASE" not in page.text


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
