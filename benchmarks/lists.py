"""The pages of lists at 10, 10,000 and 100,000 referrals, on both databases.

Run as `python -m benchmarks.lists`. All the referrals are in the reader's own scope, one school's
and mostly one association's: nobody's list can be longer. The yardsticks of the same run are a
bare count of the table and the page without a filter.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app import create_app
from app.core.db import db
from app.demo.cast import PASSWORD
from app.referrals.models import Referral
from app.referrals.service.lists import keep_search
from benchmarks.machine import keep_section, machine_line, markdown_table
from tests.conftest import migrate_and_set_up
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of
from tests.support import postgres
from tests.support.client import Browser
from tests.support.settings import make_settings
from tests.support.statements import StatementCounter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

SIZES = (10, 10_000, 100_000)
RUNS = 5
SEARCHES = {"name": "carpen", "nobody": "zzzz ana", "reference": "22222"}
SCHOOL, ASSOCIATION, MANAGER = "samira.haddad", "theo.marchand", "helene.vasseur"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("school, no filter", SCHOOL, "/demandes"),
    ("school, a status", SCHOOL, "/demandes?statut=acceptee"),
    ("school, an association", SCHOOL, "/demandes?association=afev"),
    ("school, late", SCHOOL, "/demandes?retard=1"),
    ("school, part of a name", SCHOOL, "/demandes?recherche={name}"),
    ("school, a name nobody has", SCHOOL, "/demandes?recherche={nobody}"),
    ("association, no filter", ASSOCIATION, "/demandes"),
    ("association, part of a name", ASSOCIATION, "/demandes?recherche={name}"),
    ("association, inbox", ASSOCIATION, "/demandes/a-traiter"),
    ("manager, no filter", MANAGER, "/demandes"),
    ("manager, to assign", MANAGER, "/demandes?statut=a_affecter"),
    ("manager, an association", MANAGER, "/demandes?association=lacle"),
    ("manager, a school, unplaced", MANAGER, "/demandes?etablissement=0593667R&sans_solution=1"),
    ("manager, part of a reference", MANAGER, "/demandes?recherche={reference}"),
)
COUNT = "a bare count of the table"
NOTE = (
    "Every figure is the least of five, with all the referrals in the reader's own scope. SQLite: "
    "ms of processor, base and page together. PostgreSQL: ms elapsed, since its work is another "
    "process's. In brackets, the statements of the page."
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs: ms, and statements (0 when it is no page)."""

    ms: float
    statements: int = 0

    def __str__(self) -> str:
        """Return the cost as a cell."""
        return f"{self.ms:.1f} ({self.statements})" if self.statements else f"{self.ms:.1f}"


def measure(url: str, size: int, clock: Callable[[], float]) -> dict[str, Cost]:
    """Return what each page costs on a new base of that many referrals."""
    migrate_and_set_up(url)
    app = create_app(make_settings(url, Path()))
    with app.app_context():
        make_crowd(size, varied=True)
        costs = {COUNT: Cost(_least(_count_all, clock))}
        browsers = {who: _enter(app, who) for who in (SCHOOL, ASSOCIATION, MANAGER)}
        for name, who, page in PAGES:
            keys = {label: keep_search(words, actor_of(who)) for label, words in SEARCHES.items()}
            costs[name] = _cost(browsers[who], page.format(**keys), clock)
        db.session.remove()
        db.engine.dispose()
    return costs


def _cost(browser: Browser, path: str, clock: Callable[[], float]) -> Cost:
    def open_page() -> None:
        answer = browser.send("GET", path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")

    with StatementCounter(db.engine) as queries:
        open_page()
    return Cost(_least(open_page, clock), queries.count)


def _least(act: Callable[[], None], clock: Callable[[], float]) -> float:
    def once() -> float:
        start = clock()
        act()
        return (clock() - start) * 1_000

    return min(once() for _ in range(RUNS))


def _count_all() -> None:
    db.session.execute(select(func.count()).select_from(Referral)).one()


def _enter(app: Flask, who: str) -> Browser:
    browser = Browser(app)
    entry = {"email": f"{who}@example.org", "password": PASSWORD}
    browser.submit("/connexion", entry, "Se connecter")
    return browser


def _on_sqlite() -> Iterator[dict[str, Cost]]:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            yield measure(f"sqlite:///{folder}/lists.sqlite3", size, time.process_time)


def _on_postgresql() -> Iterator[dict[str, Cost]]:
    with postgres.throw_away_server() as server:
        for size in SIZES:
            postgres.execute(server, f"CREATE DATABASE lists_{size}")
            yield measure(postgres.url_of(server, f"lists_{size}"), size, time.perf_counter)


def main() -> None:
    """Measure both databases, print the table, keep it in RESULTS.md."""
    columns = [*_on_sqlite(), *_on_postgresql()]
    header = ["page"]
    header += [f"{base}, {size:,}" for base in ("SQLite", "PostgreSQL") for size in SIZES]
    rows = [[name, *(str(costs[name]) for costs in columns)] for name in columns[0]]
    table = markdown_table(header, rows)
    print(table)
    keep_section("Lists", f"{table}\n\n{NOTE}\n\n{machine_line('sqlalchemy')}")


if __name__ == "__main__":
    main()
