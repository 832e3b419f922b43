"""Sending a class list: the lines that are ready leave, once, and nothing else is lost."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import AuditEvent
from app.referrals.list_lines import Line
from app.referrals.service.class_lists import keep_list, purge_old_lists
from tests import factories as make
from tests.referrals.answers import count_referrals, only_referral
from tests.referrals.class_lists import (
    AMIR,
    CHECK,
    INES,
    LINA,
    THEO,
    agreed,
    bring,
    lines,
    lists,
    send,
    sent_names,
)
from tests.referrals.scenes import actor_of


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def test_the_lines_that_are_ready_leave_and_the_others_stay(prescriber):
    bring(prescriber, LINA, AMIR, INES)

    page = send(prescriber, 2, 4)

    assert sent_names() == ["Lina"]
    assert page.alerts[0] == "1 demande envoyée."
    assert page.alerts[-1] == "3 jeunes : 1 sans accord coché, 1 à corriger, 1 envoyé"
    assert page.value("birth_date-4") == "31/02/2012"


def test_a_line_sent_says_its_reference_and_where_it_is(prescriber):
    bring(prescriber, LINA)

    page = send(prescriber, 2)

    row, referral = page.table_rows()[0], only_referral()
    assert row["Contact"].startswith("Proposée à")
    assert row["Contact"].endswith(f"Référence {referral.reference}")
    assert prescriber.click("Lina Carpentier").path == f"/demandes/{referral.reference}"


def test_a_line_without_a_place_waits(prescriber):
    for slug in ("afev", "face", "proxite", "lacle", "telemaque", "anaf"):
        make.state_places(slug, 0)
    bring(prescriber, LINA)

    page = send(prescriber, 2)

    assert "En liste d’attente" in page.table_rows()[0]["Contact"]


def test_what_is_sent_is_what_the_cells_say(prescriber):
    bring(prescriber, LINA)

    send(prescriber, 2, **{"qpv-2": "non", "meeting-2": "visio", "note-2": "Le mercredi"})

    sent = only_referral()
    assert (sent.situation, sent.qpv, sent.meeting) == ("4e", False, "distanciel_seul")
    assert (sent.objectives, sent.note) == (["orientation"], "Le mercredi")
    assert sent.young_person.phone == "0639981234"
    assert sent.agreement_at == datetime(2026, 11, 23, 9, tzinfo=PARIS)


def test_the_button_says_how_many_leave(prescriber):
    bring(prescriber, LINA, AMIR)
    assert "Envoyer les demandes cochées" in prescriber.page.all("button")

    page = prescriber.press(CHECK, agreed(2, 3))

    assert "Envoyer les 2 demandes" in page.all("button")


def test_nothing_ready_says_what_to_do(prescriber):
    bring(prescriber, LINA)

    page = send(prescriber)

    assert page.alerts[0].startswith("Aucune nouvelle demande n’est partie.")
    assert count_referrals() == 0


def test_a_doubt_holds_its_line_until_it_is_confirmed(prescriber):
    bring(prescriber, LINA, (*LINA[:4], "Français", *LINA[5:]))
    send(prescriber, 2, 3)
    assert count_referrals() == 1

    send(prescriber, 3, **{"seen-3": True})

    assert count_referrals() == 2


def test_a_list_brought_again_is_not_sent_again(prescriber):
    bring(prescriber, LINA, AMIR)
    send(prescriber, 2, 3)
    shouted = ("CARPENTIER", "LINA", "8/3/13", "4ème", "orientation", *LINA[5:])

    page = bring(prescriber, shouted, THEO)

    assert "Référence" in page.table_rows()[0]["Contact"]
    send(prescriber, 3)
    assert sent_names() == ["Lina", "Amir", "Théo"]


def test_a_double_click_sends_once(prescriber):
    page = bring(prescriber, LINA, AMIR)

    send(prescriber, 2, 3)
    prescriber.page = page
    again = send(prescriber, 2, 3)

    assert sent_names() == ["Lina", "Amir"]
    assert again.alerts[-1] == "2 jeunes : 2 envoyés"


def test_two_people_send_the_same_pupils_once(prescriber, sign_in):
    colleague = sign_in("samira.haddad")
    bring(prescriber, LINA)
    bring(colleague, LINA)

    pages = [send(prescriber, 2), send(colleague, 2)]

    assert count_referrals() == 1
    assert pages[0].table_rows()[0]["Contact"] == pages[1].table_rows()[0]["Contact"]


def test_the_same_pupil_of_another_school_is_another_referral(prescriber, sign_in):
    bring(prescriber, LINA)
    send(prescriber, 2)
    elsewhere = sign_in("marc.vermeulen")

    bring(elsewhere, LINA)
    send(elsewhere, 2)

    assert count_referrals() == 2


def test_a_line_that_cannot_leave_loses_nothing(prescriber):
    bring(prescriber, LINA, AMIR, THEO)
    refusal = "SELECT RAISE(ABORT, 'refused') WHERE NEW.first_name = 'Amir'"
    trigger = f"CREATE TRIGGER refuse BEFORE INSERT ON young_person BEGIN {refusal}; END"
    db.session.execute(text(trigger))
    db.session.commit()

    page = send(prescriber, 2, 3, 4)

    assert sent_names() == ["Lina", "Théo"]
    assert "1 demande n’a pas pu partir : rien n’est perdu" in page.alerts[0]
    db.session.execute(text("DROP TRIGGER refuse"))
    db.session.commit()
    prescriber.press("Envoyer")
    assert sent_names() == ["Lina", "Théo", "Amir"]


def test_a_list_leaves_its_trace_without_a_name(prescriber):
    bring(prescriber, LINA)
    send(prescriber, 2)

    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "class_list"))

    told = [(event.action, event.changes) for event in events]
    assert [action for action, _ in told] == [
        "class_list.kept",
        "class_list.saved",
        "class_list.sent",
    ]
    assert "Lina" not in str(told)
    assert lines()[0].sent == only_referral().reference


@pytest.mark.both_databases
def test_a_list_untouched_for_sixty_days_is_deleted(roubaix, frozen):
    keep_list([Line(2, {"first_name": "Lina"})], actor_of("samira.haddad"))
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS) + timedelta(days=60))
    kept = purge_old_lists()

    frozen(datetime(2026, 11, 23, 10, tzinfo=PARIS) + timedelta(days=60))

    assert (kept, purge_old_lists(), purge_old_lists()) == (0, 1, 0)
    assert lists() == []


@pytest.mark.both_databases
def test_a_list_is_sent_and_found_again_on_both_databases(prescriber):
    bring(prescriber, LINA, AMIR)
    send(prescriber, 2, 3)

    page = bring(prescriber, AMIR, LINA)

    assert page.alerts[-1] == "2 jeunes : 2 envoyés"
    assert count_referrals() == 2
