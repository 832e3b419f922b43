"""Closed by default: every route, asked for by every role and by nobody."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.auth.permissions import may_open
from app.auth.rules import Actor, Permission, Role
from app.core.access import PUBLIC, declare, declared_access
from tests.auth.conftest import actor_of
from tests.support.client import Browser

SAMPLES = {"reference": "7K3Q9M", "slug": "afev", "token": "x" * 43, "filename": "navette.css"}
LEAD_TO_THE_DOOR = {"/mot-de-passe-oublie", "/connexion/lien"}


@pytest.fixture
def app(app: Flask) -> Flask:
    """Forms of this matrix are sent without their token: the role is what is tried."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield method, path with sample values, endpoint of every route."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        path = adapter.build(rule.endpoint, samples_of(rule))
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, path, rule.endpoint


def ask(browser: Browser, route: tuple[str, str, str]) -> tuple[int, str | None]:
    """Return the status of a route, and where it leads."""
    with browser.send(route[0], route[1]) as answer:
        return answer.status_code, answer.location


def samples_of(rule: Rule) -> dict[str, object]:
    """Return a value for each variable part of an address."""
    return {name: SAMPLES.get(name, 2_000_000_000) for name in rule.arguments}


def test_nobody_opens_anything_but_what_is_public(app):
    closed = [route for route in routes(app) if declared_access(app, route[2]) != PUBLIC]

    answers = {route: ask(Browser(app), route) for route in closed}

    assert len(closed) > 5
    assert {r: a for r, a in answers.items() if a != (303, "/connexion")} == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_answered_404_on_whatever_it_was_not_given(app, enter, role):
    browser = enter(role)
    actor = actor_of(role)
    refused = [route for route in routes(app) if not is_open_to(app, route[2], actor)]

    answers = {route: ask(browser, route) for route in refused}

    assert refused
    assert {route: answer for route, answer in answers.items() if answer[0] != 404} == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_whatever_it_was_given_and_nothing_breaks(app, enter, role):
    browser = enter(role)
    actor = actor_of(role)
    given = [route for route in routes(app) if is_open_to(app, route[2], actor)]
    given = [route for route in given if route[2] != "auth.sign_out"]

    answers = {route: ask(browser, route) for route in given}

    broken = {route: answer for route, answer in answers.items() if answer[0] >= 500}
    sent_away = [
        r for r, a in answers.items() if a[1] == "/connexion" and r[1] not in LEAD_TO_THE_DOOR
    ]
    assert (broken, sent_away) == ({}, [])


def test_a_view_that_declares_nothing_opens_to_nobody(app, enter):
    browser = enter(Role.ADMINISTRATOR)
    app.view_functions["public.help"] = lambda: "forgotten"

    assert browser.send("GET", "/aide").status_code == 404
    assert Browser(app).send("GET", "/aide").status_code == 303


def test_an_address_nobody_wrote_is_a_page_not_found(visitor):
    assert visitor.get("/nulle/part", status=404).h1.startswith("Cette page n’existe pas")


def test_a_page_may_be_opened_after_signing_in_only_if_it_exists_for_the_role(app, people):
    administrator, prescriber = actor_of(Role.ADMINISTRATOR), actor_of(Role.PRESCRIBER)

    assert may_open(administrator, "/comptes?organisation=x")
    assert may_open(prescriber, "/aide")
    assert not may_open(prescriber, "/comptes")
    assert not may_open(prescriber, "/nulle/part")


def test_what_a_view_declares_is_read_back():
    def view() -> str:
        return ""

    assert getattr(declare(Permission.EXPORT)(view), "navette_access", None) == Permission.EXPORT


def is_open_to(app: Flask, endpoint: str, actor: Actor) -> bool:
    """Return whether a route is declared open to somebody."""
    access = declared_access(app, endpoint)
    return access == PUBLIC or (access is not None and actor.may(Permission(access)))
