"""What taking a move back leads to: no free place beside who waits, mails that say it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.auth.rules import Role
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.endings import CloseReason, WithdrawReason
from app.referrals.errors import ImpossibleActError
from app.referrals.models import Referral, Suspicion
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service import settling, steering, transfers, withdrawing
from app.referrals.service.undo import undo_last_move
from tests import factories as make
from tests.factories import COLLEGE, get_organisation
from tests.referrals.attempts import SLUGS
from tests.referrals.scenes import actor_of, proposals_of, send_lina, send_lina_again, state_of

HELENE, SAMIRA, THEO = "helene.vasseur", "samira.haddad", "theo.marchand"


def undo(referral, who):
    entry = [one for one in referral.thread if one.actor_id is not None][-1]
    return undo_last_move(referral.reference, entry.id, actor_of(who))


def send_to_a_full_city():
    """Return a request that waits: every association is full."""
    for slug in SLUGS:
        make.state_places(slug, 0)
    return make.make_referral(actor_of(SAMIRA), situation="4e")


def mails_of(subject):
    wanted = select(OutboxMessage).where(OutboxMessage.subject.contains(subject))
    return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))


@pytest.mark.both_databases
def test_a_request_put_back_on_the_list_takes_the_place_that_came_meanwhile(roubaix):
    referral = send_to_a_full_city()
    reason = CloseReason.NO_PLACE_THIS_PERIOD
    steering.close_unplaced(referral.reference, referral.version, reason, "", actor_of(HELENE))
    make.state_places("afev", 1)

    undo(referral, HELENE)

    assert proposals_of(referral) == [("afev", "proposed")]


def test_a_withdrawal_taken_back_waits_again_when_there_is_no_place(roubaix):
    referral = send_to_a_full_city()
    reason = WithdrawReason.MOVED_AWAY
    withdrawing.withdraw(referral.reference, referral.version, reason, "", actor_of(SAMIRA))

    undo(referral, SAMIRA)

    assert state_of(referral) == "waitlisted"


def test_a_transfer_taken_back_leaves_the_first_association_as_before(roubaix):
    referral = send_lina()
    accepted = make.accept(referral, actor_of(THEO))
    transfers.transfer(referral.reference, accepted.version, "proxite", "Relais", actor_of(HELENE))

    undo(referral, HELENE)

    told = [mail for mail in mails_of("a été annulée") if "theo.marchand" in mail.recipient]
    assert "reste suivie par l’Afev, comme avant" in told[-1].body
    assert "de nouveau proposée" not in told[-1].body


def test_a_priority_is_not_taken_back_once_it_led_to_a_proposal(roubaix):
    for slug in SLUGS:
        make.state_places(slug, 1 if slug == "afev" else 0)
    held = send_lina()
    referral = make.make_referral(actor_of(SAMIRA), situation="4e")
    steering.prioritise(referral.reference, referral.version, "Urgent", actor_of(HELENE))
    reason = WithdrawReason.MOVED_AWAY
    withdrawing.withdraw(held.reference, held.version, reason, "", actor_of(SAMIRA))
    assert proposals_of(referral) == [("afev", "proposed")]

    with pytest.raises(ImpossibleActError):
        undo(referral, HELENE)


@pytest.mark.both_databases
def test_a_merged_request_that_is_reopened_is_doubted_again(roubaix):
    first, second = send_lina(), send_lina_again()
    found = db.session.scalars(select(Suspicion)).one()
    versions = settling.versions_of(found)
    settling.merge_referrals(found.reference, first.reference, versions, actor_of(HELENE))

    steering.reopen(second.reference, second.version, "Deux jeunes", actor_of(HELENE))
    assert db.session.scalars(select(Suspicion.state)).one() == "open"
    undo(second, HELENE)

    kept = select(Referral.merged_into_id).where(Referral.id == second.id)
    assert db.session.scalars(kept).one() == first.id


def test_who_lost_a_request_is_led_to_the_list_not_to_a_page_that_is_gone(roubaix):
    referral = send_lina()
    version = make.get_last_assignment(referral).version
    steering.recall(referral.reference, version, "Trop loin", actor_of(HELENE))

    (told, *_) = mails_of("vous n’avez plus rien à faire")

    assert "http://localhost/demandes\n" in f"{told.body}\n"
    assert referral.reference not in told.body.split("http", 1)[1]


@pytest.mark.both_databases
def test_a_child_referred_again_before_an_undo_is_doubted(roubaix):
    referral = send_lina()
    reason = WithdrawReason.ENTERED_BY_MISTAKE
    withdrawing.withdraw(referral.reference, referral.version, reason, "", actor_of(SAMIRA))
    again = send_lina()

    undo(referral, SAMIRA)

    doubt = db.session.scalars(select(Suspicion)).one()
    assert {doubt.earlier_id, doubt.later_id} == {referral.id, again.id}


def test_what_one_did_in_another_role_is_not_undone_here(roubaix):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))
    elsewhere = replace(actor_of(THEO), organisation_id=actor_of(SAMIRA).organisation_id)
    elsewhere = replace(elsewhere, role=Role.PRESCRIBER)
    entry = [one for one in referral.thread if one.actor_id is not None][-1]

    with pytest.raises(ImpossibleActError):
        undo_last_move(referral.reference, entry.id, elsewhere)


def test_a_partner_that_is_never_named_is_not_named_by_an_undo(roubaix):
    referral = send_lina("isabelle.carlier", school_id=get_organisation(COLLEGE).id)
    reason = WithdrawReason.ENTERED_BY_MISTAKE
    isabelle = actor_of("isabelle.carlier")
    withdrawing.withdraw(referral.reference, referral.version, reason, "", isabelle)

    undo(referral, "isabelle.carlier")

    bodies = [mail.body for mail in mails_of("a été annulée")]
    assert [body for body in bodies if "ASE" in body] == []
    assert any("Le prescripteur a annulé" in body for body in bodies)


def test_what_a_manager_has_to_look_at_is_not_proposed_by_an_undo(roubaix):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), Refusal(DeclineReason.NEED_OUT_OF_SCOPE))
    steering.prioritise(referral.reference, referral.version, "Urgent", actor_of(HELENE))

    undo(referral, HELENE)

    assert state_of(referral) == "waitlisted"
