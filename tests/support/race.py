"""Let processes race on one base: each has its own application, all start at the same instant."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any

from app import create_app
from app.core.db import db
from tests.support.settings import make_settings

Work = Callable[[Any], Any]
EVERYBODY_IS_THERE_WITHIN = 120  # seconds, on two busy cores


@dataclass
class Finish:
    """What the race gave: the result of each item done, and every error met."""

    results: list[Any] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class _Runner:
    """What a process keeps between its start and its work."""

    database_url: str = ""
    barrier: Barrier | None = None


_runner = _Runner()


def race(work: Work, items: Sequence[Any], database_url: str, processes: int = 16) -> Finish:
    """Share the items between processes that all start together, and gather what they did.

    Args:
        work: what to do with one item, inside an application context; a function of a module.
        items: plain values; process k takes items k, k + processes, ...
        database_url: the base that all share.
        processes: how many race.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with (
        context.Manager() as manager,
        ProcessPoolExecutor(
            processes, context, _get_ready, (database_url, manager.Barrier(processes))
        ) as pool,
    ):
        shares = [items[first::processes] for first in range(processes)]
        finishes = list(pool.map(_run, [work] * processes, shares))
    return Finish(
        results=[result for finish in finishes for result in finish.results],
        errors=[error for finish in finishes for error in finish.errors],
    )


def _get_ready(database_url: str, barrier: Barrier) -> None:
    _runner.database_url = database_url
    _runner.barrier = barrier


def _run(work: Work, items: Sequence[Any]) -> Finish:
    finish = Finish()
    app = create_app(make_settings(_runner.database_url, Path()))
    assert _runner.barrier is not None
    _runner.barrier.wait(EVERYBODY_IS_THERE_WITHIN)
    for item in items:
        with app.app_context():
            try:
                finish.results.append(work(item))
            except Exception as error:  # noqa: BLE001 - the race reports every error, the test judges
                finish.errors.append(f"{item}: {error!r}")
    with app.app_context():
        db.engine.dispose()
    return finish
