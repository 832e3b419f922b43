"""Associations are reminded after three and seven working days, once, on working days only."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.auth.models import Membership, Organisation
from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.models import Assignment, ThreadEntry
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.reminding import remind_associations
from tests import factories as make
from tests.referrals.scenes import SECRETS, actor_of, count_events, send_lina, state_of

pytestmark = pytest.mark.both_databases
MONDAY = date(2026, 11, 23)  # the answer is due on Monday 7 December
AFEV = {"theo.marchand@example.org", "claire.wattelle@example.org"}
THIRD, SEVENTH = date(2026, 11, 26), date(2026, 12, 2)


@pytest.fixture
def on(roubaix, frozen):
    """Go to a day: `on(date(2026, 11, 26))`, at eight in the morning."""
    return lambda day: frozen(datetime(day.year, day.month, day.day, 8, tzinfo=PARIS))


@pytest.fixture
def lina(on):
    """Lina, proposed to the Afev on Monday 23 November."""
    on(MONDAY)
    return send_lina()


def reminders():
    """Return the reminders sent."""
    db.session.rollback()
    statement = select(OutboxMessage).where(OutboxMessage.template == "reminder")
    return db.session.scalars(statement.order_by(OutboxMessage.id)).all()


def last(referral):
    """Return its last proposal as it is in the base now."""
    db.session.expire_all()
    return make.get_last_assignment(referral)


def test_nothing_is_said_before_the_third_working_day(lina, on):
    on(date(2026, 11, 25))

    assert remind_associations() == 0
    assert reminders() == []


def test_a_reminder_leaves_after_three_working_days_and_after_seven(lina, on):
    sent = []
    for day in (THIRD, date(2026, 11, 27), SEVENTH, date(2026, 12, 3), date(2026, 12, 7)):
        on(day)
        sent.append(remind_associations())

    assert sent == [1, 0, 1, 0, 0]
    assert (last(lina).reminders, last(lina).deadline) == (2, date(2026, 12, 7))
    assert count_events("proposal.reminded") == 2


def test_a_friday_the_third_day_is_after_the_weekend(on):
    on(date(2026, 11, 20))
    send_lina()
    on(date(2026, 11, 24))
    early = remind_associations()
    on(date(2026, 11, 25))

    assert (early, remind_associations()) == (0, 1)


def test_easter_monday_is_no_working_day(on):
    on(date(2027, 3, 24))
    send_lina()
    on(date(2027, 3, 29))
    on_easter_monday = remind_associations()
    on(date(2027, 3, 30))

    assert (on_easter_monday, remind_associations()) == (0, 1)


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29)])
def test_nobody_is_reminded_on_a_weekend(lina, on, day):
    on(day)

    assert remind_associations() == 0


def test_an_association_gets_one_mail_for_all_its_requests(lina, on):
    other = send_lina(first_name="Amir")
    on(THIRD)

    assert remind_associations() == 2
    mail, *others = reminders()
    assert {one.recipient for one in (mail, *others)} == AFEV
    assert len(others) == len(AFEV) - 1
    assert mail.subject == "Rappel\u00a0: 2\u00a0demandes à traiter"
    assert all(one.reference in mail.body for one in (lina, other))


def test_a_reminder_names_nobody(lina, on):
    on(THIRD)
    remind_associations()

    mail = reminders()[0]
    assert [secret for secret in SECRETS if secret in mail.subject + mail.body] == []
    assert "au plus tard le 7\u00a0décembre" in mail.body


def test_two_late_reminders_are_one(lina, on):
    on(date(2026, 12, 4))

    assert (remind_associations(), remind_associations()) == (1, 0)
    assert last(lina).reminders == 2
    assert len(reminders()) == len(AFEV)


def test_running_twice_reminds_once(lina, on):
    on(THIRD)

    assert (remind_associations(), remind_associations()) == (1, 0)
    kinds = db.session.scalars(select(ThreadEntry.kind).where(ThreadEntry.kind == "reminded"))
    assert kinds.all() == ["reminded"]


def test_the_thread_says_who_was_reminded(lina, on, sign_in):
    on(THIRD)
    remind_associations()

    page = sign_in("samira.haddad").get(f"/demandes/{lina.reference}")

    assert "Relance envoyée à l’Afev" in page.all(".chrono h3")


def test_a_reminder_does_not_spoil_the_page_somebody_has_open(lina, on):
    version = last(lina).version
    on(THIRD)
    remind_associations()

    assert last(lina).version == version


def test_who_answered_is_not_reminded(lina, on):
    make.accept(lina, actor_of("theo.marchand"))
    on(SEVENTH)

    assert remind_associations() == 0


def test_a_worker_away_past_the_deadline_reminds_and_leaves_a_day(lina, on):
    on(date(2026, 12, 11))  # a Friday
    expired, reminded = expire_overdue_proposals(), remind_associations()

    assert (expired, reminded) == (0, 1)
    assert (last(lina).deadline, last(lina).reminders) == (date(2026, 12, 14), 2)


def test_the_day_more_is_given_once(lina, on):
    on(date(2026, 12, 11))
    remind_associations()
    on(date(2026, 12, 15))

    assert (remind_associations(), expire_overdue_proposals()) == (0, 1)
    first = db.session.get_one(Assignment, lina.assignments[0].id)
    assert first.state == "expired"


def test_an_association_without_anybody_is_not_said_to_be_reminded(lina, on):
    afev = select(Membership).join(Organisation).where(Organisation.code == "afev")
    for membership in db.session.scalars(afev):
        membership.is_active = False
    db.session.commit()
    on(SEVENTH)

    assert (remind_associations(), reminders(), last(lina).reminders) == (1, [], 2)
    told = select(ThreadEntry).where(ThreadEntry.kind == "reminded")
    assert db.session.scalars(told).all() == []
    assert state_of(lina) == "proposed"
