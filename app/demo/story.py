"""The story of a school year so far: referrals sent and answered through the services."""

import heapq
import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from anyascii import anyascii
from sqlalchemy import func, select, update

from app.auth.closed_days import list_school_holidays
from app.auth.models import Organisation
from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db, transactional
from app.core.models import OutboxMessage
from app.core.school_year import school_year_start
from app.core.working_days import add_working_days, is_working_day
from app.demo.cast import BEHIND, HABITS, OFFERED
from app.demo.people import invent
from app.demo.plot import LAST_YEAR, REASONS, WAYS, Way, days_of
from app.demo.scene import actor_of
from app.demo.sequel import ASKS, ask_first, follow
from app.demo.steering import list_acts
from app.demo.thread import Story, at, moment_of
from app.referrals.errors import UnseenTwinError
from app.referrals.models import Assignment, Referral
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import AssignmentState, Draft
from app.referrals.service.answer import accept_proposal, decline_proposal
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.reminding import remind_associations
from app.referrals.service.resuming import resume_clocks
from app.referrals.service.submit import submit_referral
from app.referrals.service.tension import refresh_tensions

SEED = 59100
REFERRALS = 196
SHORTEST_STORY = timedelta(days=60)
HOLIDAY_PACE = 0.15
MAILS_LEFT = timedelta(days=7)
MONDAY = 0

EVERY_MORNING = (resume_clocks, remind_associations, expire_overdue_proposals)


@transactional
def tell_story(territory_id: int) -> int:
    """Invent the referrals of the year so far, unless there are referrals already.

    All of it is kept, or nothing: an interrupted demonstration starts again.

    Returns:
        How many referrals were sent.
    """
    if db.session.scalars(select(func.count(Referral.id))).one():
        return 0
    end = clock.now()
    start = story_start(clock.today())
    story = Story(
        end=end,
        chance=random.Random(SEED),
        fate=random.Random(SEED + 1),
        authors={p.code: actor_of(p) for p in (*OFFERED, *BEHIND) if p.role is Role.PRESCRIBER},
        answerers=_answerers(),
        schools=_schools(territory_id),
    )
    resting = days_of(list_school_holidays(territory_id, start), start, clock.today())
    days = _days_of_referrals(story.chance, start, clock.today(), resting)
    for day, way in zip(days, _ways(story.chance, len(days)), strict=True):
        story.plan(moment_of(story.chance, day), partial(_send, story, way))
    for way in LAST_YEAR:
        story.plan(
            moment_of(story.fate, _last_spring(story.fate, start)), partial(_send, story, way)
        )
    for instant, act in list_acts(story.answerers):
        story.plan(instant, act)
    day = start
    while day <= clock.today():
        if day.weekday() == MONDAY or day == start:
            story.plan(at(day, time(2)), partial(refresh_tensions, territory_id))
        for job in EVERY_MORNING:
            story.plan(at(day, time(6)), job)
        day += timedelta(days=1)
    _unfold(story)
    _send_old_mails(end)
    return db.session.scalars(select(func.count(Referral.id))).one()


def _unfold(story: Story) -> None:
    """Let everything happen, each thing at its instant."""
    while story.events:
        instant, _, act = heapq.heappop(story.events)
        with clock.at(instant):
            act()
            _expect_answers(story)


def _send_old_mails(end: datetime) -> None:
    """Leave the last week's mails to the worker, as if the others had left in their time."""
    old = OutboxMessage.created_at < end - MAILS_LEFT
    db.session.execute(update(OutboxMessage).values(due_at=end))
    db.session.execute(
        update(OutboxMessage).where(old).values(sent_at=OutboxMessage.created_at, attempts=1)
    )
    read = OutboxMessage.read_once & OutboxMessage.sent_at.is_not(None)
    db.session.execute(update(OutboxMessage).where(read).values(body="", html=""))


def story_start(today: date) -> date:
    """Return the day the story begins: the school year's first, two months ago at the latest."""
    return min(school_year_start(today), today - SHORTEST_STORY)


