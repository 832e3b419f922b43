"""Jobs done at the start and then every hour, by huey, beside the mail.

The queue holds nothing that must not be lost: huey forgets the job in hand when its process is
killed, and the next round does it. So each job is harmless when done twice, late, or by two
workers at once.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.consumer import Consumer
from sqlalchemy import make_url

Job = Callable[[], object]

QUEUE = "jobs"
EVERY_HOUR: Callable[[datetime], bool] = crontab(minute="0")
TRIES_AGAIN = 2
TRIED_AGAIN_AFTER = 60  # seconds
LOOKED_AT_EVERY = 5  # seconds


class Clockwork(Consumer):
    """Two threads of huey: one watches the clock, one works. No signal is theirs."""

    def _set_signal_handlers(self) -> None:
        """Leave signals to the command that runs us: it finishes the message in hand first."""


def open_queue(database_url: str) -> Huey:
    """Return the queue that lives where the base lives.

    A file beside the one of SQLite; on PostgreSQL, tables of the same base that huey makes and
    names `jobs_…`.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return SqliteHuey(QUEUE, filename=f"{url.database}-{QUEUE}", results=False)
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(QUEUE, dsn=dsn, table_prefix=QUEUE, results=False, blocking=False)


def plan_jobs(app: Flask, queue: Huey, jobs: Sequence[Job]) -> list[TaskWrapper]:
    """Enter jobs in a queue, every hour; one that fails is tried again a minute later, twice."""
    every_hour = queue.periodic_task
    return [
        every_hour(
            EVERY_HOUR, retries=TRIES_AGAIN, retry_delay=TRIED_AGAIN_AFTER, name=name_job(job)
        )(_in_context(app, job))
        for job in jobs
    ]


def name_job(job: Job) -> str:
    """Return what the journal calls a job."""
    return getattr(job, "__name__", QUEUE)


@contextlib.contextmanager
def jobs_running(app: Flask, jobs: Sequence[Job]) -> Iterator[Clockwork]:
    """Do jobs now and then every hour, in their order, until the block ends.

    The job in hand is finished first. What another worker left in the queue is dropped: its jobs
    are ours too, and are done now.
    """
    queue = open_queue(app.config["SETTINGS"].database_url)
    tasks = plan_jobs(app, queue, jobs)
    queue.flush()
    for task in tasks:
        queue.enqueue(task.s())
    clockwork = Clockwork(queue, workers=1, scheduler_interval=LOOKED_AT_EVERY)
    clockwork.start()
    try:
        yield clockwork
    finally:
        clockwork.stop(graceful=True)
        queue.storage.close()


def _in_context(app: Flask, job: Job) -> Callable[[], None]:
    """Give a job a session of its own, closed when it ends."""

    def run() -> None:
        with app.app_context():
            job()

    return run
