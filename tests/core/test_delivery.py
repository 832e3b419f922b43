"""The outbox: nothing lost, nothing sent twice while a lease holds, nothing kept for ever."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.core.db import db
from app.core.delivery import (
    ATTEMPTS,
    LEASE,
    deliver_next,
    examine_outbox,
    purge_bodies,
    run_worker,
)
from tests.core.outbox import Notebook, get_message, put_in_outbox
from tests.support.dying_worker import die_while_sending

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Freeze = Callable[[datetime], None]


def test_the_message_that_has_waited_longest_leaves_first(app: Flask, frozen: Freeze) -> None:
    frozen(NOON)
    second = put_in_outbox(due_at=NOON)
    first = put_in_outbox(due_at=NOON - timedelta(days=1))
    notebook = Notebook()

    while deliver_next(notebook):
        pass

    assert notebook.sent == [first, second]


def test_a_sent_message_is_not_sent_again(app: Flask) -> None:
    number = put_in_outbox()

    assert deliver_next(Notebook())

    assert get_message(number).sent_at is not None
    assert not deliver_next(Notebook())


def test_a_refused_message_waits_longer_each_time(app: Flask, frozen: Freeze) -> None:
    frozen(NOON)
    number = put_in_outbox()
    refusing = Notebook(refuses=2)

    deliver_next(refusing)
    first_wait = get_message(number).due_at - NOON
    frozen(NOON + first_wait)
    deliver_next(refusing)

    assert first_wait == timedelta(minutes=1)
    assert get_message(number).due_at == NOON + first_wait + timedelta(minutes=5)
    assert get_message(number).last_error == "ConnectionRefusedError: nobody answers"


def test_a_message_that_finally_leaves_forgets_its_error(app: Flask, frozen: Freeze) -> None:
    frozen(NOON)
    number = put_in_outbox()
    moody = Notebook(refuses=1)

    deliver_next(moody)
    frozen(NOON + timedelta(minutes=2))
    deliver_next(moody)

    assert moody.sent == [number]
    assert get_message(number).last_error is None


def test_a_message_is_given_up_after_nine_refusals_and_the_doctor_sees_it(
    app: Flask, frozen: Freeze
) -> None:
    put_in_outbox(due_at=NOON)
    refusing = Notebook(refuses=99)

    for day in range(ATTEMPTS + 2):
        frozen(NOON + timedelta(days=day * 2))
        deliver_next(refusing)

    assert examine_outbox().given_up == 1
    assert examine_outbox().late == 0


def test_messages_nobody_takes_are_late(app: Flask, frozen: Freeze) -> None:
    frozen(NOON)
    put_in_outbox()

    frozen(NOON + timedelta(minutes=16))

    assert examine_outbox().late == 1


@pytest.mark.both_databases
def test_a_worker_killed_while_sending_loses_nothing(
    app: Flask, database_url: str, frozen: Freeze
) -> None:
    number = put_in_outbox()
    die_while_sending(database_url)
    notebook = Notebook()

    sent_under_lease = deliver_next(notebook)
    frozen(datetime.now(UTC) + LEASE + timedelta(seconds=1))
    deliver_next(notebook)

    assert not sent_under_lease
    assert notebook.sent == [number]
    assert get_message(number).attempts == 2


@pytest.mark.both_databases
def test_two_workers_never_send_the_same_message(app: Flask) -> None:
    numbers = [put_in_outbox() for _ in range(30)]
    notebook = Notebook()

    def work() -> None:
        with app.app_context():
            while deliver_next(notebook):
                pass
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(notebook.sent) == numbers


def test_a_worker_stops_when_told_after_the_message_in_hand(app: Flask) -> None:
    put_in_outbox()
    notebook, stop = Notebook(), threading.Event()

    run_worker(notebook, stop, goes_on=lambda: not (notebook.sent and stop.set()))

    assert len(notebook.sent) == 1


def test_a_worker_stops_with_the_one_who_started_it(app: Flask) -> None:
    put_in_outbox()
    notebook = Notebook()

    run_worker(notebook, threading.Event(), goes_on=lambda: False)

    assert notebook.sent == []


def test_a_worker_outlives_a_base_that_does_not_answer(app: Flask) -> None:
    put_in_outbox()
    db.session.connection().exec_driver_sql("ALTER TABLE outbox_message RENAME TO away")
    db.session.commit()
    stop, rounds = threading.Event(), iter([True, True, False])

    run_worker(Notebook(), stop, goes_on=lambda: next(rounds))

    assert not stop.is_set()


@pytest.mark.both_databases
def test_a_worker_killed_at_the_ninth_try_loses_nothing(
    app: Flask, database_url: str, frozen: Freeze
) -> None:
    number = put_in_outbox()
    get_message(number).attempts = ATTEMPTS - 1
    db.session.commit()
    die_while_sending(database_url)
    notebook = Notebook()

    frozen(datetime.now(UTC) + LEASE + timedelta(seconds=1))
    deliver_next(notebook)

    assert notebook.sent == [number]
    assert examine_outbox().given_up == 0


def test_the_text_of_a_message_goes_thirty_days_after_it_left(app: Flask, frozen: Freeze) -> None:
    frozen(NOON)
    number = put_in_outbox()
    deliver_next(Notebook())

    frozen(NOON + timedelta(days=30))
    kept = purge_bodies()
    frozen(NOON + timedelta(days=30, seconds=1))
    erased = purge_bodies()

    assert (kept, erased) == (0, 1)
    assert (get_message(number).body, get_message(number).html) == ("", "")


def test_a_one_time_link_does_not_stay_in_the_outbox(app: Flask) -> None:
    number = put_in_outbox(read_once=True)

    deliver_next(Notebook())

    assert (get_message(number).body, get_message(number).html) == ("", "")
