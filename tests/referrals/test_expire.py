"""A proposal nobody answers in time: its place goes on, and it is no refusal."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.core.working_days import add_working_days
from app.referrals.models import ThreadEntry
from app.referrals.rules import ReferralState, WaitReason
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.reminding import remind_associations
from app.reports.doctor import examine
from app.reports.figures import Period
from app.reports.queries import read_answers
from tests import factories as make
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina, state_of

pytestmark = pytest.mark.both_databases
MONDAY = datetime(2026, 11, 23, 9, tzinfo=PARIS)
DEADLINE = add_working_days(MONDAY.date(), 10)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=PARIS)


@pytest.fixture
def overdue(roubaix, frozen):
    """Lina, whose proposal to the Afev nobody answered; it is the day after the deadline."""
    frozen(MONDAY)
    referral = send_lina()
    frozen(at(date(2026, 12, 2)))
    assert remind_associations() == 1
    frozen(at(date(2026, 12, 8)))
    return referral


def mails(template):
    """Return the subjects of that mail."""
    statement = select(OutboxMessage).where(OutboxMessage.template == template)
    return db.session.scalars(statement.order_by(OutboxMessage.id)).all()


def test_the_day_of_the_deadline_belongs_to_the_association(roubaix, frozen):
    frozen(MONDAY)
    referral = send_lina()
    frozen(at(DEADLINE))

    assert expire_overdue_proposals() == 0
    assert state_of(referral) == "proposed"


def test_the_day_after_the_place_is_given_back_and_another_is_asked(overdue):
    assert expire_overdue_proposals() == 1

    assert [state for _, state in proposals_of(overdue)] == ["expired", "proposed"]
    assert make.get_programme("afev").taken == 0
    assert examine()[0:1] == [] or "Courriels" in examine()[0]


def test_expiring_twice_changes_nothing_more(overdue):
    expire_overdue_proposals()

    assert expire_overdue_proposals() == 0
    assert count_events("proposal.expired") == 1
    assert len(proposals_of(overdue)) == 2


def test_a_worker_that_was_away_for_a_month_catches_up(overdue, frozen):
    frozen(at(date(2027, 1, 20)))

    assert expire_overdue_proposals() == 1
    assert state_of(overdue) == "proposed"


def test_a_silence_is_no_refusal(overdue):
    expire_overdue_proposals()

    period = Period(date(2026, 9, 1), date(2026, 12, 8))
    answers = read_answers(actor_of("helene.vasseur").territory_id, period)
    first = overdue.assignments[0]
    assert answers.median is None
    assert (first.answer_days, first.decline_reason, first.answered_by_id) == (None, None, None)


def test_everybody_is_told_of_a_silence(overdue):
    expire_overdue_proposals()

    (moved,), (silent, _), (managers,) = mails("rerouted"), mails("expired"), mails("no_answer")
    assert "n’a pas répondu à temps" in moved.body
    assert "décliné" not in moved.body + silent.body + managers.body
    assert "lundi" not in silent.body
    assert "7\u00a0décembre 2026" in silent.body
    assert managers.recipient == "helene.vasseur@example.org"


def test_a_silence_waits_when_no_other_association_has_room(roubaix, frozen):
    frozen(MONDAY)
    referral = send_lina()
    for slug in ("proxite", "telemaque", "lacle", "face"):
        make.state_places(slug, 0)
    frozen(at(DEADLINE))
    remind_associations()
    frozen(at(date(2026, 12, 8)))

    expire_overdue_proposals()

    assert state_of(referral) == ReferralState.WAITLISTED
    assert referral.wait_reason is WaitReason.NO_PLACE_LEFT
    (mail,) = mails("declined")
    assert "est en liste d’attente" in mail.subject
    assert "Motif" not in mail.body


def test_the_place_of_a_silence_goes_to_who_waits(roubaix, frozen):
    frozen(MONDAY)
    make.state_places("lacle", 1)
    school = make.make_prescriber(make.ECOLE)
    make.make_referral(school, situation="CM1", age=9)
    waiting = make.make_referral(school, situation="CM1", age=9)
    frozen(at(DEADLINE))
    remind_associations()
    frozen(at(date(2026, 12, 8)))

    expire_overdue_proposals()

    assert proposals_of(waiting) == [("lacle", "proposed")]
    assert make.get_programme("lacle").taken == 1


def test_the_thread_says_there_was_no_answer(overdue, sign_in):
    expire_overdue_proposals()

    page = sign_in("samira.haddad").get(f"/demandes/{overdue.reference}")

    assert "Sans réponse de l’Afev" in page.all(".chrono h3")
    assert db.session.scalars(select(ThreadEntry).where(ThreadEntry.kind == "expired")).one()


def test_an_answer_after_the_deadline_counts_while_the_place_is_kept(overdue):
    make.accept(overdue, actor_of("theo.marchand"))

    assert expire_overdue_proposals() == 0
    assert state_of(overdue) == "accepted"
