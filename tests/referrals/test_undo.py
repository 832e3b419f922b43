"""Taking one's last move back within a day; withdrawing, resubmitting, widening, reopening."""

from datetime import UTC, datetime, timedelta

import pytest

from app.referrals.endings import WithdrawReason
from app.referrals.errors import ImpossibleActError
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service import steering, withdrawing
from app.referrals.service.undo import undo_last_move
from app.referrals.undoing import Made, find_undoable
from tests import factories as make
from tests.referrals.scenes import actor_of, proposals_of, send_lina, state_of

THEO, SAMIRA, HELENE = "theo.marchand", "samira.haddad", "helene.vasseur"
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
NO_MENTOR = Refusal(DeclineReason.NO_SUITABLE_MENTOR)


def undo(referral, who):
    entry = [one for one in referral.thread if one.actor_id is not None][-1]
    return undo_last_move(referral.reference, entry.id, actor_of(who))


def withdraw(referral):
    reason = WithdrawReason.MOVED_AWAY
    return withdrawing.withdraw(referral.reference, referral.version, reason, "", actor_of(SAMIRA))


@pytest.mark.parametrize(
    "entries,found",
    [
        ([Made(1, "accepted", 7, NOW)], 1),
        ([Made(1, "declined", 7, NOW), Made(2, "proposed", None, NOW)], 1),
        ([Made(1, "accepted", 8, NOW)], None),
        ([Made(1, "accepted", 7, NOW), Made(2, "started", 8, NOW)], None),
        ([Made(1, "accepted", 7, NOW - timedelta(hours=24))], None),
        ([Made(1, "declined", 7, NOW), Made(2, "expired", None, NOW)], None),
        ([Made(1, "accepted", 7, NOW), Made(2, "undone", 7, NOW)], None),
        ([Made(1, "replied", 7, NOW)], None),
        ([], None),
    ],
)
def test_one_s_own_last_move_of_the_day_may_be_undone(entries, found):
    undoable = find_undoable(entries, actor_id=7, now=NOW)

    assert (undoable.id if undoable else None) == found


@pytest.mark.both_databases
def test_an_acceptance_is_taken_back_and_the_name_closes_again(coordinator):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))
    coordinator.get(f"/demandes/{referral.reference}")

    page = coordinator.press("Annuler cette action")

    assert page.h1.replace("\u00a0", " ") == "L. C."
    assert proposals_of(referral) == [("afev", "proposed")]
    assert make.get_last_assignment(referral).deadline is not None


@pytest.mark.both_databases
def test_a_refusal_taken_back_brings_the_request_back(roubaix):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), NO_MENTOR)

    undo(referral, THEO)

    assert [state for _, state in proposals_of(referral)] == ["proposed", "recalled"]
    assert make.get_programme("afev").taken == 1


def test_a_place_given_to_somebody_else_is_not_taken_back(roubaix):
    make.state_places("afev", 1)
    referral = send_lina()
    make.decline(referral, actor_of(THEO), NO_MENTOR)
    send_lina(first_name="Noé", last_name="Petit")

    with pytest.raises(ImpossibleActError, match="plus de place"):
        undo(referral, THEO)

    assert proposals_of(referral)[0] == ("afev", "declined")


@pytest.mark.both_databases
def test_a_withdrawal_is_told_and_can_be_taken_back(roubaix):
    referral = send_lina()
    withdraw(referral)
    assert proposals_of(referral) == [("afev", "recalled")]

    undo(referral, SAMIRA)

    assert (state_of(referral), proposals_of(referral)) == ("proposed", [("afev", "proposed")])
    assert [entry.kind for entry in referral.thread][-2:] == ["withdrawn", "undone"]


def test_a_day_later_nothing_is_undone(roubaix, frozen):
    referral = send_lina()
    withdraw(referral)
    frozen(datetime.now(UTC) + timedelta(hours=25))

    with pytest.raises(ImpossibleActError, match="ne peut plus être annulée"):
        undo(referral, SAMIRA)


def test_a_second_click_on_undo_is_harmless(roubaix):
    referral = send_lina()
    withdraw(referral)
    entry = referral.thread[-1]

    for _ in range(2):
        undo_last_move(referral.reference, entry.id, actor_of(SAMIRA))

    assert [one.kind for one in referral.thread].count("undone") == 1


@pytest.mark.both_databases
def test_a_referral_that_ended_is_reopened_with_its_story(roubaix):
    referral = send_lina()
    withdraw(referral)

    steering.reopen(referral.reference, referral.version, "Il reste", actor_of(HELENE))

    assert state_of(referral) == "proposed"
    assert [entry.kind for entry in referral.thread][-2:] == ["reopened", "proposed"]


def test_news_of_the_family_send_the_referral_again(prescriber):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), Refusal(DeclineReason.UNREACHABLE))
    prescriber.get(f"/demandes/{referral.reference}")
    prescriber.click("Donner des nouvelles et relancer…")

    page = prescriber.press("Relancer la demande", {"news": "La famille a un nouveau numéro"})

    assert "Demande relancée." in page.alerts[0]
    assert state_of(referral) == "proposed"


def test_a_withdrawal_asks_for_its_reason(prescriber):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/retirer"
    page = prescriber.submit(path, {}, "Retirer la demande", status=422)
    assert "Choisissez une raison" in page.alerts[0]

    page = prescriber.press("Retirer la demande", {"reason": "moved_away"})

    assert "Demande retirée." in page.alerts[0]
    assert state_of(referral) == "withdrawn"
