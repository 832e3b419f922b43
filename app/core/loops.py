"""Work that cannot wait for the hour: looked for every two seconds, in a thread of the worker.

What must not be lost is a row (docs/adr/030): the thread only looks for rows.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

PAUSE_SECONDS = 2.0
Turn = Callable[[threading.Event], bool]
"""Does one piece of work and returns True, or finds none and returns False; it is told to stop."""

log = logging.getLogger(__name__)


@contextlib.contextmanager
def looping(app: Flask, turn: Turn) -> Iterator[None]:
    """Do turns in a thread until the block ends; one that fails is written down, and the next goes.

    The turn in hand sees that it is told to stop, and the block waits for it.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="turns") as bench:
        turns = threading.Thread(target=_go_round, args=(app, bench, turn, stop), daemon=True)
        turns.start()
        try:
            yield
        finally:
            stop.set()
            turns.join()


def _go_round(app: Flask, bench: ThreadPoolExecutor, turn: Turn, stop: threading.Event) -> None:
    while not stop.is_set():
        done = bench.submit(_in_context, app, turn, stop)
        failure = done.exception()
        if failure is not None:
            log.error("a turn failed, going on", exc_info=failure)
        if failure is not None or not done.result():
            stop.wait(PAUSE_SECONDS)


def _in_context(app: Flask, turn: Turn, stop: threading.Event) -> bool:
    with app.app_context():
        return turn(stop)
