"""A form kept as typed, to be sent later."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import AuditEvent
from app.referrals.models import ReferralDraft
from app.referrals.service.drafts import purge_old_drafts, save_draft
from tests.referrals.answers import FORM, LINA, count_referrals
from tests.referrals.scenes import actor_of

SAVE = "Enregistrer le brouillon"
HALF = {"first_name": "Lina", "birth_date": "31/02", "situation": "4e", "objectives": ["scolaire"]}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def drafts():
    db.session.rollback()
    return db.session.scalars(select(ReferralDraft)).all()


def reopen(browser, status=200):
    return browser.get(f"{FORM}?brouillon={drafts()[0].reference}", status)


def test_a_draft_is_kept_as_typed_readable_or_not(prescriber):
    page = prescriber.submit(FORM, HALF, SAVE)

    assert page.path.startswith("/demandes")
    assert "Brouillon enregistré." in page.alerts[0]
    assert page.table_row("Lina")["Statut"] == "Brouillon"
    assert count_referrals() == 0


def test_a_draft_is_taken_up_where_it_was_left(prescriber):
    prescriber.submit(FORM, HALF, SAVE)

    page = reopen(prescriber)

    assert page.value("first_name") == "Lina"
    assert page.value("birth_date") == "31/02"
    assert page.value("situation") == "4e"
    assert page.one("[name=objectives][checked]")["value"] == "scolaire"
    assert not page.soup.select("main [role=alert]")


def test_saving_again_keeps_one_draft(prescriber):
    prescriber.submit(FORM, HALF, SAVE)
    reopen(prescriber)

    prescriber.press(SAVE, {"last_name": "Carpentier"})

    (draft,) = drafts()
    assert draft.answers["last_name"] == "Carpentier"


def test_an_error_does_not_lose_the_draft_it_comes_from(prescriber):
    prescriber.submit(FORM, HALF, SAVE)
    reopen(prescriber)
    prescriber.press("Envoyer")

    prescriber.press(SAVE)

    assert len(drafts()) == 1


def test_sending_ends_the_draft(prescriber):
    prescriber.submit(FORM, HALF, SAVE)
    reopen(prescriber)

    page = prescriber.press("Envoyer", LINA)

    assert page.h1 == "Demande envoyée"
    assert drafts() == []


def test_the_draft_of_another_school_does_not_exist(prescriber, sign_in):
    prescriber.submit(FORM, HALF, SAVE)
    stranger = sign_in("marc.vermeulen")
    reference = drafts()[0].reference

    reopen(stranger, 404)
    stranger.get(f"/demandes/brouillons/{reference}/supprimer", 404)
    assert "Lina" not in stranger.get("/demandes").text


def test_a_stranger_cannot_write_over_a_draft(prescriber, sign_in):
    prescriber.submit(FORM, HALF, SAVE)
    reference = drafts()[0].reference
    stranger = sign_in("marc.vermeulen")
    stranger.get(FORM)

    stranger.post("/demandes/brouillons", {"first_name": "Eve", "draft_reference": reference})

    assert [draft.answers["first_name"] for draft in drafts()] == ["Lina", "Eve"]


def test_deleting_a_draft_is_asked_then_done(prescriber):
    prescriber.submit(FORM, HALF, SAVE)
    page = prescriber.get("/demandes")
    page = prescriber.click("Supprimer… le brouillon de Lina")
    assert page.h1 == "Supprimer ce brouillon ?"
    assert len(drafts()) == 1

    page = prescriber.press("Supprimer le brouillon")

    assert drafts() == []
    assert "Brouillon supprimé." in page.alerts[0]


def test_a_deleted_draft_leaves_its_trace_without_its_content(prescriber):
    prescriber.submit(FORM, HALF, SAVE)
    prescriber.get(f"/demandes/brouillons/{drafts()[0].reference}/supprimer")
    prescriber.press("Supprimer le brouillon")

    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "draft")).all()
    assert [event.action for event in events] == ["draft.saved", "draft.deleted"]
    assert "Lina" not in str([event.changes for event in events])


def test_an_unnamed_draft_says_so(prescriber):
    page = prescriber.submit(FORM, {}, SAVE)

    assert page.table_row("Sans nom")["Statut"] == "Brouillon"


def test_a_draft_holds_neither_token_nor_endless_text(prescriber):
    prescriber.get(FORM)

    prescriber.post("/demandes/brouillons", {"first_name": "a" * 50_000, "state": "accepted"})

    (draft,) = drafts()
    assert set(draft.answers) <= {"first_name", "meeting"}
    assert len(draft.answers["first_name"]) == 1_000


def test_every_draft_can_be_reached(prescriber):
    author = actor_of("samira.haddad")
    for number in range(45):
        save_draft(None, {"first_name": f"Brouillon{number:02}"}, author)

    page = prescriber.get("/demandes")
    seen = set(page.all(".annonces th[scope=row] a"))
    while page.soup.find("a", string="Brouillons suivants"):
        page = prescriber.click("Brouillons suivants")
        seen |= set(page.all(".annonces th[scope=row] a"))

    assert len(seen) == 45


def test_a_page_of_drafts_whose_beginning_is_gone_is_the_first_one(prescriber):
    prescriber.submit(FORM, HALF, SAVE)

    page = prescriber.get("/demandes?brouillons=7K3Q9M")

    assert page.table_row("Lina")["Statut"] == "Brouillon"


@pytest.mark.both_databases
def test_a_draft_untouched_for_sixty_days_is_deleted(roubaix, frozen):
    save_draft(None, {"first_name": "Lina"}, actor_of("samira.haddad"))
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS) + timedelta(days=60))
    kept = purge_old_drafts()

    frozen(datetime(2026, 11, 23, 10, tzinfo=PARIS) + timedelta(days=60))

    assert (kept, purge_old_drafts(), purge_old_drafts()) == (0, 1, 0)
    assert drafts() == []
