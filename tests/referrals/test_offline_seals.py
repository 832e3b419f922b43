"""The hidden cell of a row: a row that is not ours, or not itself any more, does nothing."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.factories import get_last_assignment
from tests.referrals.offline import (
    SHEET,
    bring,
    bring_filled,
    columns,
    fill,
    results,
    returns,
    row_of,
    saved,
    take,
)
from tests.referrals.scenes import send_lina

UNKNOWN = "Cette ligne n’est pas de la liste de votre association, ou son repère a été modifié."
MIXED = "elle a été mélangée avec une autre"


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def with_row_of(book, browser, referral):
    """Return a workbook with the row of a request under its own, answered."""
    own = fill(take(browser), referral, Action="Accepter")
    book[SHEET].append([cell.value for cell in own[SHEET][row_of(own, referral.reference)]])
    return book


def test_the_list_of_another_association_is_refused_at_once_and_not_kept(sign_in):
    theirs = send_lina(to="lacle", age=9, situation="CM1")
    colleague, coordinator = sign_in("odile.prevost"), sign_in("theo.marchand")
    book = fill(take(colleague), theirs, Action="Accepter")

    page = bring(coordinator, saved(book), status=422)

    assert "Ce fichier n’est pas la liste de votre association" in page.error("file")
    assert returns() == []


def test_the_row_of_another_association_is_answered_like_one_that_never_was(sign_in):
    theirs, ours = send_lina(to="lacle", age=9, situation="CM1"), send_lina(first_name="Zoé")
    colleague, coordinator = sign_in("odile.prevost"), sign_in("theo.marchand")
    book = fill(take(colleague), theirs, Action="Accepter")

    page = bring(coordinator, saved(with_row_of(book, coordinator, ours)))

    assert results(page)[0] == ("Refusée", f"{UNKNOWN} Accepter")
    assert page.table_rows()[0]["Demande"].startswith("Demande Ligne")


@pytest.mark.parametrize("seal", ["", "ABCDEF.1.00000000.00000000000000000000", "=1+1"])
def test_a_row_whose_seal_is_not_ours_does_nothing(coordinator, seal):
    lina, zoe = send_lina(), send_lina(first_name="Zoé")
    book = fill(take(coordinator), lina, Action="Accepter", Repère=seal)

    page = bring(coordinator, saved(fill(book, zoe, Action="Accepter")))

    assert results(page)[0][1].startswith(UNKNOWN)


def test_a_version_written_over_does_nothing(coordinator):
    lina, zoe = send_lina(), send_lina(first_name="Zoé")
    book = fill(take(coordinator), zoe, Action="Accepter")
    seal = book[SHEET].cell(row_of(book, lina.reference), columns(book[SHEET])["Repère"])
    version = get_last_assignment(lina).version
    seal.value = seal.value.replace(f".{version}.", f".{version + 1}.")

    page = bring(coordinator, saved(fill(book, lina, Action="Accepter")))

    assert results(page)[0][1].startswith(UNKNOWN)


def test_rows_sorted_in_part_are_not_given_to_the_wrong_young_person(coordinator):
    lina, zoe = send_lina(), send_lina(first_name="Zoé")
    book = take(coordinator)
    fill(book, lina, Action="Accepter", Jeune="Z. C.")

    page = bring(coordinator, saved(fill(book, zoe, Action="Accepter", Demande=lina.reference)))

    assert [row[0] for row in results(page)] == ["Refusée", "Refusée"]
    assert all(MIXED in row[1] for row in results(page))


def test_names_may_be_taken_out_of_the_file(coordinator):
    lina = send_lina()

    page = bring_filled(coordinator, {lina: {"Action": "Accepter", "Jeune": None}})

    assert results(page)[0][0] == "À faire"


def test_a_request_on_two_rows_is_done_by_neither(coordinator):
    lina = send_lina()
    book = fill(take(coordinator), lina, Action="Accepter")
    book[SHEET].append([cell.value for cell in book[SHEET][row_of(book, lina.reference)]])

    page = bring(coordinator, saved(book))

    said = "Cette demande est sur plusieurs lignes : 3 et 4. Gardez-en une seule."
    assert [row[1].startswith(said) for row in results(page)] == [True, True]
