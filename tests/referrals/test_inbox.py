"""What an association reads before it answers."""

from datetime import date, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.referrals.rules import AssignmentState
from tests.factories import get_last_assignment
from tests.referrals.scenes import SECRETS, send_lina


def set_deadline(referral, day: date) -> None:
    get_last_assignment(referral).deadline = day
    db.session.commit()


THREE = frozenset({"scolaire", "confiance", "decouverte_pro"})


def test_a_request_shows_initials_age_class_and_needs(coordinator):
    send_lina(objectives=frozenset({"scolaire", "confiance"}))

    page = coordinator.get("/demandes/a-traiter")

    assert page.all(".lettre h2") == ["L. C. 13 ans, 4 e"]
    assert page.all(".lettre .mots li") == ["Scolarité et méthode", "Confiance en soi"]
    assert page.all(".lettre__qui") == ["Collège Rosa Parks, Samira Haddad, CPE"]


def test_a_request_is_named_by_its_reference(coordinator):
    referral = send_lina()

    page = coordinator.get("/demandes/a-traiter")

    assert page.all(".lettre .attenue") == [f"Envoyée aujourd’hui, nº {referral.reference}"]


def test_what_is_said_of_a_request_is_elided(coordinator):
    referral = send_lina(first_name="Élodie", last_name="Lemaire")

    inbox = coordinator.get("/demandes/a-traiter")
    page = coordinator.get(f"/demandes/{referral.reference}/decliner")

    heard = "Accepter la demande d’É.\u00a0L."
    assert inbox.one(".lettre__actions button")["aria-label"] == heard
    assert page.h1 == "Décliner la demande d’É. L."


def test_no_name_nor_contact_is_in_the_inbox(coordinator):
    send_lina()

    html = coordinator.get("/demandes/a-traiter").html

    assert [secret for secret in SECRETS if secret in html] == []


def test_the_oldest_deadline_comes_first(coordinator):
    later, sooner = send_lina(first_name="Zoé"), send_lina(first_name="Amir")
    set_deadline(later, date(2027, 3, 5))
    set_deadline(sooner, date(2027, 3, 4))

    page = coordinator.get("/demandes/a-traiter")

    assert [who[:2] for who in page.all(".lettre h2")] == ["A.", "Z."]


def test_a_late_answer_is_said_late(coordinator):
    referral = send_lina()
    set_deadline(referral, clock.today() - timedelta(days=3))

    page = coordinator.get("/demandes/a-traiter")

    assert page.one(".lettre--urgent .echeance--depassee").get_text().startswith("En retard")


def test_the_title_counts_what_is_to_answer(coordinator):
    send_lina()
    send_lina(first_name="Noé")

    page = coordinator.get("/demandes/a-traiter")

    assert page.h1 == "2 demandes à traiter"


def test_an_empty_inbox_says_so(coordinator):
    page = coordinator.get("/demandes/a-traiter")

    assert page.h1 == "Aucune demande à traiter"
    assert page.all(".vide h2") == ["Rien à traiter."]


def test_another_association_does_not_see_the_request(sign_in):
    send_lina()

    page = sign_in("odile.prevost").get("/demandes/a-traiter")

    assert page.h1 == "Aucune demande à traiter"


@pytest.mark.both_databases
def test_a_paused_answer_comes_last(coordinator):
    paused = send_lina(first_name="Paul")
    send_lina(first_name="Anna")
    assignment = get_last_assignment(paused)
    assignment.state, assignment.deadline = AssignmentState.INFO_REQUESTED, None
    assignment.days_left, assignment.paused_until = 10, assignment.proposed_at.date()
    db.session.commit()

    page = coordinator.get("/demandes/a-traiter")

    assert [who[:2] for who in page.all(".lettre h2")] == ["A.", "P."]
    assert "Complément attendu du prescripteur" in page.text


@pytest.mark.both_databases
def test_the_inbox_counts_places_and_answers(coordinator):
    send_lina()
    accepted = send_lina(first_name="Noé")
    coordinator.get(f"/demandes/{accepted.reference}")
    coordinator.press("Accepter la demande")

    page = coordinator.get("/demandes/a-traiter")

    assert page.all(".jauge__legende li") == ["88 libres", "1 réservée", "1 occupée sur 90"]
    assert page.all(".recap--court dd") == ["2", "1", "0 jour ouvré"]
    assert "Mentor à trouver (1)" in page.text


@pytest.mark.parametrize("number", [1, 8])
def test_the_inbox_asks_the_base_at_most_six_times(coordinator, query_counter, number):
    for _ in range(number):
        send_lina()

    with query_counter as queries:
        coordinator.get("/demandes/a-traiter")

    assert queries.count <= 6, queries.seen


def test_a_long_inbox_is_read_forty_by_forty(coordinator):
    for number in range(41):
        send_lina(first_name=f"{chr(65 + number % 26)}lex", objectives=THREE)

    first = coordinator.get("/demandes/a-traiter")
    second = coordinator.click("Afficher les suivantes")

    assert [len(first.all(".lettre")), len(second.all(".lettre"))] == [40, 1]
    assert second.all(".lettre h2")[0].startswith("O.")
    assert coordinator.click("Revenir aux premières").all(".lettre h2") == first.all(".lettre h2")


@pytest.mark.both_databases
@pytest.mark.parametrize("mark", ["7K3Q9M", "%00", "'; drop table referral", "a" * 5000])
def test_a_page_mark_that_leads_nowhere_shows_the_first_page(coordinator, mark):
    send_lina()

    page = coordinator.get(f"/demandes/a-traiter?apres={mark}")

    assert page.all(".lettre h2") == ["L. C. 13 ans, 4 e"]


def test_a_prescriber_has_no_inbox(prescriber):
    prescriber.get("/demandes/a-traiter", status=404)
