"""What waits for each role is counted in its menu, in one statement."""

import pytest

from app.core.db import db
from app.referrals.queries.referral import count_badge
from app.referrals.rules import AssignmentState
from tests.factories import get_last_assignment, make_referral
from tests.referrals.scenes import actor_of, send_lina


def ask(referral):
    """Ask a question about a referral, as its association does."""
    assignment = get_last_assignment(referral)
    assignment.state, assignment.days_left = AssignmentState.INFO_REQUESTED, 5
    assignment.paused_until, assignment.deadline = assignment.deadline, None
    db.session.commit()


@pytest.mark.both_databases
def test_a_prescriber_reads_how_many_questions_wait(prescriber):
    send_lina()
    ask(send_lina(first_name="Noé"))
    ask(send_lina(who="marc.vermeulen", to="article1", situation="2de_GT", age=15))

    menu = prescriber.get("/demandes").all(".menu__liste a")

    assert menu[0] == "Mes demandes 1 à compléter"


def test_an_association_reads_how_many_requests_wait(coordinator):
    send_lina()
    ask(send_lina(first_name="Noé"))

    menu = coordinator.get("/demandes").all(".menu__liste a")

    assert menu[0] == "Demandes 2 à traiter"


def test_a_manager_reads_how_many_are_to_assign(manager):
    send_lina()
    make_referral(actor_of("samira.haddad"), situation="GS", age=5, qpv=False)

    menu = manager.get("/demandes").all(".menu__liste a")

    assert menu[1] == "Demandes 1 à affecter"


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand", "helene.vasseur"])
def test_a_badge_is_one_statement_and_absent_when_nothing_waits(roubaix, query_counter, who):
    actor = actor_of(who)

    with query_counter as queries:
        waiting = count_badge(actor)

    assert (waiting, queries.count) == (0, 1)
