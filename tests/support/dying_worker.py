"""A worker that is killed (-9) while it sends, in a process of its own."""

import subprocess
import sys
import time
from pathlib import Path

from app import create_app
from app.core.delivery import deliver_next
from app.core.post_office import Letter
from tests.support.settings import make_settings

STARTED = "sending"


class Endless:
    """A server that never answers."""

    def send(self, _letter: Letter) -> None:
        """Say so, and wait to be killed."""
        print(STARTED, flush=True)  # noqa: T201 - told to the process that will kill us
        time.sleep(600)


def die_while_sending(database_url: str) -> None:
    """Start a worker on a base, and kill it once it has a message in hand."""
    command = [sys.executable, "-m", "tests.support.dying_worker", database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        line = worker.stdout.readline() if worker.stdout else ""
        worker.kill()
    assert line.strip() == STARTED


if __name__ == "__main__":
    with create_app(make_settings(sys.argv[1], Path())).app_context():
        deliver_next(Endless())
