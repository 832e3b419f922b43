"""What happens around an acceptance: a question first, then a pair meets, goes on or stops."""

from datetime import timedelta
from functools import partial

from app.auth.rules import Actor
from app.core import clock
from app.core.db import db
from app.core.working_days import add_working_days
from app.demo.plot import ENDS, OUTCOMES, QUESTIONS
from app.demo.thread import Story, moment_of
from app.referrals.endings import Completion, Modality
from app.referrals.models import Assignment
from app.referrals.rules import AssignmentState
from app.referrals.service.asking import provide_information, request_information
from app.referrals.service.following import (
    Closing,
    Start,
    Stop,
    complete_mentoring,
    continue_mentoring,
    end_early,
    start_mentoring,
)

ASKS, REPLIES = 0.1, 0.8
STARTS, STOPS, REACHES = 0.82, 0.06, 0.04
GOES_ON_FOR = (20, 60)  # days, before a mentoring stops or reaches its aim


def ask_first(story: Story, assignment: Assignment, actor: Actor) -> None:
    """Ask the prescriber a question; most reply within three working days."""
    story.asked.add(assignment.id)
    question, reply = story.fate.choice(QUESTIONS)
    reference = assignment.referral.reference
    request_information(reference, assignment.version, question, actor)
    if story.fate.random() < REPLIES:
        day = add_working_days(clock.today(), story.fate.randint(1, 3))
        act = partial(_reply, story, assignment.id, reply)
        story.plan(moment_of(story.fate, day), act)


def _reply(story: Story, assignment_id: int, reply: str) -> None:
    assignment = db.session.get_one(Assignment, assignment_id)
    if assignment.state is AssignmentState.INFO_REQUESTED:
        author = _author(story, assignment)
        provide_information(assignment.referral.reference, assignment.version, reply, author)


def _author(story: Story, assignment: Assignment) -> Actor:
    who = assignment.referral.author_id
    return next(one for one in story.authors.values() if one.user_id == who)


def follow(story: Story, assignment_id: int, actor: Actor) -> None:
    """Plan the first meeting of an accepted pair, four to twelve working days later."""
    if story.fate.random() < STARTS:
        day = add_working_days(clock.today(), story.fate.randint(4, 12))
        act = partial(_start, story, assignment_id, actor)
        story.plan(moment_of(story.fate, day), act)


def _start(story: Story, assignment_id: int, actor: Actor) -> None:
    assignment = db.session.get_one(Assignment, assignment_id)
    if assignment.state is not AssignmentState.ACCEPTED:
        return
    start = Start(clock.today(), story.fate.choice(list(Modality)))
    start_mentoring(assignment.referral.reference, assignment.version, start, actor)
    later = clock.now() + timedelta(days=story.fate.randint(*GOES_ON_FOR))
    story.plan(later, partial(_go_on, story, assignment_id, actor, story.fate.random()))


def _go_on(story: Story, assignment_id: int, actor: Actor, luck: float) -> None:
    """Stop early, reach the objectives, or go on as most do."""
    assignment = db.session.get_one(Assignment, assignment_id)
    if assignment.state is not AssignmentState.STARTED:
        return
    reference, version = assignment.referral.reference, assignment.version
    if luck < STOPS:
        reason = story.fate.choice(ENDS)
        end_early(reference, version, Stop(reason, reassigns=luck < STOPS / 2), actor)
    elif luck < STOPS + REACHES:
        outcomes = {
            "questions": dict(story.fate.choice(OUTCOMES)),
            "needs": dict.fromkeys(assignment.referral.objectives, "met"),
        }
        complete_mentoring(reference, version, Closing(Completion.OBJECTIVES_MET, outcomes), actor)
    elif assignment.expected_end and assignment.expected_end < clock.today():
        continue_mentoring(reference, version, actor)
