"""When people read their mails: at once, once a day, or only what presses."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.auth import mailing
from app.auth.mailing import Fate, fate_of
from app.auth.models import KeptNews, Membership, User
from app.auth.rules import MailRhythm, Role
from app.auth.service import choose_rhythm, request_sign_in_link, send_digests
from app.core.clock import PARIS
from app.core.db import db, transactional
from app.core.mail import Mail, Urgency
from app.core.models import OutboxMessage
from tests.auth.conftest import ADDRESSES, actor_of, audited

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=PARIS)
SEVEN = datetime(2026, 11, 24, 7, tzinfo=PARIS)
SAMIRA = ADDRESSES[Role.PRESCRIBER]
Freeze = Callable[[datetime], None]


@transactional
def tell(urgency: Urgency, *to: str) -> None:
    """Post a mail with a link, as an act does."""
    mailing.post([Mail(to or (SAMIRA,), "sign_in_link", {"token": "abc"}, urgency=urgency)])


def mails(template: str = "sign_in_link") -> list[OutboxMessage]:
    db.session.rollback()
    found = select(OutboxMessage).where(OutboxMessage.template == template)
    return list(db.session.scalars(found.order_by(OutboxMessage.id)))


def count_kept() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count(KeptNews.id))).one()


@pytest.fixture
def daily(people, frozen: Freeze) -> None:
    """Samira reads one mail a day; it is Monday, noon."""
    frozen(MONDAY_NOON)
    choose_rhythm(MailRhythm.DAILY, actor_of(Role.PRESCRIBER))


@pytest.mark.parametrize("rhythm", MailRhythm)
def test_what_presses_leaves_at_once_whatever_was_chosen(rhythm):
    assert fate_of(Urgency.PRESSING, rhythm) is Fate.LEAVES


@pytest.mark.parametrize(
    "rhythm, news, summary",
    [
        (MailRhythm.AT_ONCE, Fate.LEAVES, Fate.LEAVES),
        (MailRhythm.DAILY, Fate.WAITS, Fate.LEAVES),
        (MailRhythm.DEADLINES, Fate.IS_NOT_WRITTEN, Fate.IS_NOT_WRITTEN),
    ],
)
def test_what_can_wait_follows_the_choice(rhythm, news, summary):
    assert fate_of(Urgency.NEWS, rhythm) is news
    assert fate_of(Urgency.SUMMARY, rhythm) is summary


def test_people_who_chose_nothing_get_their_news_at_once(people):
    tell(Urgency.NEWS)

    assert [mail.recipient for mail in mails()] == [SAMIRA]


def test_one_mail_to_several_follows_the_choice_of_each(daily):
    tell(Urgency.NEWS, SAMIRA, ADDRESSES[Role.COORDINATOR], "nobody@example.org")

    assert [mail.recipient for mail in mails()] == [
        ADDRESSES[Role.COORDINATOR],
        "nobody@example.org",
    ]
    assert count_kept() == 1


def test_only_deadlines_means_no_news(people):
    choose_rhythm(MailRhythm.DEADLINES, actor_of(Role.PRESCRIBER))

    tell(Urgency.NEWS)
    tell(Urgency.PRESSING)

    assert len(mails()) == 1
    assert count_kept() == 0


@pytest.mark.parametrize("rhythm", MailRhythm)
def test_a_link_to_come_in_never_waits(people, rhythm):
    choose_rhythm(rhythm, actor_of(Role.PRESCRIBER))

    request_sign_in_link(SAMIRA)

    assert [mail.recipient for mail in mails()] == [SAMIRA]


@pytest.mark.both_databases
def test_the_news_of_a_day_leave_together_the_next_morning(daily, frozen):
    tell(Urgency.NEWS)
    tell(Urgency.NEWS)
    frozen(SEVEN - timedelta(seconds=1))
    assert send_digests() == 0
    frozen(SEVEN)

    assert send_digests() == 1

    [digest] = mails("digest")
    assert (digest.recipient, digest.read_once) == (SAMIRA, True)
    assert digest.subject == "2\u00a0nouvelles sur vos demandes"
    assert digest.body.count("23\u00a0novembre 2026 à 12\u00a0h\u00a0: Votre lien") == 2
    assert digest.body.count("http://localhost/connexion/lien/abc\n") == 2


@pytest.mark.both_databases
def test_a_digest_done_twice_is_sent_once(daily, frozen):
    tell(Urgency.NEWS)
    frozen(SEVEN)

    assert [send_digests(), send_digests()] == [1, 0]
    assert len(mails("digest")) == 1
    assert count_kept() == 0
    assert audited().count("news.told") == 1


def test_a_worker_that_was_away_sends_what_waited(daily, frozen):
    tell(Urgency.NEWS)
    frozen(SEVEN + timedelta(days=3, hours=9))

    assert send_digests() == 1


def test_the_news_of_a_morning_wait_for_the_next(daily, frozen):
    frozen(SEVEN + timedelta(hours=2))
    tell(Urgency.NEWS)

    assert send_digests() == 0
    frozen(SEVEN + timedelta(days=1))
    assert send_digests() == 1


def test_no_news_means_no_digest(daily, frozen):
    frozen(SEVEN)

    assert send_digests() == 0


@pytest.mark.parametrize("model", [User, Membership])
def test_whoever_left_is_told_nothing_and_nothing_is_kept(daily, frozen, model):
    tell(Urgency.NEWS)
    samira = actor_of(Role.PRESCRIBER)
    row = samira.user_id if model is User else samira.membership_id
    db.session.get_one(model, row).is_active = False
    db.session.commit()
    frozen(SEVEN)

    assert send_digests() == 0
    assert (mails("digest"), count_kept()) == ([], 0)


def test_news_kept_before_another_choice_still_leave(daily, frozen):
    tell(Urgency.NEWS)
    choose_rhythm(MailRhythm.AT_ONCE, actor_of(Role.PRESCRIBER))
    frozen(SEVEN)

    assert send_digests() == 1


@pytest.mark.both_databases
def test_a_person_chooses_on_the_page_of_their_account(enter):
    browser = enter(Role.PRESCRIBER)
    assert browser.get("/compte").one("input[name=rhythm][checked]")["value"] == "at_once"

    page = browser.press("Enregistrer", {"rhythm": "daily"})

    assert page.alerts == ["Le rythme de vos courriels est enregistré."]
    assert page.one("input[name=rhythm][checked]")["value"] == "daily"
    assert audited()[-1] == "mails.chosen"


@pytest.mark.parametrize("rhythm", ["", "weekly", "\0", "x" * 5000])
def test_a_choice_that_is_not_offered_is_refused(enter, rhythm):
    browser = enter(Role.MANAGER)
    browser.get("/compte")

    page = browser.post("/compte", {"rhythm": rhythm}, status=422)

    assert "Choisissez quand recevoir vos courriels" in page.text
