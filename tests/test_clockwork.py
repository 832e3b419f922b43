"""The jobs of the worker: harmless when done twice, late, or by two workers at the same instant."""

import signal
import time
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.clockwork import JOBS
from app.core import clock
from app.core.base import Base
from app.core.clock import PARIS
from app.core.db import db
from app.core.working_days import add_working_days
from app.referrals.models import Assignment, Referral
from app.referrals.service.asking import request_information
from tests.factories import (
    ECOLE,
    get_last_assignment,
    make_coordinator,
    make_prescriber,
    make_referral,
)
from tests.referrals.scenes import count_events, proposals_of, send_lina
from tests.support.race import race
from tests.support.serving import worker_of

pytestmark = pytest.mark.both_databases
MONDAY = datetime(2026, 11, 23, 9, tzinfo=PARIS)
LATE = datetime(2026, 12, 9, 2, tzinfo=PARIS)
PATIENCE = 180  # seconds, on a machine with much else to do


def count_rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    return {
        table.name: db.session.scalars(select(func.count()).select_from(table)).one()
        for table in Base.metadata.sorted_tables
    }


def proposals() -> list[tuple[str, int, date]]:
    """Return where each proposal stands."""
    wanted = select(Assignment.state, Assignment.reminders, Assignment.deadline)
    return [tuple(row) for row in db.session.execute(wanted.order_by(Assignment.id))]


def ask(referral: Referral) -> None:
    """Let the association ask the prescriber a question."""
    assignment = get_last_assignment(referral)
    actor = make_coordinator(assignment.programme.slug)
    request_information(referral.reference, assignment.version, "Quels jours ?", actor)


def let_everything_be_overdue() -> None:
    """Move every deadline to yesterday, each association having been reminded."""
    yesterday = clock.today() - timedelta(days=1)
    db.session.execute(update(Assignment).values(deadline=yesterday, reminders=2))
    db.session.commit()


@pytest.fixture
def neglected(roubaix, frozen):
    """Two requests nobody answers, the worker having been away for sixteen days."""
    frozen(MONDAY)
    send_lina()
    make_referral(make_prescriber(ECOLE), situation="CM1", age=9)
    frozen(LATE)


def test_done_twice_the_jobs_do_nothing_more(neglected):
    for job in JOBS:
        job()
    once = (count_rows(), proposals())

    for job in JOBS:
        job()

    assert (count_rows(), proposals()) == once
    assert once[0]["outbox_message"] > 0


def test_done_late_the_jobs_remind_before_they_expire(neglected):
    for job in JOBS:
        job()

    assert {state for state, _, _ in proposals()} == {"proposed"}
    assert {reminders > 0 for _, reminders, _ in proposals()} == {True}


def do_all(_turn: int) -> None:
    for job in JOBS:
        job()


def test_two_workers_at_the_same_instant_do_it_once(roubaix, database_url):
    referral = send_lina()
    let_everything_be_overdue()
    db.session.rollback()

    finish = race(do_all, range(4), database_url, processes=4)

    assert finish.errors == []
    assert [state for _, state in proposals_of(referral)] == ["expired", "proposed"]
    assert count_events("proposal.expired") == 1


def test_two_workers_remind_and_resume_once(roubaix, database_url):
    reminded, asked = send_lina(), make_referral(make_prescriber(ECOLE), situation="CM1", age=9)
    ask(asked)
    soon = add_working_days(clock.today(), 3)
    db.session.execute(update(Assignment).where(Assignment.deadline > soon).values(deadline=soon))
    paused = Assignment.paused_until.is_not(None)
    yesterday = clock.today() - timedelta(days=1)
    db.session.execute(update(Assignment).where(paused).values(paused_until=yesterday))
    db.session.commit()

    finish = race(do_all, range(4), database_url, processes=4)

    assert finish.errors == []
    assert [count_events(f"proposal.{what}") for what in ("reminded", "resumed")] == [1, 1]
    assert [proposals_of(one)[0][1] for one in (reminded, asked)] == ["proposed", "proposed"]


def test_the_command_itself_turns_the_clock_until_it_is_told_to_stop(
    roubaix, database_url, tmp_path
):
    referral = send_lina()
    let_everything_be_overdue()
    with worker_of(database_url, tmp_path) as worker:
        deadline = time.monotonic() + PATIENCE
        while len(proposals_of(referral)) < 2 and time.monotonic() < deadline:
            time.sleep(0.2)
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=PATIENCE)

    assert [state for _, state in proposals_of(referral)] == ["expired", "proposed"]
    assert (worker.returncode, said) == (0, "")