def _send(story: Story, way: Way) -> None:
    draft = invent(story.chance, story.chance.choice(way.situations), clock.today())
    school_id = story.schools[story.chance.choice(way.school)] if way.school else None
    draft = replace(draft, school_id=school_id, wish=story.chance.choice(way.wishes))
    author = story.authors[story.chance.choice(way.authors)]
    earlier = story.sent.get(draft.situation)
    if way.again and earlier is not None:
        draft = _as_typed_elsewhere(draft, earlier)
    else:
        story.sent[draft.situation] = draft
    try:
        submit_referral(draft, author)
    except UnseenTwinError as asked:
        submit_referral(replace(draft, seen=frozenset({asked.code})), author)


def _as_typed_elsewhere(draft: Draft, earlier: Draft) -> Draft:
    """Return a referral of somebody already referred, typed in capitals without accents."""
    return replace(
        draft,
        first_name=anyascii(earlier.first_name),
        last_name=anyascii(earlier.last_name).upper(),
        birth_date=earlier.birth_date,
        guardian_name=earlier.guardian_name,
    )


def _expect_answers(story: Story) -> None:
    """Plan the answer of each new proposal, as its association usually answers."""
    rows = db.session.execute(
        select(Assignment.id, Programme.slug)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Assignment.id > story.seen)
        .order_by(Assignment.id)
    ).all()
    for assignment_id, slug in rows:
        story.seen = assignment_id
        habit = HABITS[slug]
        day = add_working_days(clock.today(), story.chance.randint(*habit.days))
        moment = max(
            moment_of(story.chance, day),
            clock.now() + timedelta(minutes=story.chance.randint(20, 200)),
        )
        accepts = story.chance.random() < habit.accepts
        actor = story.chance.choice(story.answerers[slug])
        story.plan(moment, partial(_answer, story, assignment_id, accepts, actor))


def _answer(story: Story, assignment_id: int, accepts: bool, actor: Actor) -> None:
    assignment = db.session.get_one(Assignment, assignment_id)
    if assignment.state is not AssignmentState.PROPOSED:
        return
    reference, version = assignment.referral.reference, assignment.version
    if assignment_id not in story.asked and story.fate.random() < ASKS:
        ask_first(story, assignment, actor)
        story.plan(
            clock.now() + timedelta(days=8), partial(_answer, story, assignment_id, accepts, actor)
        )
        return
    if accepts:
        accept_proposal(reference, version, actor)
        follow(story, assignment_id, actor)
        return
    reason = story.chance.choices(list(REASONS), list(REASONS.values()))[0]
    note = "Jeune rencontré, projet déjà engagé ailleurs." if reason is DeclineReason.OTHER else ""
    decline_proposal(reference, version, Refusal(reason, note), actor)


def _answerers() -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for person in OFFERED:
        if person.role is Role.COORDINATOR:
            found.setdefault(person.code, []).append(actor_of(person))
    return found


def _schools(territory_id: int) -> dict[str, int]:
    rows = db.session.execute(
        select(Organisation.uai, Organisation.id).where(
            Organisation.territory_id == territory_id, Organisation.uai.is_not(None)
        )
    )
    return {uai: school_id for uai, school_id in rows if uai}


def _days_of_referrals(
    chance: random.Random, start: date, end: date, resting: frozenset[date]
) -> list[date]:
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    open_days = [day for day in days if is_working_day(day)]
    pace = [
        (HOLIDAY_PACE if day in resting else 1.0) * min(1.0, 0.25 + (day - start).days / 28)
        for day in open_days
    ]
    return sorted(chance.choices(open_days, pace, k=REFERRALS)) if open_days else []


def _ways(chance: random.Random, quantity: int) -> list[Way]:
    """Return that many ways, each in its share, shuffled."""
    total = sum(way.weight for way in WAYS)
    shared = [way for way in WAYS for _ in range(1 + way.weight * quantity // total)]
    chance.shuffle(shared)
    return shared[:quantity]


def _last_spring(chance: random.Random, start: date) -> date:
    """Return a day of the February to April before the story begins."""
    return date(school_year_start(start).year, 2, 1) + timedelta(days=chance.randint(0, 80))
