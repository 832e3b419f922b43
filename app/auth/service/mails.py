"""Choosing when to read mails, and the digest of those who read one a day."""

from datetime import date, datetime, time
from functools import partial

from sqlalchemy import delete, or_, select, update

from app.auth import queries
from app.auth.models import KeptNews, Membership, Organisation, User
from app.auth.rules import Actor, MailRhythm, Role
from app.core import audit, clock, mail
from app.core.db import db, transactional
from app.core.mail import Mail
from app.core.rounds import sum_each

MORNING = time(7)  # in Paris


@transactional
def choose_rhythm(rhythm: MailRhythm, actor: Actor) -> None:
    """Keep when a person wants the mails that can wait; news already kept leave the next day."""
    user = db.session.get_one(User, actor.user_id)
    user.mail_rhythm = rhythm
    audit.record("mails.chosen", actor, "account", str(user.id), rhythm=rhythm.value)


def send_digests() -> int:
    """Send each person the news kept before this morning, from seven o'clock on.

    A digest and the end of what it tells are one act: doing it late, twice or in two workers at
    once sends nothing more. What happens after seven waits for the next day.

    Returns:
        How many digests were written.
    """
    morning = datetime.combine(clock.today(), MORNING, clock.PARIS)
    if clock.now() < morning:
        return 0
    waiting = select(KeptNews.user_id).where(KeptNews.created_at < morning).distinct()
    readers = db.session.scalars(waiting.order_by(KeptNews.user_id)).all()
    return sum_each(partial(_send_digest, user_id, morning) for user_id in readers)


def claim_weekly_readers(territory_id: int, monday: date) -> tuple[str, ...]:
    """Mark the managers of a territory as told that week; return the addresses of the others.

    One guarded UPDATE, in the caller's act: two workers never claim the same manager.
    """
    managers = (
        select(Membership.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Organisation.territory_id == territory_id,
            Membership.role == Role.MANAGER,
            Membership.is_active,
            User.is_active,
        )
    )
    claimed = db.session.scalars(
        update(Membership)
        .where(
            Membership.id.in_(managers),
            or_(Membership.week_told.is_(None), Membership.week_told < monday),
        )
        .values(week_told=monday)
        .returning(Membership.user_id)
        .execution_options(synchronize_session=False)
    ).all()
    people = select(User.email).where(User.id.in_(claimed)).order_by(User.email)
    return tuple(db.session.scalars(people))


@transactional
def _send_digest(user_id: int, before: datetime) -> bool:
    """Tell one person their news; whoever left meanwhile is told nothing, and nothing is kept."""
    news = db.session.execute(
        delete(KeptNews)
        .where(KeptNews.user_id == user_id, KeptNews.created_at < before)
        .returning(KeptNews.id, KeptNews.created_at, KeptNews.subject, KeptNews.link)
        .execution_options(synchronize_session=False)
    ).all()
    roles = queries.list_own_memberships(user_id)
    if not news or not roles:
        return False
    told = [{"at": at, "subject": said, "link": link} for _, at, said, link in sorted(news)]
    mail.post([Mail((roles[0].user.email,), "digest", {"news": told}, read_once=True)])
    audit.record("news.told", None, "account", str(user_id), number=len(told))
    return True
