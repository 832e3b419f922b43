"""Migrated databases for tests: migrated once per session, then copied for each test."""

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support import postgres

Migrate = Callable[[str], None]


class SqliteTemplate:
    """A migrated SQLite file, copied for each test."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self._file = folder / "template.sqlite3"
        migrate(f"sqlite:///{self._file}")

    @contextlib.contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Yield the address of a migrated, empty base of the test's own."""
        copy = folder / "navette.sqlite3"
        shutil.copyfile(self._file, copy)
        yield f"sqlite:///{copy}"


class PostgresTemplate:
    """A migrated PostgreSQL database, copied for each test."""

    def __init__(self, server: Path, migrate: Migrate) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        postgres.execute(server, "CREATE DATABASE template_navette")
        migrate(postgres.url_of(server, "template_navette"))

    @contextlib.contextmanager
    def fresh(self, _folder: Path) -> Iterator[str]:
        """Yield the address of a migrated, empty base of the test's own."""
        name = f"navette_{next(self._numbers)}"
        postgres.execute(self._server, f"CREATE DATABASE {name} TEMPLATE template_navette")
        yield postgres.url_of(self._server, name)
        postgres.execute(self._server, f"DROP DATABASE {name} WITH (FORCE)")
