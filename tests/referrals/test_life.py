"""Random moves by random people: whatever they do, no place is lost and nobody is forgotten."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select, update

from app.capacity.models import CapacityEntry, Programme
from app.capacity.rules import EntryKind
from app.core import clock
from app.core.db import db
from app.core.errors import DomainError
from app.core.models import OutboxMessage
from app.referrals.models import Assignment, Referral, Suspicion, ThreadEntry, WaitingOption
from app.referrals.moves import Move
from app.referrals.reasons import DeclineReason
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.forgetting import forget_ended_publics
from app.referrals.service.reminding import remind_associations
from app.referrals.service.resuming import resume_clocks
from app.referrals.service.submit import submit_referral
from app.reports.doctor import sum_places
from tests import factories as make
from tests.referrals.attempts import ATTEMPTS, NAMES, invent, list_possible, live_of, version_seen
from tests.support.ledger import let_the_ledger_be_rewritten

SUBMITS, PASSES = 0.12, 0.08
LIKELY, LATE = 0.8, 0.1
STORIES = settings(
    max_examples=24,
    stateful_step_count=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
BEGINS = datetime(2026, 9, 7, 8, tzinfo=UTC)
LIVE_STATES = {
    ReferralState.PROPOSED: {AssignmentState.PROPOSED, AssignmentState.INFO_REQUESTED},
    ReferralState.ACCEPTED: {AssignmentState.ACCEPTED},
    ReferralState.MENTORING: {AssignmentState.STARTED},
}
people: list[Any] = []
moves_made: set[Move] = set()
steps_made = [0]


class Life(RuleBasedStateMachine):
    """A territory with few places, a handful of people, and time that passes."""

    def __init__(self) -> None:
        super().__init__()
        forget_everything()
        self.now = BEGINS
        self.entries = self.steps = 0
        self.made: set[Move] = set()

    def act(self, what: Any) -> bool:
        """Do something now; a refusal is an answer, anything else a fault."""
        self.now += timedelta(minutes=3)
        with clock.at(self.now):
            try:
                what()
            except DomainError:
                db.session.rollback()
                return False
        return True

    @rule(seed=st.integers(0, 2**32 - 1))
    def go_on(self, seed: int) -> None:
        """Something happens: a rule alone, so that no kind of act is left out of a story."""
        steps_made[0] += 1
        self.steps += 1
        chance = random.Random(f"{seed} {self.steps}")
        kind = chance.random()
        if kind < SUBMITS:
            self.submit(chance)
        elif kind < SUBMITS + PASSES:
            self.let_time_pass(chance.randint(1, 12))
        else:
            self.attempt(chance)

    def submit(self, chance: random.Random) -> None:
        """Somebody refers a young person."""
        if db.session.query(Referral).count() < 8:
            draft, who = invent(chance.randrange(15)), people[chance.randrange(2)]
            self.act(lambda: submit_referral(draft, who))

    def attempt(self, chance: random.Random) -> None:
        """Somebody tries a move, most often one they may make; sometimes on an old page."""
        referrals = db.session.scalars(select(Referral).order_by(Referral.id)).all()
        if not referrals:
            return
        referral, number = chance.choice(referrals), chance.randrange(50)
        actor = self.someone(referral, chance.randrange(30))
        with clock.at(self.now):
            possible = list_possible(referral, actor) if chance.random() < LIKELY else []
        new = [move for move in possible if move not in self.made]
        move = chance.choice(new or possible or sorted(ATTEMPTS))
        version = version_seen(referral, move, actor) - (chance.random() < LATE)
        reference = referral.reference
        db.session.rollback()
        if self.act(lambda: ATTEMPTS[move](reference, version, actor, number)):
            self.made.add(move)
            moves_made.add(move)

    def someone(self, referral: Referral, who: int) -> Any:
        """Return a person: most often one of those the referral concerns."""
        made = [one.actor_id for one in referral.thread if one.actor_id is not None]
        concerned = [
            *(one.programme.organisation_id for one in live_of(referral)[-1:]),
            referral.organisation_id,
            people[-1].organisation_id,
        ]
        if who % 5 == 0:
            return next(one for one in people if one.user_id == made[-1])
        if who % 5 == 1:
            return people[who % len(people)]
        organisation_id = concerned[who % len(concerned)]
        return next(one for one in people if one.organisation_id == organisation_id)

    def let_time_pass(self, days: int) -> None:
        """Days go by, then the worker does its chores, twice."""
        self.now += timedelta(days=days)
        for _ in range(2):
            for chore in (resume_clocks, remind_associations, expire_overdue_proposals):
                self.act(chore)
        self.act(forget_ended_publics)

    @invariant()
    def places_tell_one_story(self) -> None:
        """Counter, ledger and live proposals agree; nobody sits above the ceiling."""
        db.session.rollback()
        assert all(sums.agree for sums in sum_places())
        for programme in db.session.scalars(select(Programme)):
            assert programme.taken >= 0
            assert programme.open_ended or programme.taken <= programme.ceiling

    @invariant()
    def a_referral_is_with_one_association_or_none(self) -> None:
        """One live proposal, a pending transfer the only second; each state has its own."""
        for referral in db.session.scalars(select(Referral)):
            live = [one for one in live_of(referral) if not one.pending_transfer]
            pending = [one for one in live_of(referral) if one.pending_transfer]
            assert referral.state is not ReferralState.SUBMITTED
            assert [one.state in LIVE_STATES.get(referral.state, set()) for one in live] == (
                [True] if referral.state in LIVE_STATES else []
            )
            assert len(pending) <= (referral.state in {"accepted", "mentoring"})

    @invariant()
    def nobody_waits_beside_a_free_place(self) -> None:
        """A place is free beside somebody who waits for it only where it was said to be full."""
        rows = db.session.execute(
            select(Programme.id)
            .join(WaitingOption, WaitingOption.programme_id == Programme.id)
            .join(Referral, Referral.id == WaitingOption.referral_id)
            .where(Programme.taken < Programme.stated, Referral.state == ReferralState.WAITLISTED)
        )
        said_full = db.session.scalars(
            select(Assignment.programme_id).where(
                Assignment.decline_reason == DeclineReason.NO_PLACE_LEFT
            )
        )
        assert {one for (one,) in rows} <= set(said_full) | self.ever_said_full

    @invariant()
    def the_thread_only_grows(self) -> None:
        """Nothing that happened is taken out of the thread."""
        entries = db.session.query(ThreadEntry).count()
        assert entries >= self.entries
        self.entries = entries

    @invariant()
    def no_mail_names_anybody(self) -> None:
        """Whoever acted, no mail holds a name."""
        for mail in db.session.scalars(select(OutboxMessage)):
            assert [name for name in NAMES if name in mail.subject + mail.body] == []
        db.session.execute(delete(OutboxMessage))
        db.session.commit()

    @property
    def ever_said_full(self) -> set[int]:
        """The programmes that once said they were full, even if they took it back."""
        told = select(Assignment.programme_id).join(
            ThreadEntry, ThreadEntry.assignment_id == Assignment.id
        )
        full = told.where(ThreadEntry.reason == DeclineReason.NO_PLACE_LEFT)
        return set(db.session.scalars(full))


def forget_everything() -> None:
    """Bring the territory back to its first day: a place or two in each association."""
    db.session.rollback()
    db.session.execute(update(ThreadEntry).values(undoes_id=None))
    kept = CapacityEntry.kind == EntryKind.STATED
    for table in (WaitingOption, ThreadEntry, Suspicion):
        db.session.execute(delete(table))
    let_the_ledger_be_rewritten()
    db.session.execute(delete(CapacityEntry).where(~kept))
    db.session.execute(delete(Assignment).where(Assignment.pending_transfer))
    db.session.execute(update(Assignment).values(transfers_id=None))
    for table in (Assignment, Referral, OutboxMessage):
        db.session.execute(delete(table))
    db.session.execute(update(Programme).values(taken=0, ceiling=Programme.stated))
    db.session.commit()


@pytest.fixture
def few_places(app):
    """Ten associations with a place each, two at the Afev, and who acts there."""
    make.make_roubaix()
    programmes = [one.slug for one in db.session.scalars(select(Programme))]
    for slug in programmes:
        make.state_places(slug, 2 if slug == "afev" else 1)
    associations = [make.make_coordinator(slug) for slug in programmes]
    prescribers = [make.make_prescriber(), make.make_prescriber(make.ECOLE)]
    people[:] = [*prescribers, *associations, make.make_manager()]
    moves_made.clear()
    steps_made[0] = 0


@pytest.mark.both_databases
def test_whatever_people_do_no_place_is_lost_and_nobody_is_forgotten(few_places):
    run_state_machine_as_test(Life, settings=STORIES)

    assert set(ATTEMPTS) - moves_made == set()
    assert steps_made[0] >= 2_000
