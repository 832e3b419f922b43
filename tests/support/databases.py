"""Databases for tests: prepared once per session, then copied for each test."""

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support import postgres

Prepare = Callable[[str], None]


class SqliteTemplate:
    """A prepared SQLite file, copied for each test."""

    def __init__(self, folder: Path, prepare: Prepare) -> None:
        self._file = folder / "template.sqlite3"
        prepare(f"sqlite:///{self._file}")

    @contextlib.contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Yield the address of a copy of the test's own."""
        copy = folder / "navette.sqlite3"
        shutil.copyfile(self._file, copy)
        yield f"sqlite:///{copy}"


class PostgresTemplate:
    """A prepared PostgreSQL database, copied for each test."""

    def __init__(self, server: Path, name: str, prepare: Prepare) -> None:
        self._server = server
        self._name = name
        self._numbers = itertools.count(1)
        postgres.execute(server, f"CREATE DATABASE template_{name}")
        prepare(postgres.url_of(server, f"template_{name}"))

    @contextlib.contextmanager
    def fresh(self, _folder: Path) -> Iterator[str]:
        """Yield the address of a copy of the test's own."""
        name = f"{self._name}_{next(self._numbers)}"
        postgres.execute(self._server, f"CREATE DATABASE {name} TEMPLATE template_{self._name}")
        yield postgres.url_of(self._server, name)
        postgres.execute(self._server, f"DROP DATABASE {name} WITH (FORCE)")
