"""Mail to people we know, each at the rhythm they chose. Joins the caller's act."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum, auto

from sqlalchemy import select

from app.auth.models import KeptNews, User
from app.auth.rules import MailRhythm
from app.core import clock, mail
from app.core.db import db
from app.core.mail import Mail, Urgency


class Fate(Enum):
    """What becomes of a mail for one reader."""

    LEAVES = auto()
    WAITS = auto()
    IS_NOT_WRITTEN = auto()


FATES = {
    (Urgency.NEWS, MailRhythm.DAILY): Fate.WAITS,
    (Urgency.NEWS, MailRhythm.DEADLINES): Fate.IS_NOT_WRITTEN,
    (Urgency.SUMMARY, MailRhythm.DEADLINES): Fate.IS_NOT_WRITTEN,
}


def fate_of(urgency: Urgency, rhythm: MailRhythm) -> Fate:
    """Return what becomes of a mail: what presses leaves at once, whatever the rhythm."""
    return FATES.get((urgency, rhythm), Fate.LEAVES)


def post(mails: Iterable[Mail]) -> None:
    """Write mails to the outbox, or keep their news for the next morning, reader by reader.

    An address without an account gets everything at once.
    """
    posted = list(mails)
    readers = _find_readers({to for one in posted if _can_wait(one) for to in one.recipients})
    for one in posted:
        fates = {
            to: fate_of(one.urgency, readers[to].mail_rhythm) if to in readers else Fate.LEAVES
            for to in one.recipients
        }
        leaving = tuple(to for to, fate in fates.items() if fate is Fate.LEAVES)
        mail.post([replace(one, recipients=leaving)] if leaving else [])
        _keep(one, [readers[to] for to, fate in fates.items() if fate is Fate.WAITS])


def _can_wait(one: Mail) -> bool:
    return one.urgency is not Urgency.PRESSING


def _find_readers(addresses: set[str]) -> dict[str, User]:
    if not addresses:
        return {}
    people = db.session.scalars(select(User).where(User.email.in_(addresses)).order_by(User.id))
    return {person.email: person for person in people}


def _keep(one: Mail, readers: list[User]) -> None:
    if not readers:
        return
    written = mail.write_mail(one.template, one.context)
    db.session.add_all(
        KeptNews(
            user_id=reader.id,
            subject=written.subject,
            link=written.link,
            created_at=clock.now(),
        )
        for reader in readers
    )
