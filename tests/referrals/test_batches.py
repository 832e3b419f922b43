"""One act on several rows: a line a row, each in its own transaction."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.picks import Pick, read_picks
from app.referrals.rules import AssignmentState
from app.referrals.service.reminding_by_hand import remind_association
from tests.factories import accept, get_last_assignment
from tests.referrals.scenes import SECRETS, actor_of, count_events, send_lina, state_of

INBOX = "/demandes/a-traiter"
LIST = "/demandes"
NOTHING = "Sélectionnez au moins une demande"


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def pick_of(referral):
    """Return what the box of a referral sends."""
    return str(Pick(referral.reference, get_last_assignment(referral).version))


def select_and(browser, path, button, *referrals, status=200):
    """Tick rows of a list and press a button."""
    browser.get(path)
    ticked = [pick_of(one) for one in referrals]
    return browser.press(button, {"choix": ticked}, status)


def results(page):
    return [(row["Demande"][:5], row["Résultat"], row["Détail"]) for row in page.table_rows()]


def mails(template):
    db.session.rollback()
    statement = select(OutboxMessage).where(OutboxMessage.template == template)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


@pytest.mark.both_databases
def test_a_coordinator_accepts_several_at_once(coordinator):
    lina, noe, zoe = (send_lina(first_name=name) for name in ("Lina", "Noé", "Zoé"))

    page = select_and(coordinator, INBOX, "Accepter la sélection", lina, zoe)

    said = "Acceptée. Le prescripteur est prévenu."
    assert page.h1 == "2 demandes acceptées"
    assert results(page) == [("L. C.", "Fait", said), ("Z. C.", "Fait", said)]
    assert [state_of(one) for one in (lina, noe, zoe)] == ["accepted", "proposed", "accepted"]


def test_nothing_selected_is_said_and_nothing_is_done(coordinator):
    lina = send_lina()

    page = select_and(coordinator, INBOX, "Accepter la sélection", status=422)

    assert page.alerts[0] == NOTHING
    assert page.title.startswith("Erreur : ")
    assert page.all(".lettre h2") == ["L. C. 13 ans, 4 e"]
    assert state_of(lina) == "proposed"


def test_one_box_selects_the_whole_page(coordinator):
    both = [send_lina(), send_lina(first_name="Noé")]
    everything = " ".join(pick_of(one) for one in both)
    page = coordinator.get(INBOX)
    assert page.one(".barre-lot input")["value"] == everything

    coordinator.press("Accepter la sélection", {"choix": [everything]})

    assert [state_of(one) for one in both] == ["accepted", "accepted"]


def test_a_row_somebody_answered_meanwhile_does_not_stop_the_others(coordinator):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    coordinator.get(INBOX)
    ticked = [pick_of(lina), pick_of(noe)]
    accept(lina, actor_of("claire.wattelle"))

    page = coordinator.press("Accepter la sélection", {"choix": ticked})

    assert page.h1 == "1 demande acceptée"
    assert [row[1] for row in results(page)] == ["Pas fait", "Fait"]
    assert "Claire Wattelle a déjà accepté cette demande ce matin à 9 h" in results(page)[0][2]


def test_sending_the_form_twice_accepts_once(coordinator):
    lina = send_lina()
    coordinator.get(INBOX)
    sent = {"action": "accepter", "choix": [pick_of(lina)]}
    coordinator.post(f"{LIST}/lot", sent)
    coordinator.get(LIST)

    page = coordinator.post(f"{LIST}/lot", sent | {"csrf_token": token_of(coordinator)})

    assert page.h1 == "1 demande acceptée"
    assert count_events("proposal.accepted") == len(mails("accepted")) == 1


def token_of(browser):
    browser.get("/compte")
    return browser.page.one("input[name=csrf_token]")["value"]


def test_the_request_of_another_association_is_not_touched(coordinator):
    theirs = send_lina(to="lacle", age=9, situation="CM1")
    send_lina()
    coordinator.get(INBOX)

    page = coordinator.post(f"{LIST}/lot", {"action": "accepter", "choix": [pick_of(theirs)]})

    assert results(page) == [("Deman", "Pas fait", "Cette demande n’est plus dans votre liste.")]
    assert state_of(theirs) == "proposed"


@pytest.mark.parametrize("action", ["relancer", "", "effacer", "accepter\0"])
def test_an_act_the_role_is_not_offered_does_not_exist(coordinator, action):
    lina = send_lina()
    coordinator.get(INBOX)

    coordinator.post(f"{LIST}/lot", {"action": action, "choix": [pick_of(lina)]}, 404)


def test_boxes_made_up_count_for_nothing():
    odd = ["", "ABC", "7K3Q9M", "7K3Q9M:x", "7k3q9m:1", "7K3Q9M:1 7K3Q9M:2", "0" * 9_999]

    assert read_picks(odd) == (Pick("7K3Q9M", 1),)


def test_a_manager_reminds_after_confirming(manager):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    page = select_and(manager, LIST, "Relancer…", lina, noe)
    assert page.h1 == "Relancer 2 demandes ?"
    assert count_events("proposal.reminded") == 0

    page = manager.press("Relancer")

    assert page.h1 == "2 demandes relancées"
    assert {row[2] for row in results(page)} == {"Relance envoyée à l’Afev."}
    assert count_events("proposal.reminded") == 2


def test_a_reminder_is_a_mail_without_a_name_and_a_knot_of_the_thread(manager):
    lina = send_lina()
    select_and(manager, LIST, "Relancer…", lina)
    manager.press("Relancer")

    sent = mails("reminded_by_hand")

    assert [one.recipient[:6] for one in sent] == ["claire", "theo.m"]
    text = sent[0].subject + sent[0].body
    assert lina.reference in text
    assert [secret for secret in SECRETS if secret in text] == []
    page = manager.get(f"{LIST}/{lina.reference}")
    assert "Relance de la Cité éducative" in page.text
    assert "Hélène Vasseur" in page.text


@pytest.mark.both_databases
def test_a_proposal_is_reminded_once_a_day(manager):
    lina = send_lina()
    for _ in range(2):
        select_and(manager, LIST, "Relancer…", lina)
        page = manager.press("Relancer")

    said = "Déjà relancée aujourd’hui à 9 h par Hélène Vasseur : une relance par jour suffit."
    assert results(page) == [("L. C.", "Pas fait", said)]
    assert (count_events("proposal.reminded"), len(mails("reminded_by_hand"))) == (1, 2)


def test_a_proposal_may_be_reminded_again_the_next_day(roubaix, frozen):
    lina, helene = send_lina(), actor_of("helene.vasseur")
    version = get_last_assignment(lina).version
    remind_association(lina.reference, version, helene)
    frozen(datetime(2026, 11, 24, 0, 30, tzinfo=PARIS))

    said = remind_association(lina.reference, version, helene)

    assert said == "Relance envoyée à l’Afev."


def test_only_a_proposal_that_awaits_the_association_may_be_reminded(manager):
    lina, noe = send_lina(), send_lina(first_name="Noé")
    accept(noe, actor_of("theo.marchand"))

    page = manager.get(LIST)

    boxes = [tag["value"] for tag in page.soup.select("th input[name=choix]")]
    assert boxes == [pick_of(lina)]


def test_a_paused_proposal_waits_for_the_prescriber(manager):
    lina = send_lina()
    manager.get(LIST)
    assignment = get_last_assignment(lina)
    assignment.state, assignment.deadline = AssignmentState.INFO_REQUESTED, None
    assignment.days_left, assignment.paused_until = 5, date(2026, 12, 7)
    db.session.commit()

    sent = {"action": "relancer", "confirme": "1", "choix": [pick_of(lina)]}
    page = manager.post(f"{LIST}/lot", sent)

    assert results(page)[0][2] == "L’association attend une réponse du prescripteur."


def test_an_odd_way_back_is_left_out(manager):
    send_lina()
    manager.get(LIST)

    odd = "_external=1&endpoint=x&_anchor=y&etape=college&values=3"
    page = manager.post(f"{LIST}/lot", {"action": "relancer", "retour": odd}, 422)

    assert page.all(".compteur") == ["1 demande"]
    assert "Collège , retirer ce filtre" in page.all(".actifs a")
