"""Doing what a list says: the acts of the screen, one row at a time, once."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.endings import Modality
from app.referrals.models import Assignment, ThreadEntry
from app.referrals.rules import AssignmentState
from app.referrals.service.following import Start
from tests.factories import accept, get_last_assignment
from tests.referrals.offline import (
    DO,
    HERE,
    bring,
    bring_filled,
    cells,
    fill,
    results,
    returns,
    saved,
    send_accepted,
    send_started,
    take,
)
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina, state_of

TODAY = date(2026, 11, 23)
DECLINE = {"Action": "Décliner", "Motif": "Autre", "Précision": "Trop loin de nos locaux"}
ENDED = {
    "Action": "Clore l’accompagnement",
    "Issue": "Objectifs atteints",
    "Confiance": "Plutôt oui",
    "Objectif_1": "Atteint",
    "Objectif_2": "Non",
}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def assignment_of(referral):
    """Return the last proposal as it is in the base."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Assignment, get_last_assignment(referral).id)


def mails(template):
    db.session.rollback()
    return len(db.session.scalars(select(OutboxMessage).filter_by(template=template)).all())


@pytest.mark.both_databases
def test_an_acceptance_is_done_and_told_like_on_the_screen(coordinator):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})

    page = coordinator.press(DO)

    assert page.alerts[0] == "1 action faite."
    assert results(page) == [("Fait", "Acceptée. Le prescripteur est prévenu.")]
    assert state_of(lina) == "accepted"
    assert count_events("proposal.accepted") == mails("accepted") == 1


@pytest.mark.both_databases
def test_a_refusal_keeps_its_words_and_the_next_association_is_asked(coordinator):
    lina = send_lina()
    bring_filled(coordinator, {lina: DECLINE})

    page = coordinator.press(DO)

    assert "Elle est déjà proposée à une autre association." in results(page)[0][1]
    assert page.soup.select("th a") == []  # what became of it elsewhere is not theirs to open
    assert [state for _, state in proposals_of(lina)] == ["declined", "proposed"]
    first = db.session.scalars(select(Assignment).filter_by(referral_id=lina.id)).first()
    assert (first.decline_reason, first.decline_note) == ("other", "Trop loin de nos locaux")


@pytest.mark.both_databases
def test_a_first_meeting_is_noted_with_its_day_and_its_place(coordinator):
    lina = send_accepted()
    started = {"Première_rencontre": date(2026, 11, 25), "Lieu_des_rencontres": "À distance"}
    bring_filled(coordinator, {lina: {"Action": "Mentor trouvé", **started}})

    coordinator.press(DO)

    found = assignment_of(lina)
    assert (found.started_on, found.modality) == (date(2026, 11, 25), Modality.REMOTE)


@pytest.mark.both_databases
def test_an_end_answers_the_four_questions_and_each_objective(coordinator):
    lina = send_started(Start(TODAY, Modality.BOTH))
    bring_filled(coordinator, {lina: ENDED})

    coordinator.press(DO)

    found = assignment_of(lina)
    assert (found.state, found.completion) == (AssignmentState.COMPLETED, "objectives_met")
    assert found.outcomes["needs"] == {"confiance": "met", "scolaire": "not_met"}
    assert found.outcomes["questions"]["confidence"] == "rather_yes"
    assert found.outcomes["questions"]["results"] == "none"


@pytest.mark.both_databases
def test_an_early_end_gives_its_reason(coordinator):
    lina = send_started(Start(TODAY, Modality.BOTH))
    bring_filled(coordinator, {lina: {"Action": "Arrêt anticipé", "Motif": "Déménagement"}})

    page = coordinator.press(DO)

    assert results(page)[0][1].startswith("Arrêt enregistré. La place est rendue.")
    assert assignment_of(lina).end_reason == "moved_away"


