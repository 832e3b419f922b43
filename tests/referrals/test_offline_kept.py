"""What came back is kept: for whom, how long, beyond a session, at what cost."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.core.typography import NBSP
from app.demo.cast import PASSWORD
from app.referrals.offline_lines import Brought
from app.referrals.pages.offline import (
    LONGEST_TYPED,
    ReturnPage,
    ReturnRow,
    ReviewedLine,
    typed_words,
)
from app.referrals.pages.seals import open_seal, seal_row
from app.referrals.service.offline import keep_return, purge_old_returns
from tests.factories import get_last_assignment
from tests.referrals.offline import (
    CHECK,
    DO,
    HERE,
    bring_filled,
    fill,
    results,
    returns,
    saved,
    take,
)
from tests.referrals.scenes import actor_of, count_events, send_lina, state_of

NOW = datetime(2026, 11, 23, 9, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(NOW)


def leave(browser, frozen):
    """Let the session of somebody end while the page stays in front of them."""
    frozen(NOW + timedelta(hours=2))
    browser.signed_in = False


def come_back(browser):
    entry = {"email": "theo.marchand@example.org", "password": PASSWORD}
    return browser.press("Se connecter", entry)


def brought(number, referral, action="Accepter", **cells):
    """Return the row of a request as a sheet says it."""
    version = get_last_assignment(referral).version
    association = actor_of("theo.marchand").organisation_id
    seal = seal_row(referral.reference, version, "L. C.", association)
    return Brought(number, referral.reference, "L. C.", seal, {"action": action, **cells})


def keep_many(number):
    """Keep a list of as many requests, answered with many words."""
    words = {"reason": "Autre", "note": "é" * 500}
    rows = [brought(n, send_lina(), "Décliner", **words) for n in range(3, number + 3)]
    return keep_return(rows, actor_of("theo.marchand")).reference


def test_a_file_outlives_the_session(coordinator, frozen):
    lina = send_lina()
    book = fill(take(coordinator), lina, Action="Accepter")
    coordinator.get(HERE)
    leave(coordinator, frozen)

    page = coordinator.press(CHECK, {"file": (saved(book), "liste.xlsx")})
    assert "Votre saisie est gardée" in page.text

    assert results(come_back(coordinator))[0][0] == "À faire"


def test_an_agreement_that_came_too_late_does_nothing_and_loses_nothing(coordinator, frozen):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    leave(coordinator, frozen)

    coordinator.press(DO)

    assert state_of(lina) == "proposed"
    assert results(come_back(coordinator))[0][0] == "À faire"


def test_pages_older_than_the_session_are_shown_again(coordinator):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    old = {"csrf_token": "vieux"}

    page = coordinator.post(f"{HERE}/{returns()[0].reference}/faire", old, status=422)
    assert results(page)[0][0] == "À faire"

    assert coordinator.post(HERE, old, status=422).h1 == "Travailler hors ligne"
    assert state_of(lina) == "proposed"


def test_a_list_belongs_to_its_association(coordinator, sign_in):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    path = f"{HERE}/{returns()[0].reference}"
    other = sign_in("odile.prevost")

    for end in ("", "/supprimer", "/a-reprendre.xlsx"):
        other.get(f"{path}{end}", status=404)
    other.get(HERE)
    for end in ("/faire", "/supprimer"):
        other.post(f"{path}{end}", {"lignes": "3"}, status=404)

    assert (state_of(lina), len(returns())) == ("proposed", 1)


@pytest.mark.both_databases
def test_a_list_nobody_touches_for_two_weeks_is_deleted(roubaix, frozen):
    keep_return([brought(3, send_lina())], actor_of("theo.marchand"))
    frozen(NOW + timedelta(days=14))
    assert purge_old_returns() == 0
    frozen(NOW + timedelta(days=14, seconds=1))

    assert purge_old_returns() == 1

    assert returns() == []
    assert count_events("offline_return.purged") == 1


@pytest.mark.parametrize("number", [1, 8])
def test_a_list_asks_the_base_at_most_six_times(coordinator, query_counter, number):
    path = f"{HERE}/{keep_many(number)}"

    with query_counter as queries:
        coordinator.get(path)

    assert queries.count <= 6, queries.seen


def test_a_long_list_is_shown_forty_by_forty_and_stays_light(coordinator):
    path = f"{HERE}/{keep_many(41)}"

    first = coordinator.get(path)
    second = coordinator.click("Page 2")

    assert [len(results(page)) for page in (first, second)] == [40, 1]
    assert "1 autre action à faire : page 2." in first.text
    assert first.one("[name=lignes]")["value"].split()[-1] == "42"
    assert first.all(".bt--grand") == ["Faire les 40 actions de cette page"]
    assert second.one("[name=lignes]")["value"] == "43"


def test_a_press_does_the_rows_of_its_page_and_stays_there(coordinator):
    path = f"{HERE}/{keep_many(41)}"
    coordinator.get(f"{path}?page=2")

    page = coordinator.press("Faire cette action")

    assert page.path.endswith("page=2")
    assert [row[0] for row in results(page)] == ["Fait"]
    assert "1 action faite." in page.text
    assert "40 autres actions à faire : page 1." in page.text


def test_a_list_of_which_nothing_could_be_done_does_not_tell_what_was_done():
    rows = [ReviewedLine(n, "7K3Q9M", "L. C.") for n in range(3)]

    shown = ReturnPage(ReturnRow("ABCDEF", "", "", NOW), tuple(rows), 1)

    assert (shown.ready, shown.elsewhere, shown.title) == ((), "", "Liste rapportée")
    assert shown.lead == "Rien n’a été fait : chaque ligne dit pourquoi."


def test_a_long_text_is_cut_where_rows_are_shown():
    assert typed_words({"action": "Décliner", "note": "x" * 500}).endswith("x…")
    assert len(typed_words({"note": "x" * 500})) == LONGEST_TYPED + 1


def test_a_seal_says_what_was_sealed_and_nothing_else(app):
    seal = seal_row("7K3Q9M", 1_000, f"L.{NBSP}C.", 4)

    found = open_seal(seal, 4)

    assert found is not None
    assert (found.reference, found.version) == ("7K3Q9M", 1_000)
    assert [found.is_of("7k3q9m", "l. c."), found.is_of("7K3Q9M", "Z. C.")] == [True, False]
    assert [open_seal(seal, 5), open_seal(f"{seal}0", 4), open_seal("", 4)] == [None] * 3
