"""The demonstration as a newcomer starts it: a command in a process of its own."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.house import ROOT

COMMAND = [sys.executable, "-m", "flask", "--app", "app", "navette", "demo", "--serve"]


@dataclass
class Served:
    """A demonstration that answers; `said` is what it printed so far."""

    address: str
    said: str
    process: "subprocess.Popen[str]"

    def stop(self, how: signal.Signals) -> str:
        """Stop it as a person or a system would; return its last words."""
        self.process.send_signal(how)
        last_words, _ = self.process.communicate(timeout=30)
        return last_words


@contextlib.contextmanager
def served_demo(instance: Path, port: int = 0) -> Iterator[Served]:
    """Start a demonstration and wait until it says its address; kill it in the end."""
    with start_demo(instance, port) as process:
        said = ""
        for line in process.stdout or ():
            said += line
            if "Ctrl-C" in line:
                break
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        try:
            assert found, said
            yield Served(found.group(), said, process)
        finally:
            process.kill()


def start_demo(instance: Path, port: int) -> "subprocess.Popen[str]":
    """Start the command `flask navette demo --serve`."""
    environment = {**os.environ, "NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(instance)}
    return subprocess.Popen(
        [*COMMAND, "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextlib.contextmanager
def worker_of(database_url: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start the command `flask navette worker` on a base; kill it in the end."""
    profile = {"NAVETTE_PROFILE": "test", "NAVETTE_INSTANCE": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "navette", "worker"],
        cwd=ROOT,
        env={**os.environ, **profile, "DATABASE_URL": database_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
