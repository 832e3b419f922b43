"""The worker's part of an export: one at a time, once, whatever happens to it."""

import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import update

from app.auth.models import Membership
from app.core import clock
from app.core.db import db
from app.reports.making import Hold, Progress, StoppedError, forget_old_files, make_next_workbook
from app.reports.requests import forget_old_requests, list_own_requests
from app.reports.rules import FILE_LIFE, KEPT_FOR, TRIES, ExportState
from tests.referrals.scenes import actor_of, send_lina
from tests.reports.exports import ask, asked, change, fall_silent, files, make_next
from tests.support.race import race

pytestmark = pytest.mark.both_databases
S = ExportState


@pytest.fixture
def request_of_one(roubaix: int):
    """A workbook of one referral that waits: small, so that its making is quick."""
    send_lina()
    return ask()


def make_there(folder: str) -> bool:
    """Make a workbook in a process of its own, in the folder of the test."""
    settings = current_app.config["SETTINGS"]
    current_app.config["SETTINGS"] = replace(settings, export_folder=Path(folder))
    return make_next_workbook(threading.Event())


def test_nothing_to_make_is_nothing_done(roubaix):
    assert not make_next()


def test_two_workers_at_the_same_instant_make_it_once(request_of_one, database_url, tmp_path):
    db.session.rollback()

    finish = race(make_there, [str(tmp_path / "exports")] * 4, database_url, processes=4)

    assert finish.errors == []
    assert sorted(finish.results) == [False, False, False, True]
    assert len(files()) == 1
    assert asked(request_of_one.reference).state is S.READY


def test_a_worker_that_lives_keeps_its_work(request_of_one):
    change(request_of_one, state=S.RUNNING, beat_at=clock.now(), tries=1, file="sien.xlsx")

    assert not make_next()


def test_the_work_of_a_silent_worker_is_taken_up(request_of_one):
    change(request_of_one, state=S.RUNNING, tries=1, file="sien.xlsx")
    fall_silent(request_of_one)

    assert make_next()

    found = asked(request_of_one.reference)
    assert (found.state, found.tries) == (S.READY, 2)
    assert found.file != "sien.xlsx"


def test_a_worker_thought_dead_gives_up_when_it_comes_back(request_of_one):
    change(request_of_one, state=S.RUNNING, beat_at=clock.now(), file="d-un-autre.xlsx")
    late = Progress(Hold(request_of_one.id, "sien.xlsx", 1), threading.Event())

    with pytest.raises(StoppedError):
        list(late.watch(iter([("a",)])))

    assert asked(request_of_one.reference).rows_done == 0


def test_a_worker_that_stops_puts_its_work_back(request_of_one):
    stop = threading.Event()
    stop.set()

    assert make_next_workbook(stop)

    found = asked(request_of_one.reference)
    assert (found.state, found.tries, found.file) == (S.WAITING, 0, "")
    assert files() == []


def test_a_workbook_that_always_fails_is_given_up(request_of_one):
    folder = current_app.config["SETTINGS"].export_folder
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")

    for _ in range(TRIES):
        with pytest.raises(OSError, match="exists"):
            make_next()

    assert not make_next()
    assert asked(request_of_one.reference).state is S.FAILED


def test_workers_killed_again_and_again_give_up(request_of_one):
    change(request_of_one, state=S.RUNNING, tries=TRIES, file="sien.xlsx")
    fall_silent(request_of_one)

    assert not make_next()

    assert asked(request_of_one.reference).state is S.FAILED


def test_a_closed_account_gets_no_workbook(request_of_one):
    own = Membership.id == request_of_one.membership_id
    db.session.execute(update(Membership).where(own).values(is_active=False))
    db.session.commit()

    assert make_next()

    assert asked(request_of_one.reference).state is S.FAILED
    assert files() == []


def test_a_workbook_nobody_took_is_deleted_after_an_hour(request_of_one):
    make_next()
    change(request_of_one, expires_at=clock.now())

    forget_old_files()

    assert asked(request_of_one.reference).state is S.EXPIRED
    assert files() == []


def test_what_a_killed_worker_left_on_the_disk_is_deleted(request_of_one):
    make_next()
    (kept,) = files()
    left = kept.with_name("laisse.xlsx")
    left.write_bytes(b"half")
    old = clock.now().timestamp() - FILE_LIFE.total_seconds() - 1
    os.utime(left, (old, old))

    forget_old_files()

    assert files() == [kept]


def test_requests_are_forgotten_after_a_year(request_of_one):
    change(request_of_one, asked_at=clock.now() - KEPT_FOR - timedelta(days=1))
    kept = ask(statut="proposee").reference

    forget_old_requests()

    found = list_own_requests(actor_of("helene.vasseur"))
    assert [request.reference for request in found] == [kept]
