"""Jobs: now and every hour, one after the other, each in a session of its own, whatever fails."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, current_app
from huey import Huey

from app.core import jobs
from app.core.db import db
from app.core.jobs import jobs_running, open_queue, plan_jobs

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PATIENCE = 30  # seconds


@pytest.fixture
def queue(app: Flask) -> Iterator[Huey]:
    """A queue on SQLite that nobody works at."""
    queue = open_queue(app.config["SETTINGS"].database_url)
    yield queue
    queue.storage.close()


@pytest.fixture
def between_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no hour strike: a test that runs at nine sharp counts what one at ten past does."""
    monkeypatch.setattr(jobs, "EVERY_HOUR", lambda _moment: False)


def nothing() -> None:
    """Do nothing."""


def fail() -> None:
    """Fail."""
    raise ZeroDivisionError


@pytest.mark.both_databases
@pytest.mark.usefixtures("between_hours")
def test_jobs_are_done_at_the_start_in_their_order_each_in_its_session(app: Flask) -> None:
    done: list[object] = []
    last = threading.Event()

    def first() -> None:
        done.append((db.session(), current_app.name))

    def second() -> None:
        done.append((db.session(), current_app.name))
        last.set()

    with jobs_running(app, (first, second)):
        assert last.wait(PATIENCE)

    (one, name), (other, _) = done
    assert one is not other
    assert name == "app"


def test_a_job_that_fails_is_written_down_and_stops_no_other(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    after = threading.Event()

    with jobs_running(app, (fail, after.set)):
        assert after.wait(PATIENCE)

    assert "ZeroDivisionError" in caplog.text


def test_a_job_that_failed_is_done_again_a_minute_later(app: Flask, queue: Huey) -> None:
    [task] = plan_jobs(app, queue, [fail])

    queue.execute(task.s())

    [waiting] = queue.scheduled()
    assert waiting.eta - datetime.now(UTC).replace(tzinfo=None) <= timedelta(minutes=1)
    assert waiting.retries == jobs.TRIES_AGAIN - 1


def test_a_job_that_keeps_failing_waits_for_the_next_hour(app: Flask, queue: Huey) -> None:
    [task] = plan_jobs(app, queue, [fail])

    once_more = task.s()
    once_more.retries = 0
    queue.execute(once_more)

    assert queue.scheduled() == []


def test_jobs_are_due_every_hour(app: Flask, queue: Huey) -> None:
    plan_jobs(app, queue, [nothing])

    due = [minute for minute in range(120) if queue.read_periodic(NOON + timedelta(minutes=minute))]

    assert due == [0, 60]


def test_the_job_in_hand_is_finished_before_the_worker_stops(app: Flask) -> None:
    begun, told, finished = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        told.wait(PATIENCE)
        finished.set()

    with jobs_running(app, (work,)):
        assert begun.wait(PATIENCE)
        threading.Timer(0.2, told.set).start()

    assert finished.is_set()


@pytest.mark.usefixtures("between_hours")
def test_what_a_killed_worker_left_is_done_once(app: Flask, queue: Huey) -> None:
    done: list[str] = []
    last = threading.Event()

    def work() -> None:
        done.append("work")

    [left] = plan_jobs(app, queue, [work])
    queue.enqueue(left.s())
    with jobs_running(app, (work, last.set)):
        assert last.wait(PATIENCE)

    assert done == ["work"]
