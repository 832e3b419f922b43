"""What every test may ask for: a migrated base, the application, a browser, the time it is."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import hypothesis
import pytest
import time_machine
from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache, FileSystemBytecodeCache

from app import create_app
from app.auth.territories import get_territory
from app.capacity.setup import SLUG, set_up_territory
from app.core.db import db
from app.demo.cast import PASSWORD
from app.demo.scene import open_accounts
from config import Settings
from tests.support import demo, mail, postgres
from tests.support.client import Browser
from tests.support.databases import PostgresTemplate, SqliteTemplate
from tests.support.settings import make_settings
from tests.support.statements import StatementCounter

DATABASES = ("sqlite", "postgresql")
OPENS_ON = date(2026, 9, 1)

# A busy machine is slow, not wrong; the same examples every time, so that a failure comes back.
hypothesis.settings.register_profile(
    "navette",
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("navette")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `both_databases` twice, tests marked `postgresql` on PostgreSQL."""
    if metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("database_url", DATABASES, indirect=True)
    elif metafunc.definition.get_closest_marker("postgresql"):
        metafunc.parametrize("database_url", ["postgresql"], indirect=True)


def migrate(database_url: str) -> None:
    """Bring an empty base to the newest tables, by the migrations."""
    app = create_app(make_settings(database_url, Path()))
    with app.app_context():
        upgrade()
        db.engine.dispose()


def migrate_and_set_up(database_url: str) -> None:
    """Bring an empty base to where Navette opens in Roubaix: places, schools, services, cast."""
    migrate(database_url)
    app = create_app(make_settings(database_url, Path()))
    with app.app_context():
        open_accounts(set_up_territory(OPENS_ON).id)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The folder of a throw-away server's socket; its absence is a failure, not a skip."""
    with postgres.throw_away_server() as folder:
        yield folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A migrated SQLite base."""
    return SqliteTemplate(tmp_path_factory.mktemp("template"), migrate)


@pytest.fixture(scope="session")
def sqlite_roubaix(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A SQLite base where Navette opens in Roubaix."""
    return SqliteTemplate(tmp_path_factory.mktemp("roubaix"), migrate_and_set_up)


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: Path) -> PostgresTemplate:
    """A migrated PostgreSQL base."""
    return PostgresTemplate(postgres_server, "migrated", migrate)


@pytest.fixture(scope="session")
def postgresql_roubaix(postgres_server: Path) -> PostgresTemplate:
    """A PostgreSQL base where Navette opens in Roubaix."""
    return PostgresTemplate(postgres_server, "roubaix", migrate_and_set_up)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a base of the test's own: SQLite unless a marker says otherwise.

    Migrated and empty, or set up for Roubaix when the test asks for `roubaix`.
    """
    kind = getattr(request, "param", "sqlite")
    state = "roubaix" if "set_up_in_template" in request.fixturenames else "template"
    template: SqliteTemplate | PostgresTemplate = request.getfixturevalue(f"{kind}_{state}")
    with template.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """What the application is told."""
    return make_settings(database_url, tmp_path / "mail")


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once for all tests: it was most of their time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: BytecodeCache) -> Iterator[Flask]:
    """The application on its own base, with its context: services and factories can be called."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """The browser of somebody nobody knows yet."""
    return Browser(app)


@pytest.fixture
def set_up_in_template() -> None:
    """Tell `database_url` that its base must be set up already; only `roubaix` asks."""


@pytest.fixture
def roubaix(app: Flask, set_up_in_template: None) -> int:
    """The real schools, services and programmes, and the cast of the demo; nobody referred yet."""
    return get_territory(SLUG).id


@pytest.fixture
def sign_in(app: Flask, roubaix: int) -> Callable[[str], Browser]:
    """Open the door for somebody of the cast: `sign_in("theo.marchand")` gives their browser."""

    def enter(who: str) -> Browser:
        browser = Browser(app)
        entry = {"email": f"{who}@example.org", "password": PASSWORD}
        browser.submit("/connexion", entry, "Se connecter")
        browser.signed_in = True
        return browser

    return enter


@pytest.fixture
def prescriber(sign_in: Callable[[str], Browser]) -> Browser:
    """The browser of Samira Haddad, of a collège."""
    return sign_in("samira.haddad")


@pytest.fixture
def coordinator(sign_in: Callable[[str], Browser]) -> Browser:
    """The browser of Théo Marchand, of the Afev."""
    return sign_in("theo.marchand")


@pytest.fixture
def manager(sign_in: Callable[[str], Browser]) -> Browser:
    """The browser of Hélène Vasseur, of the Cité éducative."""
    return sign_in("helene.vasseur")


@pytest.fixture
def administrator(sign_in: Callable[[str], Browser]) -> Browser:
    """The browser of Karim Delobel, who opens accounts."""
    return sign_in("karim.delobel")


@pytest.fixture(scope="session")
def prepared_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The file of a prepared demonstration, shared by the processes that run tests."""
    own = tmp_path_factory.getbasetemp()
    return demo.prepared_demo(own if worker_id == "master" else own.parent)


@pytest.fixture
def demo_app(prepared_demo: Path, tmp_path: Path) -> Iterator[Flask]:
    """The demonstration on a copy of its own; nobody's context is open."""
    app = demo.open_demo(prepared_demo, tmp_path)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def query_counter(app: Flask) -> StatementCounter:
    """Count SQL: `with query_counter as queries: visitor.get("/")`, then `queries.count`."""
    return StatementCounter(db.engine)


@pytest.fixture
def smtp_server(tmp_path: Path) -> Iterator[mail.SmtpInbox]:
    """A real mail server on this machine and what it received."""
    with mail.smtp_server(tmp_path) as inbox:
        yield inbox


@pytest.fixture
def frozen() -> Iterator[Callable[[datetime], None]]:
    """Stop the clock: `frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))`; again to move on."""
    travels: list[time_machine.travel] = []

    def freeze(instant: datetime) -> None:
        while travels:
            travels.pop().stop()
        travel = time_machine.travel(instant, tick=False)
        travel.start()
        travels.append(travel)

    yield freeze
    while travels:
        travels.pop().stop()
