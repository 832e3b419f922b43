"""A page shown for one proposal never moves another one; only the same words are a second click."""

import pytest

from app.referrals.errors import StaleActError
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import first_version
from app.referrals.service import answer, asking, steering
from tests import factories as make
from tests.referrals.scenes import actor_of, proposals_of, send_lina

HELENE, SAMIRA, THEO = "helene.vasseur", "samira.haddad", "theo.marchand"
NO_MENTOR = Refusal(DeclineReason.NO_SUITABLE_MENTOR)
WHY = "Réponse donnée au téléphone"


def version(referral):
    return make.get_last_assignment(referral).version


def decline(referral, who=THEO, seen=None, refusal=NO_MENTOR):
    reference, why = referral.reference, WHY if who == HELENE else ""
    return answer.decline_proposal(
        reference, seen or version(referral), refusal, actor_of(who), why
    )


def recall(referral, reason, seen=None):
    return steering.recall(referral.reference, seen or version(referral), reason, actor_of(HELENE))


def ask(referral, question, seen=None):
    return asking.request_information(
        referral.reference, seen or version(referral), question, actor_of(THEO)
    )


def test_no_two_proposals_of_a_request_share_a_version():
    assert [first_version(rank) for rank in (1, 2, 3)] == [1_000, 2_000, 3_000]


@pytest.mark.both_databases
def test_a_manager_s_old_page_does_not_accept_for_the_next_association(roubaix):
    referral = send_lina()
    seen = version(referral)
    decline(referral)

    with pytest.raises(StaleActError):
        answer.accept_proposal(referral.reference, seen, actor_of(HELENE), WHY)

    assert [state for _, state in proposals_of(referral)] == ["declined", "proposed"]


def test_a_manager_s_old_page_neither_recalls_nor_declines_the_next_one(roubaix):
    referral = send_lina()
    seen = version(referral)
    decline(referral)

    with pytest.raises(StaleActError):
        recall(referral, "Trop loin", seen)
    with pytest.raises(StaleActError):
        decline(referral, HELENE, seen)

    assert [state for _, state in proposals_of(referral)] == ["declined", "proposed"]


def test_an_answer_to_one_question_is_not_the_answer_to_the_next(roubaix):
    referral = send_lina()
    ask(referral, "Quels jours ?")
    seen = version(referral)
    recall(referral, "Trop loin")
    following = make.get_last_assignment(referral)
    sonia = make.make_coordinator(following.programme.slug)
    asking.request_information(referral.reference, following.version, "Quelle matière ?", sonia)

    with pytest.raises(StaleActError):
        asking.provide_information(referral.reference, seen, "Le mercredi", actor_of(SAMIRA))

    assert proposals_of(referral)[-1][1] == "info_requested"


def test_a_manager_s_second_recall_is_no_second_click(roubaix):
    referral = send_lina()
    recall(referral, "Trop loin")

    recall(referral, "Encore trop loin")

    assert [state for _, state in proposals_of(referral)][:2] == ["recalled", "recalled"]


def test_declining_for_two_associations_with_one_reason_is_two_refusals(roubaix):
    referral = send_lina()
    decline(referral, HELENE)

    decline(referral, HELENE)

    assert [state for _, state in proposals_of(referral)][:2] == ["declined", "declined"]


@pytest.mark.both_databases
def test_the_same_question_twice_is_a_second_click_another_one_is_refused(roubaix):
    referral = send_lina()
    seen = version(referral)
    ask(referral, "Quels jours ?", seen)

    ask(referral, "Quels jours ?", seen)
    with pytest.raises(StaleActError):
        ask(referral, "Quels jours, et où ?", seen)

    assert [entry.text for entry in referral.thread if entry.kind == "asked"] == ["Quels jours ?"]
