"""A class list outlives the session, the old page and the colleague."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.demo.cast import PASSWORD
from tests.referrals.answers import count_referrals
from tests.referrals.class_lists import (
    AMIR,
    CHECK,
    CLASS,
    IMPORT,
    LINA,
    SEND,
    agreed,
    bring,
    lines,
    lists,
    pasted,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(NOW)


def leave(browser, frozen, hours=2):
    """Let the session of somebody end while the page stays in front of them."""
    frozen(NOW + timedelta(hours=hours))
    browser.signed_in = False


def come_back(browser):
    entry = {"email": "samira.haddad@example.org", "password": PASSWORD}
    return browser.press("Se connecter", entry)


def test_what_was_pasted_outlives_the_session(prescriber, frozen):
    prescriber.get(IMPORT)
    leave(prescriber, frozen)

    page = prescriber.press(CHECK, {"pasted": pasted(*CLASS)})
    assert "Votre saisie est gardée" in page.text

    assert come_back(prescriber).value("first_name-2") == "Lina"


def test_what_cannot_be_read_is_not_said_to_be_kept(prescriber, frozen):
    prescriber.get(IMPORT)
    leave(prescriber, frozen)

    page = prescriber.press(CHECK, {"pasted": "n’importe quoi"})

    assert "Votre saisie est gardée" not in page.text
    assert lists() == []


def test_corrections_outlive_the_session_and_send_nothing(prescriber, frozen):
    bring(prescriber, LINA)
    leave(prescriber, frozen)

    page = prescriber.press(SEND, {"first_name-2": "Léna", **agreed(2)})
    assert "Votre saisie est gardée" in page.text
    assert count_referrals() == 0

    page = come_back(prescriber)
    assert page.value("first_name-2") == "Léna"
    assert page.soup.select("[name=agreement-2][checked]")


def test_a_page_older_than_the_session_is_shown_again_as_typed(prescriber):
    bring(prescriber, LINA)
    path = f"{IMPORT}/{lists()[0].reference}/envoyer"

    page = prescriber.post(
        path, {"first_name-2": "Léna", "agreement-2": "on", "csrf_token": "vieux"}, status=422
    )

    assert "Votre saisie est là" in page.alerts[0]
    assert page.value("first_name-2") == "Léna"
    assert (count_referrals(), lines()[0].cells["first_name"]) == (0, "Lina")


def test_pasted_cells_older_than_the_session_are_shown_again(prescriber):
    prescriber.get(IMPORT)
    typed = {"pasted": pasted(LINA), "csrf_token": "vieux"}

    page = prescriber.post(f"{IMPORT}/verifier", typed, status=422)

    assert "Carpentier" in page.value("pasted")


def test_the_corrections_of_a_colleague_are_not_written_over(prescriber, sign_in):
    old = bring(prescriber, LINA, AMIR)
    colleague = sign_in("samira.haddad")
    colleague.submit(old.path, {"first_name-2": "Léna"}, CHECK)
    prescriber.page = old

    page = prescriber.press(SEND, {"first_name-2": "Lila", **agreed(2)}, status=409)

    assert "Un collègue a modifié cette liste entre-temps." in page.alerts[0]
    assert page.value("first_name-2") == "Lila"
    assert (lines()[0].cells["first_name"], count_referrals()) == ("Léna", 0)


def test_whoever_was_late_may_keep_their_own_corrections(prescriber, sign_in):
    old = bring(prescriber, LINA)
    sign_in("samira.haddad").submit(old.path, {"first_name-2": "Léna"}, CHECK)
    prescriber.page = old
    prescriber.press(CHECK, {"first_name-2": "Lila"}, status=409)

    prescriber.press(CHECK)

    assert lines()[0].cells["first_name"] == "Lila"


def test_two_pages_of_a_list_are_corrected_at_once(prescriber, sign_in):
    first = bring(prescriber, *[(f"Nom{n}", *LINA[1:]) for n in range(20)])
    colleague = sign_in("samira.haddad")
    colleague.submit(f"{first.path}?page=2", {"first_name-21": "Zoé"}, CHECK)
    prescriber.page = first

    prescriber.press(CHECK, {"first_name-2": "Anna"})

    names = [line.cells["first_name"] for line in lines()]
    assert (names[0], names[-1]) == ("Anna", "Zoé")


def test_the_work_of_both_is_kept_when_a_session_ends_meanwhile(prescriber, sign_in, frozen):
    old = bring(prescriber, LINA)
    sign_in("samira.haddad").submit(old.path, {"first_name-2": "Léna"}, CHECK)
    prescriber.page = old
    leave(prescriber, frozen)

    prescriber.press(CHECK, {"first_name-2": "Lila"})

    names = [kept.lines[0]["cells"]["first_name"] for kept in lists()]
    assert names == ["Léna", "Lila"]


def test_a_list_deleted_meanwhile_is_a_page_not_found(prescriber, sign_in):
    old = bring(prescriber, LINA)
    colleague = sign_in("samira.haddad")
    colleague.submit(f"{old.path}/supprimer", {}, "Supprimer la liste")
    prescriber.page = old

    prescriber.press(SEND, agreed(2), status=404)

    assert count_referrals() == 0
