"""A large workbook: asked for, made by the worker, watched, taken once."""

import signal
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from app.core import clock
from app.core.db import connect_apart, db
from app.core.errors import NotFoundError
from app.core.models import AuditEvent
from app.reports.making import Hold, Progress
from app.reports.models import ExportRequest
from app.reports.requests import get_request, take_workbook
from app.reports.rules import ExportState
from tests.factories import make_manager
from tests.referrals.scenes import actor_of
from tests.reports.exports import (
    LARGE,
    LIST,
    ask,
    asked,
    book_of,
    change,
    fall_silent,
    files,
    fill_the_city,
    make_next,
    sheet_rows,
)
from tests.support.serving import worker_of

PATIENCE = 180  # seconds, on a machine with much else to do


@pytest.fixture
def crowd(roubaix: int) -> None:
    """More referrals than one waits for."""
    fill_the_city()


def lose_patience(connection: Any, *_: Any) -> None:
    """Wait for SQLite's right to write for a moment only."""
    connection.execute("PRAGMA busy_timeout = 50")


def prepare(manager) -> str:
    """Ask for the whole list on the screen; return the page of the workbook."""
    manager.get(LIST)
    return manager.press("Préparer le classeur").path


@pytest.mark.both_databases
def test_a_large_list_is_prepared_by_the_worker_then_taken(crowd, manager):
    page = prepare(manager)
    assert "En file d’attente" in manager.get(page).text
    assert make_next()
    assert "Prêt" in manager.get(page).text

    book = book_of(manager.press("Télécharger le classeur"))

    assert len(sheet_rows(book, "Demandes")) == LARGE
    assert files() == []
    assert "Téléchargé le" in manager.get(page).text


def test_a_large_list_is_not_made_while_one_waits(crowd, manager):
    page = manager.get(LIST)

    assert page.is_html
    assert "6 000 lignes : il se prépare en arrière-plan" in page.text
    assert db.session.scalars(select(ExportRequest)).all() == []


def test_asked_twice_a_workbook_is_made_once(crowd, manager):
    assert prepare(manager) == prepare(manager)
    assert make_next()
    assert not make_next()


def test_the_page_reloads_by_itself_while_it_is_made(crowd, manager):
    page = prepare(manager)

    watched = manager.get(page).soup.select("meta[http-equiv=refresh]")
    stopped = manager.click("Ne plus recharger").soup.select("meta[http-equiv=refresh]")
    make_next()
    ready = manager.get(page).soup.select("meta[http-equiv=refresh]")

    assert [len(found) for found in (watched, stopped, ready)] == [1, 0, 0]


def test_the_page_says_when_no_worker_runs(crowd, manager):
    page = prepare(manager)
    change(asked(page.rsplit("/", 1)[1]), asked_at=clock.now() - timedelta(minutes=2))

    assert "le service d’arrière-plan semble arrêté" in manager.get(page).text


def test_the_page_tells_how_far_it_is(crowd, manager):
    page = prepare(manager)
    change(asked(page.rsplit("/", 1)[1]), state=ExportState.RUNNING, rows_done=2_500)

    shown = manager.get(page)

    assert "2 500 lignes écrites sur 6 000." in shown.text
    assert shown.one("progress")["value"] == "2500"


def test_taking_it_is_written_in_the_trail(crowd, manager):
    page = prepare(manager)
    make_next()
    manager.get(page)
    manager.press("Télécharger le classeur").response.get_data()

    written = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()

    assert [action for action in written if "workbook" in action] == [
        "workbook.asked",
        "workbook.exported",
    ]


def test_a_download_that_breaks_may_begin_again(crowd):
    request, helene = ask(), actor_of("helene.vasseur")
    make_next()

    broken = take_workbook(request.reference, helene)
    next(broken.content)
    whole = b"".join(take_workbook(request.reference, helene).content)

    assert whole.startswith(b"PK")
    assert files() == []
    with pytest.raises(NotFoundError):
        take_workbook(request.reference, helene)


def test_nobody_else_sees_or_takes_it(crowd, coordinator, administrator):
    request = ask()
    make_next()
    other = make_manager()

    with pytest.raises(NotFoundError):
        get_request(request.reference, other)
    with pytest.raises(NotFoundError):
        take_workbook(request.reference, other)
    for browser in (coordinator, administrator):
        browser.get(f"/exports/{request.reference}", status=404)


def test_a_file_is_readable_by_its_server_only(crowd):
    ask()
    make_next()

    (file,) = files()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_base_too_busy_to_hear_of_progress_stops_nothing(crowd, caplog):
    request = ask()
    change(request, state=ExportState.RUNNING, beat_at=clock.now(), file="sien.xlsx")
    progress = Progress(Hold(request.id, "sien.xlsx", 1), threading.Event())
    event.listen(db.engine, "checkout", lose_patience)

    with connect_apart() as busy, busy.begin():
        progress.tell(1)

    assert "the base is busy" in caplog.text
    assert asked(request.reference).rows_done == 0


def test_a_killed_worker_is_survived(roubaix, database_url, tmp_path):
    fill_the_city(40_000)
    request = ask()
    with worker_of(database_url, tmp_path) as worker:
        deadline = time.monotonic() + PATIENCE
        while not asked(request.reference).rows_done and time.monotonic() < deadline:
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
    assert asked(request.reference).state is ExportState.RUNNING
    assert not make_next()  # it may be alive
    fall_silent(request)

    assert make_next()

    assert asked(request.reference).state is ExportState.READY
    assert asked(request.reference).rows_done == 40_000
