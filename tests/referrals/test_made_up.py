"""Addresses and forms that no page of ours made: answered calmly on both databases."""

import pytest

from app.core.db import db
from app.referrals.models import ReferralDraft
from tests.referrals.answers import FORM, LINA
from tests.referrals.scenes import send_lina

pytestmark = pytest.mark.both_databases
GARBAGE = ["%00%00%00%00%00%00", "%00", "🧵🧵🧵🧵🧵🧵", "9" * 30, "-1", "a" * 5_000, "ZZZZZZ"]


def test_a_page_mark_nobody_gave_shows_the_first_page(manager):
    referral = send_lina()

    for mark in GARBAGE:
        page = manager.get(f"/demandes?apres={mark}")

        assert page.table_row("L. C.")["Référence"] == referral.reference
        assert not page.soup.find("a", string="Revenir au début")


def test_what_cannot_be_an_association_asks_for_nothing(manager):
    send_lina()

    for slug in ("%00", "🧵", "a" * 5_000, "Afev", "afev'"):
        assert manager.get(f"/demandes?association={slug}").table_row("L. C.")


def test_an_association_nobody_knows_has_no_request(manager):
    send_lina()

    assert "0 demande" in manager.get("/demandes?association=inconnue").text


def test_a_draft_nobody_kept_is_not_found(prescriber):
    for reference in GARBAGE:
        prescriber.get(f"{FORM}?brouillon={reference}", status=404)


def test_a_made_up_draft_starts_a_new_one(prescriber):
    prescriber.get(FORM)

    prescriber.post("/demandes/brouillons", {**LINA, "draft_reference": "\0" * 6})

    assert db.session.query(ReferralDraft).one().reference


def test_a_made_up_draft_does_not_stop_a_referral(prescriber):
    prescriber.get(FORM)

    page = prescriber.post(FORM, {**LINA, "agreement": "y", "draft_reference": "\0" * 6})

    assert page.h1 == "Demande envoyée"
