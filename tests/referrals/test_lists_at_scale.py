"""A hundred thousand referrals: the same few statements as for ten, and none that reads them all.

All of them are in one school's and one association's own scope: nobody's list can be longer.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.core.db import db
from app.referrals.service.lists import keep_search
from tests.conftest import migrate_and_set_up
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of
from tests.support.client import Browser
from tests.support.databases import PostgresTemplate, SqliteTemplate
from tests.support.gates import LARGEST_PAGE
from tests.support.settings import make_settings
from tests.support.statements import StatementCounter

HUNDRED_THOUSAND = 100_000
NEXT = re.compile(r'href="([^"]+)"[^>]*>(?:Page suivante|Afficher les suivantes)<')
WHOLE = re.compile(r"SCAN (referral|assignment|young_person)\b(?! USING)")
EVERYBODY = (
    "",
    "?statut=acceptee",
    "?statut=en_cours&etape=college&tri=anciennes",
    "?du=2020-01-01&retard=1",
    "?recherche={carpen}",
    "?recherche={nobody}",
    "?recherche={reference}",
)
PAGES = {
    "samira.haddad": (
        *EVERYBODY,
        "?association=afev",
        "?statut=attente&motif=complet",
        "?sans_solution=1",
    ),
    "theo.marchand": (*EVERYBODY, "/a-traiter"),
    "helene.vasseur": (
        *EVERYBODY,
        "?association=lacle&origine=colleges",
        "?statut=a_affecter",
        "?etablissement=0593667R&sans_solution=1",
    ),
}
SEARCHES = {"carpen": "carpen", "nobody": "zzzz ana", "reference": "22222"}

# The base is written once: these tests stay together, in one process.
pytestmark = pytest.mark.xdist_group("crowd")


def fill(url: str, size: int) -> None:
    """Write a crowd to a new base."""
    migrate_and_set_up(url)
    app = create_app(make_settings(url, None))
    with app.app_context():
        make_crowd(size, varied=True)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """Ten referrals."""
    return SqliteTemplate(tmp_path_factory.mktemp("ten"), lambda url: fill(url, 10))


@pytest.fixture(scope="module")
def large_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A hundred thousand."""
    return SqliteTemplate(tmp_path_factory.mktemp("crowd"), lambda url: fill(url, HUNDRED_THOUSAND))


@pytest.fixture(scope="module")
def postgres_template(postgres_server) -> PostgresTemplate:
    """A hundred thousand, on PostgreSQL."""
    return PostgresTemplate(postgres_server, "crowd", lambda url: fill(url, HUNDRED_THOUSAND))


@pytest.fixture
def database_url(request, tmp_path) -> Iterator[str]:
    """The base of the size a test asks for, instead of an empty one."""
    with request.getfixturevalue(f"{request.param}_template").fresh(tmp_path) as url:
        yield url


@pytest.fixture
def roubaix(app: Flask) -> None:
    """Set up with the crowd already."""


def addresses(who: str) -> list[str]:
    """Return the pages of somebody's lists; the words looked for are kept for them."""
    keys = {name: keep_search(words, actor_of(who)) for name, words in SEARCHES.items()}
    return [f"/demandes{page.format(**keys)}" for page in PAGES[who]]


def walk(browser: Browser, path: str) -> Iterator[str]:
    """Open a list, then its next two pages; each stays light."""
    following: str | None = path
    for _ in range(3):
        if following is None:
            return
        answer = browser.send("GET", following)
        html = answer.get_data(as_text=True)
        assert answer.status_code == 200, following
        assert len(html.encode()) <= LARGEST_PAGE, following
        yield following
        link = NEXT.search(html)
        following = unescape(link[1]) if link else None


@pytest.mark.parametrize("database_url", ["small", "postgres"], indirect=True)
@pytest.mark.parametrize("who", PAGES)
def test_a_list_asks_the_base_six_questions_at_most(sign_in, query_counter, who):
    asked = count_statements(sign_in(who), query_counter, who)

    assert len(asked) >= len(PAGES[who])
    assert {page: count for page, count in asked.items() if count > 6} == {}


@pytest.mark.parametrize("database_url", ["large"], indirect=True)
@pytest.mark.parametrize("who", PAGES)
def test_a_list_of_a_hundred_thousand_reads_no_whole_table(sign_in, query_counter, explained, who):
    asked = count_statements(sign_in(who), query_counter, who)

    assert {page: count for page, count in asked.items() if count > 6} == {}
    assert len(asked) > 2 * len(PAGES[who])  # second and third pages too
    assert len(explained) > 50
    assert sorted({plan for plan in explained if WHOLE.search(plan)}) == []


def count_statements(browser: Browser, counter: StatementCounter, who: str) -> dict[str, int]:
    """Return what each page of somebody's lists asks the base."""
    asked = {}
    for path in addresses(who):
        with counter as queries:
            for page in walk(browser, path):
                asked[page] = queries.count
                queries.seen.clear()
    return asked


@pytest.fixture
def explained(app: Flask) -> Iterator[list[str]]:
    """Collect SQLite's plan of each SELECT of the pages."""
    plans: list[str] = []

    def explain(connection, cursor, statement, parameters, *_rest) -> None:
        if statement.startswith("SELECT"):
            other = cursor.connection.cursor()
            plans.extend(
                row[3] for row in other.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            )

    event.listen(db.engine, "before_cursor_execute", explain)
    yield plans
    event.remove(db.engine, "before_cursor_execute", explain)