def test_what_is_written_offline_is_told_in_the_thread(coordinator):
    lina = send_started(Start(TODAY, Modality.BOTH))
    stop = {"Action": "Arrêt anticipé", "Motif": "Autre", "Précision": "Plus de bus le soir"}
    bring_filled(coordinator, {lina: stop})

    coordinator.press(DO)

    db.session.rollback()
    last = db.session.scalars(select(ThreadEntry).filter_by(kind="ended_early")).one()
    assert last.text == "Plus de bus le soir"


def test_a_row_refused_leaves_the_others_done(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    bring_filled(coordinator, {lina: {"Action": "Accepter"}, noe: {"Action": "Décliner"}})

    page = coordinator.press(DO)

    assert [row[0] for row in results(page)] == ["Fait", "Refusée"]
    assert [state_of(one) for one in (lina, noe)] == ["accepted", "proposed"]


def test_a_colleague_between_the_look_and_the_press_is_not_written_over(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    bring_filled(coordinator, {lina: {"Action": "Accepter"}, noe: DECLINE})
    accept(noe, actor_of("claire.wattelle"))

    page = coordinator.press(DO)

    assert page.alerts[0] == "1 action faite, 1 ligne n’est pas passée : la ligne dit pourquoi."
    assert results(page)[1][0] == "Refusée"
    assert "Claire Wattelle a déjà accepté cette demande" in results(page)[1][1]
    assert state_of(noe) == "accepted"


@pytest.mark.both_databases
def test_the_same_file_brought_twice_does_nothing_twice(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    book = fill(fill(take(coordinator), lina, Action="Accepter"), noe, **DECLINE)
    bring(coordinator, saved(book))
    coordinator.press(DO)

    page = bring(coordinator, saved(book))

    assert results(page) == [("Fait", "Déjà fait par vous.")] * 2
    assert page.all(".bt--grand") == []
    assert count_events("proposal.accepted") == count_events("proposal.declined") == 1


def test_pressing_twice_does_nothing_twice(coordinator):
    lina = send_lina()
    page = bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    sent = {"lignes": "3", "csrf_token": page.value("csrf_token")}
    path = f"{HERE}/{returns()[0].reference}/faire"

    answers = [coordinator.send("POST", path, data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert count_events("proposal.accepted") == mails("accepted") == 1
    assert results(coordinator.get(path.removesuffix("/faire")))[0][0] == "Fait"


def test_a_row_that_was_not_shown_ready_is_not_done(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    bring_filled(coordinator, {lina: {"Action": "Accepter"}, noe: {"Action": "Accepter"}})

    coordinator.post(f"{HERE}/{returns()[0].reference}/faire", {"lignes": "3 x -1 9999999999"})

    assert [state_of(one) for one in (lina, noe)] == ["accepted", "proposed"]


def test_refused_rows_are_taken_again_as_they_were_filled_in(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    bring_filled(coordinator, {lina: {"Action": "Accepter"}, noe: {"Action": "Décliner"}})

    book = take(coordinator, f"{HERE}/{returns()[0].reference}/a-reprendre.xlsx")

    (row,) = cells(book)
    assert (row["Demande"], row["Action"]) == (noe.reference, "Décliner")
    assert "Il manque" in row["Ce qui n’a pas pu être fait"]
    page = bring(coordinator, saved(fill(book, noe, Motif="Âge hors public")))
    assert results(page)[0][0] == "À faire"


def test_a_list_in_progress_is_found_again_by_colleagues(coordinator, sign_in):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    claire = sign_in("claire.wattelle")
    claire.get(HERE)
    claire.click("Ouvrir")

    page = claire.press(DO)

    assert page.alerts[0] == "1 action faite."
    coordinator.get(HERE)
    assert "1 ligne, 1 faite" in coordinator.page.text


def test_deleting_a_list_is_asked_then_done(coordinator):
    lina = send_lina()
    bring_filled(coordinator, {lina: {"Action": "Accepter"}})
    coordinator.get(HERE)
    assert coordinator.click("Supprimer…").h1 == "Supprimer cette liste rapportée ?"
    assert len(returns()) == 1

    page = coordinator.press("Supprimer la liste")

    assert returns() == []
    assert page.alerts[0] == "Retour supprimé."
