"""A throw-away PostgreSQL server from Debian's binaries, on a Unix socket: no port, no password."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql")
ANY_START_LASTS_LESS_THAN = 30.0  # seconds
# Nothing here outlives the tests: no need to wait for the disk.
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresMissingError(Exception):
    """PostgreSQL is not installed; `make test` installs it."""


@contextlib.contextmanager
def throw_away_server() -> Iterator[Path]:
    """Start a server and yield the folder of its socket; stop it and erase it at the end.

    Raises:
        PostgresMissingError: no PostgreSQL binaries on this machine.
    """
    binaries = _find_binaries()
    # Short on purpose: the path of a Unix socket is limited to 107 bytes; private by mkdtemp.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        owner = _owner_of(folder)
        _create_cluster(binaries, folder, owner)
        with _running(binaries, folder, owner):
            yield folder
    finally:
        shutil.rmtree(folder)


def url_of(folder: Path, database: str) -> str:
    """Return the SQLAlchemy address of a database of the server."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def execute(folder: Path, statement: str) -> None:
    """Run one statement of administration, such as CREATE DATABASE."""
    with psycopg.connect(
        host=str(folder), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


def _find_binaries() -> Path:
    versions = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise PostgresMissingError("PostgreSQL is missing: run `make test`, which installs it")
    return versions[-1].parent


def _owner_of(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: hand the folder to the user its package made."""
    if os.geteuid() != 0:
        return {}
    postgres = pwd.getpwnam("postgres")
    os.chown(folder, postgres.pw_uid, postgres.pw_gid)
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def _create_cluster(binaries: Path, folder: Path, owner: dict[str, object]) -> None:
    options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    subprocess.run(
        [binaries / "initdb", f"--pgdata={folder / 'data'}", "--no-sync", *options],
        check=True,
        capture_output=True,
        cwd=folder,
        **owner,
    )


@contextlib.contextmanager
def _running(binaries: Path, folder: Path, owner: dict[str, object]) -> Iterator[None]:
    settings = ("listen_addresses=", "max_connections=60", *UNSAFE_BUT_FAST)
    options = [argument for setting in settings for argument in ("-c", setting)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *options],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            **owner,
        )
    try:
        _wait_until_ready(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # what PostgreSQL calls a fast shutdown
        server.wait(ANY_START_LASTS_LESS_THAN)


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    give_up_at = time.monotonic() + ANY_START_LASTS_LESS_THAN
    while True:
        try:
            execute(folder, "SELECT 1")
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError((folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return
