"""Rate limits: shared by all workers, kept over a restart, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app import create_app
from app.core.access import public
from app.core.db import db
from app.core.models import RateCount
from app.core.rate_limits import DatabaseStorage, export_limit, live_list_limit
from tests.support.client import Browser

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)


@public
@export_limit
def export() -> str:
    return "done"


@public
@live_list_limit
def list_live() -> str:
    return "done"


def mount(app: Flask, view) -> Browser:
    """Add a limited page to an application, and return a browser."""
    app.add_url_rule("/limited", "limited", view)
    return Browser(app)


def ask(browser: Browser, times: int) -> list[int]:
    return [browser.send("GET", "/limited").status_code for _ in range(times)]


@pytest.mark.both_databases
def test_hits_sent_at_the_same_instant_are_all_counted(app):
    def hit(_number: int) -> int:
        with app.app_context():
            return DatabaseStorage().incr("key", 60)

    with ThreadPoolExecutor(4) as crowd:
        seen = list(crowd.map(hit, range(40)))

    assert sorted(seen) == list(range(1, 41))
    assert DatabaseStorage().get("key") == 40


@pytest.mark.both_databases
def test_a_window_that_is_over_starts_again_and_old_ones_are_swept(app, frozen):
    frozen(NINE)
    storage = DatabaseStorage()
    storage.incr("key", 60, amount=3)
    storage.incr("other", 60)

    frozen(NINE + timedelta(seconds=60))

    assert storage.get("key") == 0
    assert storage.incr("key", 60) == 1
    assert db.session.scalars(select(RateCount.key)).all() == ["key"]


def test_a_window_says_when_it_ends(app, frozen):
    frozen(NINE)
    storage = DatabaseStorage()
    storage.incr("key", 60)

    assert storage.get_expiry("key") == NINE.timestamp() + 60
    assert storage.get_expiry("unknown") == NINE.timestamp()


def test_counts_can_be_forgotten_one_or_all(app):
    storage = DatabaseStorage()
    for key in ("a", "b", "c"):
        storage.incr(key, 60)

    storage.clear("a")

    assert storage.get("a") == 0
    assert storage.reset() == 2
    assert db.session.scalar(select(func.count(RateCount.key))) == 0
    assert storage.check()
    assert issubclass(OperationalError, storage.base_exceptions)


def test_exports_stop_at_thirty_an_hour_with_a_page_that_says_so(app, frozen):
    frozen(NINE)
    browser = mount(app, export)
    assert ask(browser, 30) == [200] * 30

    page = browser.get("/limited", status=429)

    assert page.h1 == "Trop d’essais"
    assert int(page.response.headers["Retry-After"]) <= 3601


def test_the_live_list_stops_at_120_a_minute(app, frozen):
    frozen(NINE)
    browser = mount(app, list_live)

    assert ask(browser, 121) == [200] * 120 + [429]


def test_two_workers_share_one_count(app, settings, frozen):
    frozen(NINE)
    other = create_app(settings)

    assert ask(mount(app, export), 26) == [200] * 26
    assert ask(mount(other, export), 6) == [200] * 4 + [429] * 2
