"""Everybody a move concerns is told, in words that are true; what waits for somebody is counted."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.endings import EndReason, Modality, WithdrawReason
from app.referrals.errors import ImpossibleActError
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service import asking, following, transfers, withdrawing
from app.referrals.service.following import Start, Stop
from tests import factories as make
from tests.referrals.scenes import actor_of, send_lina, state_of
from tests.referrals.test_correcting import correct

HELENE, SAMIRA, THEO = "helene.vasseur", "samira.haddad", "theo.marchand"


def told(words):
    """Return who was told something, by the words of the subject."""
    wanted = select(OutboxMessage).where(OutboxMessage.subject.contains(words))
    return {mail.recipient: mail.body for mail in db.session.scalars(wanted)}


def ask_to_take_over(referral, slug):
    accepted = make.accept(referral, actor_of(THEO))
    return transfers.transfer(
        referral.reference, accepted.version, slug, "Relais", actor_of(HELENE)
    )


def test_a_prescriber_is_told_that_the_cite_withdrew_their_request(roubaix):
    referral = send_lina()
    reason = WithdrawReason.MOVED_AWAY

    withdrawing.withdraw(referral.reference, referral.version, reason, "", actor_of(HELENE))

    assert "déménagement" in told("est retirée")["samira.haddad@example.org"]


def test_the_first_association_is_told_that_a_transfer_is_cancelled(roubaix):
    referral = send_lina()
    target = ask_to_take_over(referral, "proxite")

    transfers.cancel_transfer(referral.reference, target.version, actor_of(HELENE))

    assert "Vous continuez" in told("le transfert est annulé")["theo.marchand@example.org"]


@pytest.mark.parametrize("slug", ["duo", "cpossible"])
def test_a_transfer_goes_to_an_association_whose_criteria_fit(roubaix, slug):
    referral = send_lina()

    with pytest.raises(ImpossibleActError, match="critères"):
        ask_to_take_over(referral, slug)


def test_the_page_of_a_transfer_says_who_may_not_be_chosen(manager):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    page = manager.get(f"/demandes/{referral.reference}/transferer")

    assert "DUO for a JOB (hors critères" in page.text


@pytest.mark.parametrize("reassigns", [True, False])
def test_a_pair_that_stopped_is_asked_elsewhere_by_a_click_unless_it_is_already(roubaix, reassigns):
    referral = send_lina()
    accepted = make.accept(referral, actor_of(THEO))
    start = Start(accepted.answered_at.date(), Modality.ON_SITE)
    actor, reference = actor_of(THEO), referral.reference
    begun = following.start_mentoring(reference, accepted.version, start, actor)

    stop = Stop(EndReason.ABSENCES, reassigns=reassigns)
    following.end_early(reference, begun.version, stop, actor)

    (body,) = told("Accompagnement interrompu").values()
    assert ("en un clic" in body) is not reassigns


def test_what_waits_for_news_is_counted_for_the_prescriber(prescriber):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), Refusal(DeclineReason.UNREACHABLE))

    menu = prescriber.get("/demandes").all(".menu__liste a")

    assert menu[0] == "Mes demandes 1 à compléter"


def test_what_everybody_declined_is_to_assign(manager):
    referral = make.make_referral(make.make_prescriber(make.ECOLE), situation="CM1", age=9)
    asked = make.get_last_assignment(referral)
    while asked is not None:
        coordinator = make.make_coordinator(asked.programme.slug)
        refusal = Refusal(DeclineReason.NO_SUITABLE_MENTOR)
        asked = make.decline(referral, coordinator, refusal)

    page = manager.get("/demandes?statut=a_affecter")

    assert referral.reference in page.text
    assert page.all(".menu__liste a")[1] == "Demandes 1 à affecter"


def test_a_need_a_manager_has_to_look_at_is_not_proposed_by_a_correction(roubaix):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), Refusal(DeclineReason.NEED_OUT_OF_SCOPE))

    correct(referral, qpv=False)
    assert state_of(referral) == "waitlisted"
    correct(referral, objectives=["orientation"])

    assert state_of(referral) == "proposed"


def test_a_confirmation_opened_during_a_question_says_where_the_request_is(prescriber):
    referral = send_lina()
    assignment = make.get_last_assignment(referral)
    asking.request_information(referral.reference, assignment.version, "Quand ?", actor_of(THEO))

    page = prescriber.get(f"/demandes/{referral.reference}/envoyee")

    assert "sa fiche dit où elle en est" in page.text
