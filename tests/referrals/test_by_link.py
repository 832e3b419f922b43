"""Answering from the link of a mail: opening it reads, its buttons answer, once."""

import pytest

from app.auth.models import Membership, User
from app.core.db import db
from app.demo.cast import PASSWORD
from app.referrals.rules import AssignmentState
from tests import factories as make
from tests.referrals.links import link_for, link_in_mail
from tests.referrals.scenes import (
    LINA,
    SECRETS,
    actor_of,
    count_events,
    proposals_of,
    send_lina,
    state_of,
)
from tests.referrals.test_expire import MONDAY

PROMISED = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
}


def test_two_clicks_from_the_mail_accept(visitor, roubaix):
    referral = send_lina()
    visitor.get(link_in_mail())

    page = visitor.press("Accepter la demande")

    assert state_of(referral) == "accepted"
    assert "Vous avez accepté la demande de L. C." in page.alerts[0]
    assert make.get_last_assignment(referral).answered_by.name == "Théo Marchand"
    assert count_events("link.used") == 1


def test_the_page_shows_the_request_without_saying_who(visitor, roubaix):
    send_lina()

    page = visitor.get(link_in_mail())

    assert page.h1 == "Demande de L. C."
    assert "13 ans, 4 e . Collège Rosa Parks, Samira Haddad, CPE." in page.text
    assert "Pourquoi l’Afev" in page.text
    assert "Vous répondez en tant que Théo Marchand, Afev." in page.text
    assert [secret for secret in SECRETS if secret in page.html] == []
    assert {name: page.response.headers[name] for name in PROMISED} == PROMISED


def test_the_page_of_a_link_asks_the_base_at_most_six_times(visitor, roubaix, query_counter):
    send_lina()
    path = link_in_mail()

    with query_counter as queries:
        visitor.get(path)

    assert queries.count <= 6, queries.seen


def test_a_sensitive_prescriber_stays_unnamed(visitor, roubaix):
    school = make.get_organisation(make.COLLEGE)
    educator = make.make_prescriber(make.ASE)
    make.make_referral(educator, **LINA, age=13, situation="4e", wish="afev", school_id=school.id)

    page = visitor.get(link_in_mail())

    assert "Partenaire habilité" in page.text
    assert "ASE" not in page.text


def test_after_accepting_the_name_waits_for_who_signs_in(visitor, roubaix):
    referral = send_lina()
    visitor.get(link_in_mail())
    page = visitor.press("Accepter la demande")
    assert [secret for secret in SECRETS if secret in page.html] == []

    door = visitor.click("Se connecter pour ouvrir la fiche")

    assert door.path == "/connexion"
    account = {"email": "theo.marchand@example.org", "password": PASSWORD}
    assert visitor.press("Se connecter", account).path == f"/demandes/{referral.reference}"


def test_declining_asks_for_a_reason(visitor, roubaix):
    referral = send_lina()
    visitor.get(link_in_mail())
    visitor.click("Décliner…")
    assert "Choisissez un motif" in visitor.press("Confirmer le refus", status=422).text

    page = visitor.press("Confirmer le refus", {"reason": "no_suitable_mentor"})

    assert "Vous avez décliné la demande de L. C." in page.alerts[0]
    assert "Vous avez décliné cette demande" in page.text
    assert page.all("main a") == ["Se connecter pour voir les demandes à traiter"]
    assert proposals_of(referral)[0] == ("afev", "declined")
    assert [secret for secret in SECRETS if secret in page.html] == []


def test_asking_a_question_leads_to_the_sheet_through_the_door(visitor, roubaix):
    send_lina()
    visitor.get(link_in_mail())

    assert visitor.click("Poser une question").path == "/connexion"


@pytest.mark.both_databases
def test_a_second_click_on_accept_is_harmless(visitor, roubaix):
    referral = send_lina()
    path, version = link_in_mail(), make.get_last_assignment(referral).version
    for _ in range(2):
        visitor.get("/connexion")  # a form, for its token
        page = visitor.post(f"{path}/accepter", {"version": version})

    assert "Vous avez accepté cette demande" in page.text
    assert count_events("proposal.accepted") == 1


