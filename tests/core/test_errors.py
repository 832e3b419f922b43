"""What people read when the base is busy, or somebody was quicker; on a page, never a trace."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.auth.models import Territory
from app.capacity.service import lock_places
from app.core.access import public
from app.core.db import db, transactional
from app.referrals.steps import ForbiddenMoveError
from tests.support.client import Browser


def mount(app: Flask, act: Callable[[], object]) -> Browser:
    """Add a page that does something, and return a browser."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/acte", "act", public(lambda: act() or "done"))
    return Browser(app)


def raising(error: Exception) -> Callable[[], object]:
    """Return an act that fails."""

    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize("error", [StaleDataError("0 of 1"), ForbiddenMoveError("a to b")])
def test_who_came_second_reads_that_nothing_was_changed(app: Flask, error: Exception) -> None:
    page = mount(app, raising(error)).get("/acte", status=409)

    assert page.h1 == "Rien n’a été changé"


def test_a_base_that_does_not_answer_gives_a_page_and_says_when_to_come_back(app: Flask) -> None:
    browser = mount(app, raising(OperationalError("SELECT", None, Exception("gone"))))

    page = browser.get("/acte", status=503)

    assert page.h1 == "Le service a un problème"
    assert page.response.headers["Retry-After"] == "10"


@pytest.mark.postgresql
def test_who_waits_too_long_for_a_lock_reads_a_page(app: Flask) -> None:
    db.session.add(Territory(slug="roubaix", name="Roubaix"))
    db.session.commit()
    territory_id = db.session.scalars(select(Territory.id)).one()
    act = transactional(lambda: (be_impatient(), lock_places(territory_id)))
    browser = mount(app, act)

    with db.engine.connect() as other:
        other.execute(select(Territory.id).with_for_update())
        page = browser.get("/acte", status=503)

    assert page.h1 == "Le service a un problème"


def be_impatient() -> None:
    """Wait less than the five seconds of every connection: tests are in a hurry."""
    db.session.execute(text("SET LOCAL lock_timeout = 50"))


def test_when_even_the_page_needs_the_base_a_sentence_is_left(
    app: Flask, sign_in: Callable[[str], Browser]
) -> None:
    samira = sign_in("samira.haddad")
    db.session.connection().exec_driver_sql("ALTER TABLE user_session RENAME TO away")
    db.session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    answer = samira.send("GET", "/demandes")

    assert answer.status_code == 503
    assert "Rechargez la page" in answer.get_data(as_text=True)
