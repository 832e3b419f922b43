"""The « fiche navette »: the rights of the page, cut to one sheet."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from app.referrals.pages.sheet import QUOTE_LENGTH, keep_latest, shorten
from app.referrals.pages.threads import Knot
from tests.factories import accept
from tests.referrals.longest import send_longest
from tests.referrals.scenes import SECRETS, actor_of, count_events, send_lina

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARIS)
READERS = ("samira.haddad", "theo.marchand", "helene.vasseur")


def sheet_of(browser, referral, status=200):
    return browser.get(f"/demandes/{referral.reference}/fiche", status)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("accepted", [False, True], ids=["proposed", "accepted"])
def test_a_sheet_says_what_the_page_says_to_the_same_reader(sign_in, who, accepted):
    referral, browser = send_lina(), sign_in(who)
    if accepted:
        accept(referral, actor_of("theo.marchand"))

    sheet, page = sheet_of(browser, referral), browser.get(f"/demandes/{referral.reference}")

    read = [[secret for secret in SECRETS if secret in one.html] for one in (sheet, page)]
    assert read[0] == read[1]
    assert (sheet.h1, sheet.all(".statut")) == (page.h1, page.all(".statut"))
    assert sheet.all(".recap dd") == page.all(".recap dd")


@pytest.mark.parametrize(
    "who,accepted,name",
    [
        ("samira.haddad", False, "Lina Carpentier"),
        ("samira.haddad", True, "Lina Carpentier"),
        ("theo.marchand", False, "L. C."),
        ("theo.marchand", True, "Lina Carpentier"),
        ("helene.vasseur", False, "L. C."),
        ("helene.vasseur", True, "L. C."),
    ],
)
def test_who_reads_the_name_on_paper(sign_in, who, accepted, name):
    referral = send_lina(note="", first_name="Lina")
    if accepted:
        accept(referral, actor_of("theo.marchand"))

    sheet = sheet_of(sign_in(who), referral)

    assert sheet.h1 == name
    assert ("Carpentier" in sheet.html) == (name != "L. C.")


@pytest.mark.parametrize("who", ["karim.delobel", "marc.vermeulen", "odile.prevost"])
def test_a_sheet_out_of_scope_does_not_exist(sign_in, who):
    sheet_of(sign_in(who), send_lina(), status=404)


def test_a_sensitive_service_is_not_named_on_paper_before_the_acceptance(sign_in):
    referral = send_lina("isabelle.carlier", "lacle")

    sheet = sheet_of(sign_in("odile.prevost"), referral)

    assert "Partenaire habilité" in sheet.text
    assert [word for word in ("Maison Nord", "Isabelle", "Carlier") if word in sheet.html] == []


@pytest.mark.parametrize(
    "who,accepted,traces",
    [
        ("theo.marchand", True, 1),
        ("theo.marchand", False, 0),
        ("samira.haddad", True, 0),
        ("helene.vasseur", True, 0),
    ],
)
def test_a_sheet_leaves_a_trace_where_the_page_does(sign_in, who, accepted, traces):
    referral = send_lina()
    if accepted:
        accept(referral, actor_of("theo.marchand"))

    sheet_of(sign_in(who), referral)

    assert count_events("referral.identity_read") == traces


def test_a_sheet_tells_who_printed_it_and_when(sign_in, frozen):
    frozen(NOW)

    sheet = sheet_of(sign_in("theo.marchand"), send_lina())

    assert sheet.all(".impression")[0].startswith(
        "Édité le 24 novembre 2026 à 9 h 30 par Théo Marchand."
    )
    assert "Attendue au plus tard le mardi 8 décembre 2026" in sheet.text


def test_the_page_leads_to_the_sheet_and_back(prescriber):
    referral = send_lina()
    prescriber.get(f"/demandes/{referral.reference}")

    sheet = prescriber.click("Fiche navette")

    assert sheet.path == f"/demandes/{referral.reference}/fiche"
    assert prescriber.click("La demande").h1 == "Lina Carpentier"


def test_a_long_thread_keeps_the_latest_and_counts_the_others(sign_in):
    referral, _ = send_longest()

    sheet = sheet_of(sign_in("helene.vasseur"), referral)

    kept = len(sheet.all(".chrono li:not(.futur)"))
    assert 0 < kept < 10
    assert f"Avant cela : {44 - kept} autres étapes, à lire sur la page" in sheet.text
    assert "Et 6 autres, à lire sur la page de la demande." in sheet.text


def test_a_short_thread_is_whole(sign_in):
    sheet = sheet_of(sign_in("theo.marchand"), send_lina())

    assert sheet.all(".chrono li:not(.futur) h3") == ["Proposée à l’Afev", "Demande envoyée"]
    assert "Avant cela" not in sheet.text


def test_a_sheet_asks_the_base_no_more_than_the_page(manager, query_counter):
    referral, _ = send_longest()
    manager.get("/demandes")

    with query_counter as sheet:
        sheet_of(manager, referral)
    with query_counter as page:
        manager.get(f"/demandes/{referral.reference}")

    assert sheet.count == page.count


def test_the_newest_event_is_kept_however_long_it_is():
    knot = Knot("Refusée", "W" * 900, NOW, "mot " * 100)

    assert [one.who for one in keep_latest((knot, knot))] == ["W" * 900]


@pytest.mark.parametrize(
    "text,said",
    [
        ("deux\nlignes", "deux lignes"),
        ("Motif\u00a0: autre.", "Motif\u00a0: autre."),
        ("W" * 400, "W" * QUOTE_LENGTH + "…"),
        ("mot " * 100, "mot " * 36 + "mot…"),
    ],
)
def test_words_are_shortened_after_a_word(text, said):
    assert shorten(text) == said
