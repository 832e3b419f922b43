"""The manager's hand: assign, take back, transfer, put first, close, reopen, act for somebody."""

import pytest

from app.capacity.queries import list_sheets
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.decisions import replay
from app.referrals.endings import CloseReason
from app.referrals.errors import ImpossibleActError, InvalidReasonError, StaleActError
from app.referrals.service import steering, transfers
from app.referrals.service.answer import accept_proposal
from tests import factories as make
from tests.referrals.scenes import actor_of, proposals_of, send_lina, state_of

WHY = "Plus près de chez lui"
HELENE = "helene.vasseur"


def transfer(referral, slug):
    version = make.get_last_assignment(referral).version
    return transfers.transfer(referral.reference, version, slug, WHY, actor_of(HELENE))


def answer_transfer(referral, who):
    version = make.get_last_assignment(referral).version
    return accept_proposal(referral.reference, version, actor_of(who))


def accepted():
    referral = send_lina()
    make.accept(referral, actor_of("theo.marchand"))
    return referral


@pytest.mark.both_databases
def test_a_manager_chooses_another_association_and_the_first_place_is_given_back(roubaix):
    referral = send_lina()

    steering.assign_by_hand(referral.reference, referral.version, "proxite", WHY, actor_of(HELENE))

    assert proposals_of(referral) == [("afev", "recalled"), ("proxite", "proposed")]
    assert (make.get_programme("afev").taken, make.get_programme("proxite").taken) == (0, 1)


def test_a_full_association_cannot_be_chosen(roubaix):
    referral = send_lina()
    make.state_places("proxite", 0)

    with pytest.raises(ImpossibleActError, match="plus de place"):
        steering.assign_by_hand(
            referral.reference, referral.version, "proxite", WHY, actor_of(HELENE)
        )
    assert proposals_of(referral) == [("afev", "proposed")]


def test_an_association_that_declined_cannot_be_chosen_again(roubaix):
    referral = send_lina()
    make.decline(referral, actor_of("theo.marchand"), make.Refusal("no_suitable_mentor"))
    db.session.refresh(referral)

    with pytest.raises(ImpossibleActError, match="déjà décliné"):
        steering.assign_by_hand(referral.reference, referral.version, "afev", WHY, actor_of(HELENE))


def test_the_page_to_assign_shows_places_and_reasons(manager):
    path = f"/demandes/{send_lina().reference}/affecter"

    page = manager.get(path)

    assert "places libres sur" in page.text
    assert "Hors critères" in page.text


def test_a_manager_assigns_from_the_page_in_three_clicks(manager):
    referral = send_lina()
    manager.get(f"/demandes/{referral.reference}")
    manager.click("Affecter à la main…")

    page = manager.press("Proposer à cette association", {"slug": "proxite", "reason": WHY})

    assert "Demande proposée à l’association choisie." in page.alerts[0]
    assert proposals_of(referral)[-1] == ("proxite", "proposed")


@pytest.mark.both_databases
def test_a_referral_taken_back_goes_to_another_association(roubaix):
    referral = send_lina()
    version = make.get_last_assignment(referral).version

    steering.recall(referral.reference, version, WHY, actor_of(HELENE))

    assert proposals_of(referral)[0] == ("afev", "recalled")
    assert proposals_of(referral)[1][0] != "afev"


@pytest.mark.both_databases
def test_a_transfer_keeps_the_first_place_until_the_other_accepts(roubaix):
    referral = accepted()

    transfer(referral, "proxite")

    assert proposals_of(referral) == [("afev", "accepted"), ("proxite", "proposed")]
    assert (make.get_programme("afev").taken, make.get_programme("proxite").taken) == (1, 1)

    answer_transfer(referral, "sonia.delcourt")

    assert proposals_of(referral) == [("afev", "transferred"), ("proxite", "accepted")]
    assert (make.get_programme("afev").taken, make.get_programme("proxite").taken) == (0, 1)


def test_a_transfer_declined_changes_nothing_for_the_young_person(roubaix):
    referral = accepted()
    transfer(referral, "proxite")

    make.decline(referral, actor_of("sonia.delcourt"), make.Refusal("no_suitable_mentor"))

    assert proposals_of(referral) == [("afev", "accepted"), ("proxite", "declined")]
    assert state_of(referral) == "accepted"


def test_one_transfer_at_a_time(roubaix):
    referral = accepted()
    transfer(referral, "proxite")

    with pytest.raises(StaleActError):
        transfer(referral, "cravate")


@pytest.mark.both_databases
def test_a_transfer_is_cancelled_before_its_answer(roubaix):
    referral = accepted()
    target = transfer(referral, "proxite")

    transfers.cancel_transfer(referral.reference, target.version, actor_of(HELENE))

    assert proposals_of(referral) == [("afev", "accepted"), ("proxite", "recalled")]


def test_acting_for_an_association_asks_why_and_tells_it(manager):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/accepter-pour"
    page = manager.submit(path, {}, "Accepter", status=422)
    assert "Dites pourquoi vous agissez à la place de l’association" in page.alerts[0]

    manager.press("Accepter", {"why": "Elle a répondu par téléphone"})

    assert state_of(referral) == "accepted"
    subjects = db.session.scalars(db.select(OutboxMessage.subject)).all()
    assert any("la Cité éducative a agi pour vous" in one for one in subjects)


def test_closing_without_a_solution_tells_the_other_paths(roubaix):
    make.state_places("afev", 0)
    make.state_places("lacle", 0)
    samira = actor_of("samira.haddad")
    referral = make.make_referral(samira, situation="CM1", age=9)

    steering.close_unplaced(
        referral.reference, referral.version, CloseReason.ALL_DECLINED, "", actor_of(HELENE)
    )

    assert state_of(referral) == "closed_unplaced"
    bodies = db.session.scalars(db.select(OutboxMessage.body)).all()
    assert any("1jeune1mentor.fr" in " ".join(one.split()) for one in bodies)


def test_a_reason_is_asked_of_every_hand(roubaix):
    referral = send_lina()

    with pytest.raises(InvalidReasonError):
        steering.recall(
            referral.reference,
            make.get_last_assignment(referral).version,
            "  ",
            actor_of(HELENE),
        )


def test_a_choice_by_hand_can_be_told_again(roubaix):
    referral = send_lina()
    steering.assign_by_hand(referral.reference, referral.version, "duo", WHY, actor_of(HELENE))
    sheets = {s.programme.slug: s.sheet for s in list_sheets(referral.territory_id)}
    decision = make.get_last_assignment(referral).decision

    assert replay(decision, sheets) == decision["explanation"]
