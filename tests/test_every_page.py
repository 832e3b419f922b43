"""Every page that a person can reach in the demonstration, by its links."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core.base import Base
from app.core.db import db
from tests.support.client import Browser
from tests.support.crawl import crawl, kind_of

PEOPLE = ("samira.haddad", "isabelle.carlier", "theo.marchand", "helene.vasseur", "karim.delobel")
# Reading is written down where the law wants it; sessions note when they were last used.
WRITTEN_BY_READING = {"audit_event", "rate_count", "user_session"}


@pytest.fixture(params=PEOPLE)
def browser_of(request: pytest.FixtureRequest, demo_app: Flask) -> Browser:
    """Somebody of the demonstration, signed in with one click."""
    browser = Browser(demo_app)
    browser.get("/connexion")
    browser.post("/connexion/demo", {"email": f"{request.param}@example.org"})
    browser.signed_in = True
    return browser


def rows(app: Flask) -> dict[str, int]:
    """Return how many rows each table holds."""
    with app.app_context():
        return {
            name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in WRITTEN_BY_READING
        }


def test_every_link_leads_to_a_good_page_and_writes_nothing(browser_of, demo_app):
    before = rows(demo_app)

    walk = crawl(browser_of, "/")

    assert walk.faults == []
    assert len({kind_of(page.path) for page in walk.pages}) > 8
    assert rows(demo_app) == before


def test_a_visitor_reaches_good_public_pages(demo_app):
    walk = crawl(Browser(demo_app), "/connexion")

    assert walk.faults == []
    assert len({page.title for page in walk.pages}) >= 6
