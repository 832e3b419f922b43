"""Two people, one last place: proved with processes, on both databases, with a control."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.capacity import service as capacity
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db, transactional
from app.referrals.models import Assignment, Referral
from app.referrals.rules import HOLDS_A_PLACE, AssignmentState, ReferralState
from app.referrals.service.submit import submit_referral
from app.reports.doctor import sum_places
from tests.concurrency import city

RACERS = 160
pytestmark = pytest.mark.both_databases


@pytest.fixture
def roubaix(app: Flask) -> None:
    """The city of the race, its ten real capacities, Article 1 held at 200."""
    city.build_city()


def submit_one(number: int) -> str:
    """Send referral `number` as its prescriber would."""
    draft, actor = city.draft_of(number)
    return submit_referral(draft, actor).reference


def click_twice(_number: int) -> str:
    """Send the same form again."""
    return submit_one(0)


def reserve_guarded(referral_id: int) -> bool:
    """Take a place as Navette does, without the territory's lock: the UPDATE alone is the guard."""
    return _reserve(referral_id)


def reserve_naively(referral_id: int) -> bool:
    """Take a place as one would write it first: count, then insert."""
    stated = db.session.scalars(select(Programme.stated).where(Programme.id == 1)).one()
    if _count_held() >= stated:
        return False
    db.session.rollback()
    _insert(referral_id)
    return True


@transactional
def _reserve(referral_id: int) -> bool:
    assignment = _new_assignment(referral_id)
    if capacity.reserve_place(1, assignment.id):
        return True
    db.session.delete(assignment)
    return False


@transactional
def _insert(referral_id: int) -> None:
    _new_assignment(referral_id)


def _new_assignment(referral_id: int) -> Assignment:
    assignment = Assignment(
        referral_id=referral_id,
        programme_id=1,
        state=AssignmentState.PROPOSED,
        proposed_at=clock.now(),
        deadline=clock.today(),
        decision={},
    )
    db.session.add(assignment)
    db.session.flush()
    return assignment


def _count_held() -> int:
    held = select(func.count()).where(
        Assignment.programme_id == 1, Assignment.state.in_(HOLDS_A_PLACE)
    )
    return db.session.scalars(held).one()


def _waiting_people(count: int) -> list[int]:
    """Enter people nobody proposes anything to, so that a race can decide of their places."""
    ids = []
    for number in range(count):
        reference = submit_one(number)
        ids.append(_withdraw(reference))
    return ids


@transactional
def _withdraw(reference: str) -> int:
    referral = db.session.scalars(select(Referral).where(Referral.reference == reference)).one()
    for assignment in referral.assignments:
        assignment.state = AssignmentState.RECALLED
        assignment.deadline = None
        capacity.release_place(assignment.programme_id, assignment.id, "test")
    return referral.id


def test_the_guarded_update_alone_never_oversells_and_counting_first_does(
    race_on: Callable, roubaix: None
):
    people = _waiting_people(RACERS)
    stated = db.session.get_one(Programme, 1).stated

    guarded = race_on(reserve_guarded, people)

    assert guarded.errors == []
    assert guarded.results.count(True) == _count_held() == stated == 90

    _give_everything_back()
    race_on(reserve_naively, people)
    assert _count_held() > stated  # the control: the same race oversells without the guard


@transactional
def _give_everything_back() -> None:
    for assignment in db.session.scalars(
        select(Assignment).where(Assignment.state.in_(HOLDS_A_PLACE))
    ):
        assignment.state = AssignmentState.RECALLED
        assignment.deadline = None
        capacity.release_place(assignment.programme_id, assignment.id, "test")


def test_900_referrals_racing_for_432_places_take_exactly_432(race_on: Callable, roubaix: None):
    finish = race_on(submit_one, range(900))

    assert finish.errors == []
    assert len(set(finish.results)) == 900
    assert _taken() == city.STATED
    assert _live_assignments() == _people_placed() == city.STATED
    assert _states() == {ReferralState.PROPOSED: 432, ReferralState.WAITLISTED: 468}
    assert [sums for sums in sum_places() if not sums.agree] == []


def test_a_form_sent_by_sixteen_clicks_makes_one_referral(race_on: Callable, roubaix: None):
    finish = race_on(click_twice, range(32))

    assert finish.errors == []
    assert len(set(finish.results)) == 1
    assert db.session.scalars(select(func.count(Referral.id))).one() == 1


def _taken() -> int:
    return db.session.scalars(select(func.sum(Programme.taken))).one()


def _live_assignments() -> int:
    live = select(func.count(Assignment.id)).where(Assignment.state.in_(HOLDS_A_PLACE))
    return db.session.scalars(live).one()


def _people_placed() -> int:
    live = select(func.count(Assignment.referral_id.distinct())).where(
        Assignment.state.in_(HOLDS_A_PLACE)
    )
    return db.session.scalars(live).one()


def _states() -> dict[ReferralState, int]:
    rows = db.session.execute(select(Referral.state, func.count()).group_by(Referral.state))
    return {row[0]: row[1] for row in rows}
