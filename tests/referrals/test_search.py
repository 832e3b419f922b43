"""Searching a list: what is found, by whom, and where the words are never written."""

import base64
import logging
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.clock import PARIS
from app.core.db import db
from app.core.models import AuditEvent
from app.referrals.models import KeptSearch
from app.referrals.service.lists import forget_searches, keep_search
from tests.factories import accept
from tests.referrals.scenes import actor_of, send_lina

LIST = "/demandes"
LOST = "Cette recherche n’est plus gardée : tapez-la de nouveau."


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def found(browser, words):
    """Look for words in the list; return who is shown."""
    browser.get(LIST)
    page = browser.press("Chercher", {"q": words})
    return [row["Jeune"] for row in page.table_rows("table.t-liste")]


@pytest.mark.both_databases
def test_a_name_is_found_without_accent_hyphen_or_order(prescriber):
    send_lina(first_name="Anaïs-Lou", last_name="D’Œuvre")
    send_lina(first_name="Yanis", last_name="Benali")

    for words in ("anais", "oeuvre anais", "LOU", "d'oeuv", "d’Œuv", "nais-l", "na oeu", "aïs"):
        assert found(prescriber, words) == ["Anaïs-Lou D. 13 ans, 4 e"], words


@pytest.mark.both_databases
def test_a_reference_is_found_whole_or_by_its_beginning_whatever_its_case(prescriber):
    referral = send_lina()
    send_lina(first_name="Yanis")

    whole = found(prescriber, f" {referral.reference.lower()} ")
    beginning = found(prescriber, referral.reference[:5])

    assert whole == beginning == ["Lina C. 13 ans, 4 e"]


def test_a_percent_sign_is_a_character_like_another(prescriber):
    send_lina()

    assert found(prescriber, "%%") == []
    assert "Aucune demande pour « %% »." in prescriber.page.text


def test_a_manager_finds_by_reference_and_never_by_name(manager):
    referral = send_lina()

    assert found(manager, referral.reference.lower()) == ["L. C. 13 ans, 4 e"]
    assert found(manager, "carpentier") == []


def test_an_association_finds_by_name_only_those_it_accepted(coordinator):
    referral = send_lina()
    assert found(coordinator, "carpentier") == []
    accept(referral, actor_of("theo.marchand"))

    assert found(coordinator, "carpentier") == ["Lina C. 13 ans, 4 e"]


def test_a_search_keeps_the_filters_and_can_be_taken_off(prescriber):
    send_lina()
    prescriber.get(f"{LIST}?etape=college")

    page = prescriber.press("Chercher", {"q": "Lina"})

    assert page.all(".actifs a") == [
        "Collège , retirer ce filtre",
        "Lina , retirer ce filtre",
        "Tout effacer",
    ]
    assert page.soup.select(".actifs a")[1]["href"] == "/demandes?etape=college"
    assert page.value("q") == "Lina"


def test_filters_keep_the_search(prescriber):
    send_lina()
    send_lina(first_name="Yanis")
    prescriber.get(LIST)
    prescriber.press("Chercher", {"q": "Lina"})

    page = prescriber.press("Filtrer", {"etape": "college"})

    assert page.all(".compteur") == ["1 demande"]


@pytest.mark.parametrize("words", ["", "   ", "\0", "\u200b"])
def test_looking_for_nothing_shows_everything(prescriber, words):
    send_lina()

    assert found(prescriber, words) == ["Lina C. 13 ans, 4 e"]
    assert prescriber.page.path == LIST


def test_the_words_of_a_search_are_in_no_address_log_cookie_nor_trail(prescriber, caplog):
    caplog.set_level(logging.DEBUG)
    send_lina(last_name="Quatrevaux")

    page = (found(prescriber, "Quatrevaux"), prescriber.page)[1]

    tags = page.soup.select("a, form")
    links = " ".join(str(tag.get("href") or tag.get("action")) for tag in tags)
    cookie = (prescriber.cookie("session") or "").split(".")[0]
    opened = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)).decode(errors="replace")
    trail = [str(event.changes) + event.subject for event in db.session.scalars(select(AuditEvent))]
    written = [page.path, links, caplog.text, opened, *trail]
    assert [text for text in written if "quatrevaux" in text.casefold()] == []


def test_words_written_in_an_address_are_not_looked_for(prescriber):
    send_lina()

    page = prescriber.get(f"{LIST}?q=nobody")

    assert page.all(".compteur") == ["1 demande"]


def test_the_address_of_a_search_tells_nothing_to_a_colleague(sign_in):
    send_lina()
    key = keep_search("Lina", actor_of("samira.haddad"))

    page = sign_in("helene.vasseur").get(f"{LIST}?recherche={key}&etape=college")

    assert LOST in page.text
    assert "Lina" not in page.html
    assert page.all(".compteur") == ["1 demande"]


def test_a_search_is_forgotten_with_the_longest_session(prescriber, frozen):
    key = keep_search("Lina", actor_of("samira.haddad"))
    assert forget_searches() == 0
    frozen(clock.now() + timedelta(hours=12))

    forgotten = forget_searches()

    assert (forgotten, forget_searches()) == (1, 0)
    assert db.session.get(KeptSearch, key) is None
