"""A question stops the clock, ten working days at most; then it goes on by itself."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.models import ThreadEntry
from app.referrals.service.asking import provide_information, request_information
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.reminding import remind_associations
from app.referrals.service.resuming import resume_clocks
from tests.factories import get_last_assignment
from tests.referrals.scenes import actor_of, count_events, proposals_of, send_lina

pytestmark = pytest.mark.both_databases
AFEV = {"theo.marchand@example.org", "claire.wattelle@example.org"}
MONDAY = date(2026, 11, 23)
PAUSED_UNTIL = date(2026, 12, 9)
AFTER = date(2026, 12, 10)


@pytest.fixture
def on(roubaix, frozen):
    """Go to a day, at eight in the morning."""
    return lambda day: frozen(datetime(day.year, day.month, day.day, 8, tzinfo=PARIS))


@pytest.fixture
def asked(on):
    """Lina, proposed on Monday 23 November; the Afev asks a question two working days later."""
    on(MONDAY)
    referral = send_lina()
    on(date(2026, 11, 25))
    version = get_last_assignment(referral).version
    request_information(referral.reference, version, "Quels jours ?", actor_of("theo.marchand"))
    return referral


def last(referral):
    """Return its last proposal as it is in the base now."""
    db.session.expire_all()
    return get_last_assignment(referral)


def test_a_question_keeps_the_days_that_were_left(asked):
    assert (last(asked).days_left, last(asked).paused_until) == (8, PAUSED_UNTIL)


def test_a_question_is_neither_reminded_nor_expired(asked, on):
    on(date(2027, 2, 1))

    assert (remind_associations(), expire_overdue_proposals()) == (0, 0)
    assert proposals_of(asked) == [("afev", "info_requested")]


def test_the_last_day_of_the_pause_belongs_to_the_prescriber(asked, on):
    on(PAUSED_UNTIL)

    assert resume_clocks() == 0


def test_the_clock_goes_on_with_the_days_that_were_left(asked, on):
    on(AFTER)

    assert resume_clocks() == 1
    assert last(asked).state == "proposed"
    assert last(asked).deadline == date(2026, 12, 22)


def test_resuming_twice_changes_nothing_more(asked, on):
    on(AFTER)

    assert (resume_clocks(), resume_clocks()) == (1, 0)
    assert count_events("proposal.resumed") == 1
    kinds = db.session.scalars(select(ThreadEntry.kind).where(ThreadEntry.kind == "resumed"))
    assert kinds.all() == ["resumed"]


def test_the_association_is_told_that_the_clock_goes_on(asked, on):
    on(AFTER)
    resume_clocks()

    told = select(OutboxMessage).where(OutboxMessage.template == "news")
    mail, colleague = db.session.scalars(told.order_by(OutboxMessage.id))
    assert {mail.recipient, colleague.recipient} == AFEV
    assert mail.subject == f"Demande {asked.reference}\u00a0: le délai reprend"
    assert "22\u00a0décembre 2026" in mail.body
    assert "Lina" not in mail.body


def test_an_answered_question_is_not_resumed(asked, on):
    version = last(asked).version
    provide_information(asked.reference, version, "Le mercredi.", actor_of("samira.haddad"))
    on(AFTER)

    assert resume_clocks() == 0


def test_a_silence_after_the_pause_is_reminded_then_expires(asked, on):
    on(AFTER)
    resume_clocks()
    on(date(2026, 12, 11))
    reminded = remind_associations()
    on(date(2026, 12, 23))

    assert (reminded, expire_overdue_proposals()) == (1, 1)
    assert proposals_of(asked)[0] == ("afev", "expired")