@pytest.mark.both_databases
def test_a_colleague_s_answer_ends_the_link_and_is_told(visitor, roubaix):
    referral = send_lina()
    path = link_in_mail()
    visitor.get(path)
    make.accept(referral, actor_of("claire.wattelle"))

    page = visitor.press("Accepter la demande")

    assert "Claire Wattelle a déjà accepté cette demande" in page.text
    assert "Rien n’a été changé" in page.text
    assert proposals_of(referral) == [("afev", "accepted")]


def test_the_answer_of_one_link_is_told_by_the_other(visitor, roubaix):
    send_lina()
    theirs = link_in_mail("claire.wattelle")
    visitor.get(link_in_mail())
    visitor.press("Accepter la demande")

    page = visitor.get(f"{theirs}/decliner")

    assert page.path == theirs
    assert "Théo Marchand a déjà accepté cette demande" in page.text
    assert "L. C." not in page.text


def test_a_link_stays_dead_when_the_answer_is_undone(visitor, roubaix):
    referral = send_lina()
    path = link_in_mail()
    make.accept(referral, actor_of("claire.wattelle"))
    undo(referral)

    page = visitor.get(path)

    assert "Une réponse a été donnée, puis reprise." in page.text
    visitor.get("/connexion")
    visitor.post(f"{path}/accepter", {"version": make.get_last_assignment(referral).version})
    assert state_of(referral) == "proposed"
    assert visitor.get(link_for(referral)).h1 == "Demande de L. C."


def test_a_link_to_a_proposal_that_expired_says_so(visitor, roubaix):
    referral = send_lina()
    assignment = make.get_last_assignment(referral)
    assignment.state, assignment.deadline = AssignmentState.EXPIRED, None
    db.session.commit()

    page = visitor.get(link_in_mail())

    assert "Le délai de réponse est passé" in page.text


def test_an_answer_to_another_version_is_refused(visitor, roubaix):
    referral = send_lina()
    path = link_in_mail()
    visitor.get(path)

    page = visitor.post(f"{path}/accepter", {"version": "99"}, status=409)

    assert "Cette demande a changé" in page.text
    assert state_of(referral) == "proposed"


def test_a_paused_request_can_be_answered_by_its_link(visitor, roubaix):
    referral = send_lina()
    assignment = make.get_last_assignment(referral)
    assignment.state, assignment.deadline = AssignmentState.INFO_REQUESTED, None
    assignment.days_left, assignment.paused_until = 7, assignment.proposed_at.date()
    db.session.commit()
    visitor.get(link_in_mail())

    visitor.press("Accepter la demande")

    assert state_of(referral) == "accepted"


@pytest.mark.parametrize(
    "model, column, value",
    [(User, "is_active", False), (Membership, "is_active", False)],
    ids=["account", "role"],
)
def test_whoever_left_has_a_dead_link(visitor, roubaix, model, column, value):
    referral, theo = send_lina(), actor_of("theo.marchand")
    path = link_in_mail()
    visitor.get(path)
    row = theo.user_id if model is User else theo.membership_id
    setattr(db.session.get_one(model, row), column, value)
    db.session.commit()

    assert visitor.post(f"{path}/accepter", {"version": 1}, status=404).h1 == "Ce lien n’ouvre rien"
    assert visitor.get(path, status=404).h1 == "Ce lien n’ouvre rien"
    assert state_of(referral) == "proposed"


def undo(referral) -> None:
    """Bring a proposal back to its wait, as undoing an answer does."""
    assignment = make.get_last_assignment(referral)
    assignment.state, assignment.deadline = AssignmentState.PROPOSED, MONDAY.date()
    assignment.answered_at, assignment.answered_by_id = None, None
    assignment.referral.state = "proposed"
    db.session.commit()
