"""The worker's part of an export: large workbooks, one at a time, with a sign of life."""

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import OperationalError

from app.core import clock
from app.core.db import connect_apart, db, transactional
from app.core.errors import DomainError, NotFoundError
from app.core.xlsx import Row
from app.reports.models import ExportRequest
from app.reports.requests import delete_file, folder_of_files, order_of_request
from app.reports.rules import (
    ABANDONED_AFTER,
    BEAT_EVERY,
    FILE_LIFE,
    MAY_BE_TAKEN,
    TRIES,
    ExportState,
    after_a_failure,
)
from app.reports.workbooks import save_order

COUNTED_EVERY = 100  # rows

log = logging.getLogger(__name__)


class StoppedError(DomainError):
    """The worker stops, or another one took the work up: this file is of no use."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A workbook in hand: its request, the name of its file, and which try this is."""

    request_id: int
    file: str
    tries: int


@dataclass(slots=True)
class Progress:
    """What is told of a workbook being written, and when it was told last."""

    hold: Hold
    stop: threading.Event
    told_at: float = 0.0

    def watch(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows, and tell how many have passed.

        Raises:
            StoppedError: it is no use going on.
        """
        count = 0
        for count, row in enumerate(rows, start=1):
            yield row
            if count % COUNTED_EVERY == 0 and self._is_time():
                self.tell(count)
        self.tell(count)

    def tell(self, count: int) -> None:
        """Write that so many rows are written, beside the transaction that reads them.

        A base too busy to hear it will hear the next one.

        Raises:
            StoppedError: the worker stops, or another one took the work up.
        """
        try:
            is_ours = self._write(count)
        except OperationalError:
            is_ours = True
            log.warning("export %d: the base is busy, going on", self.hold.request_id)
        if self.stop.is_set() or not is_ours:
            raise StoppedError
        self.told_at = time.monotonic()

    def _write(self, count: int) -> bool:
        with connect_apart() as connection, connection.begin():
            told = connection.execute(_change_of(self.hold, rows_done=count, beat_at=clock.now()))
            return told.one_or_none() is not None

    def _is_time(self) -> bool:
        return time.monotonic() - self.told_at >= BEAT_EVERY.total_seconds()


def make_next_workbook(stop: threading.Event) -> bool:
    """Make the workbook that has waited longest, if one does; forget those nobody took.

    A workbook whose worker was killed is taken up again, from its first row.

    Args:
        stop: set when the worker stops: the workbook in hand goes back to wait.

    Returns:
        False when none waits.
    """
    forget_old_files()
    hold = _take_next()
    if hold is None:
        return False
    try:
        _make(hold, stop)
    except StoppedError:
        _give_back(hold, ExportState.WAITING, hold.tries - 1)  # a stop is no failure
    except NotFoundError:  # the account was closed meanwhile: nobody may take it
        _give_back(hold, ExportState.FAILED, hold.tries)
    except BaseException:
        _give_back(hold, after_a_failure(hold.tries), hold.tries)
        raise
    return True


def forget_old_files() -> None:
    """Delete the workbooks nobody took in time, and what killed workers left on the disk."""
    if db.session.scalar(select(ExportRequest.id).where(_is_over()).limit(1)):
        for file in _expire():
            delete_file(file)
    oldest = time.time() - FILE_LIFE.total_seconds()
    for path in folder_of_files().glob("*.xlsx"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _make(hold: Hold, stop: threading.Event) -> None:
    request = db.session.get_one(ExportRequest, hold.request_id)
    progress = Progress(hold, stop)
    order = replace(order_of_request(request), watch=progress.watch)
    folder = folder_of_files()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / hold.file
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as out:
        save_order(order, out)
    _note_ready(hold)


@transactional
def _take_next() -> Hold | None:
    """Take one workbook: one guarded UPDATE, the same on both databases."""
    waits = ExportRequest.state == ExportState.WAITING
    to_make = (waits | _is_abandoned()) & (ExportRequest.tries < TRIES)
    first = (
        select(ExportRequest.id)
        .where(to_make)
        .order_by(ExportRequest.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(ExportRequest)
        .where(ExportRequest.id == first, to_make)
        .values(
            state=ExportState.RUNNING,
            file=f"{secrets.token_hex(16)}.xlsx",
            tries=ExportRequest.tries + 1,
            rows_done=0,
            beat_at=clock.now(),
        )
        .returning(ExportRequest.id, ExportRequest.file, ExportRequest.tries)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Hold(*row) if row else None


@transactional
def _note_ready(hold: Hold) -> None:
    """Let the workbook be taken.

    Raises:
        StoppedError: another worker took the work up: its file is the one.
    """
    now = clock.now()
    if not _change(hold, state=ExportState.READY, beat_at=now, expires_at=now + FILE_LIFE):
        raise StoppedError


def _give_back(hold: Hold, state: ExportState, tries: int) -> None:
    _note_given_back(hold, state, tries)
    delete_file(hold.file)


@transactional
def _note_given_back(hold: Hold, state: ExportState, tries: int) -> None:
    _change(hold, state=state, tries=tries, file="", rows_done=0, beat_at=None)


def _change(hold: Hold, **values: Any) -> bool:
    """Write what becomes of a workbook; False when it is not ours any more."""
    changed = db.session.scalars(_change_of(hold, **values)).one_or_none()
    return changed is not None


def _change_of(hold: Hold, **values: Any) -> Any:
    return (
        update(ExportRequest)
        .where(
            ExportRequest.id == hold.request_id,
            ExportRequest.file == hold.file,
            ExportRequest.state == ExportState.RUNNING,
        )
        .values(**values)
        .returning(ExportRequest.id)
        .execution_options(synchronize_session=False)
    )


@transactional
def _expire() -> Sequence[str]:
    """Close what nobody took in time, and what killed every worker; return the files to delete."""
    over = select(ExportRequest).where(_is_over()).with_for_update()
    files = []
    for request in db.session.scalars(over):
        files.append(request.file)
        request.file = ""
        if request.state is ExportState.RUNNING:
            request.state = ExportState.FAILED
        elif request.state is ExportState.READY:
            request.state = ExportState.EXPIRED
    return files


def _is_over() -> ColumnElement[bool]:
    now = clock.now()
    too_late = ExportRequest.state.in_(MAY_BE_TAKEN) & (ExportRequest.expires_at <= now)
    still_there = (ExportRequest.state == ExportState.READY) | (ExportRequest.file != "")
    return (too_late & still_there) | (_is_abandoned() & (ExportRequest.tries >= TRIES))


def _is_abandoned() -> ColumnElement[bool]:
    silent = ExportRequest.beat_at < clock.now() - ABANDONED_AFTER
    return (ExportRequest.state == ExportState.RUNNING) & silent
