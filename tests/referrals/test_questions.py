"""A question stops the clock, an answer starts it again; nobody reads more than they may."""

from datetime import datetime

import pytest

from app.core import clock
from app.core.clock import PARIS
from app.core.working_days import working_days_between
from app.referrals.errors import InvalidReasonError, StaleActError
from app.referrals.rules import AssignmentState
from app.referrals.service.asking import provide_information, request_information
from tests.factories import get_last_assignment
from tests.referrals.scenes import actor_of, proposals_of, send_lina

QUESTION = "Le mercredi convient-il"


def ask(referral, who="theo.marchand"):
    version = get_last_assignment(referral).version
    return request_information(referral.reference, version, QUESTION, actor_of(who))


def reply(referral, text="Oui, après 14 h."):
    version = get_last_assignment(referral).version
    return provide_information(referral.reference, version, text, actor_of("samira.haddad"))


@pytest.mark.both_databases
def test_a_question_keeps_the_place_and_stops_the_clock(roubaix, frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    referral = send_lina()
    frozen(datetime(2026, 11, 26, 9, tzinfo=PARIS))

    asked = ask(referral)

    assert (asked.state, asked.deadline) == (AssignmentState.INFO_REQUESTED, None)
    assert asked.days_left == 7
    assert asked.programme.taken == 1


@pytest.mark.both_databases
def test_an_answer_gives_back_the_days_that_were_left(roubaix, frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    referral = send_lina()
    frozen(datetime(2026, 11, 26, 9, tzinfo=PARIS))
    ask(referral)
    frozen(datetime(2026, 12, 3, 9, tzinfo=PARIS))

    answered = reply(referral)

    assert working_days_between(clock.today(), answered.deadline) == 7


def test_a_question_on_the_last_day_leaves_a_day_to_answer(roubaix, frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    referral = send_lina()
    frozen(datetime(2026, 12, 7, 9, tzinfo=PARIS))
    ask(referral)

    assert working_days_between(clock.today(), reply(referral).deadline) == 1


def test_an_association_asks_one_question_at_a_time(roubaix):
    referral = send_lina()
    ask(referral)

    with pytest.raises(StaleActError, match="a déjà posé une question"):
        ask(referral, "claire.wattelle")


def test_a_second_click_asks_once(roubaix):
    referral = send_lina()
    version = get_last_assignment(referral).version
    theo = actor_of("theo.marchand")

    for _ in range(2):
        request_information(referral.reference, version, QUESTION, theo)

    assert [entry.kind for entry in referral.thread].count("asked") == 1


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_question_has_words(roubaix, text):
    referral = send_lina()
    version = get_last_assignment(referral).version

    with pytest.raises(InvalidReasonError):
        request_information(referral.reference, version, text, actor_of("theo.marchand"))


def test_a_question_is_asked_and_answered_from_the_page(coordinator, prescriber):
    path = f"/demandes/{send_lina().reference}"
    coordinator.get(path)
    coordinator.click("Poser une question")
    coordinator.press("Poser la question", {"question": "Le mercredi convient-il"})

    page = prescriber.get(path)
    assert "Question de l’Afev" in page.text
    assert "Le mercredi convient-il" in page.text

    prescriber.click("Répondre")
    page = prescriber.press("Envoyer la réponse", {"reply": "Oui, dès 14 heures"})

    assert "Réponse envoyée" in page.alerts[0]
    assert "Oui, dès 14 heures" in coordinator.get(path).text


def test_managers_and_other_associations_do_not_read_the_words(sign_in, manager):
    referral = send_lina()
    ask(referral)

    page = manager.get(f"/demandes/{referral.reference}")

    assert "Question de l’Afev" in page.text
    assert "mercredi" not in page.text
    sign_in("odile.prevost").get(f"/demandes/{referral.reference}", status=404)


def test_an_association_may_accept_while_its_question_is_open(roubaix, coordinator):
    referral = send_lina()
    ask(referral)

    coordinator.get(f"/demandes/{referral.reference}")
    coordinator.press("Accepter la demande")

    assert proposals_of(referral) == [("afev", "accepted")]
