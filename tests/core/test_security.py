"""What every answer carries, and what every request must."""

from dataclasses import replace

import pytest
from flask import request

from app import create_app
from app.core.access import public
from tests.support.client import Browser

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
SAID_ELSEWHERE = {"Content-Length", "Content-Type", "Date", "Location", "Vary", "Set-Cookie"}


@pytest.fixture
def online(settings):
    """A browser of the service as people reach it: over https."""
    public = replace(settings, public_url="https://navette.example", trusted_hosts=("localhost",))
    return Browser(create_app(public))


@pytest.mark.parametrize("path", ["/aide", "/nulle/part", "/connexion", "/demandes"])
def test_every_answer_carries_exactly_the_headers_promised(visitor, path):
    headers = visitor.send("GET", path).headers

    carried = {name: value for name, value in headers.items() if name not in SAID_ELSEWHERE}
    carried.pop("Cache-Control", None)
    assert carried == HEADERS


def test_a_static_file_carries_them_too(visitor):
    with visitor.send("GET", "/static/navette.css") as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_static_file_asked_by_its_fingerprint_is_kept_for_ever(visitor):
    sheet = visitor.get("/connexion").one("link[rel=stylesheet]")["href"]

    with visitor.send("GET", sheet) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("question", ["", "?v=0123456789ab"])
def test_a_static_file_asked_otherwise_is_checked_again_each_time(visitor, question):
    with visitor.send("GET", f"/static/navette.css{question}") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_page_with_a_session_is_never_stored(visitor):
    assert visitor.send("GET", "/connexion").headers["Cache-Control"] == "no-store"


def test_over_https_browsers_are_told_to_stay_there(online):
    answer = online.send("GET", "/aide", base_url="https://localhost")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_https_the_cookie_is_locked_to_the_host(online):
    cookie = online.send("GET", "/connexion", base_url="https://localhost").headers["Set-Cookie"]

    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Expires" not in cookie


def test_the_cookie_of_a_demonstration_is_locked_as_far_as_http_allows(visitor):
    cookie = visitor.send("GET", "/connexion").headers["Set-Cookie"]

    assert cookie.startswith("session=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil"])
def test_a_request_for_another_host_is_refused(visitor, host):
    answer = visitor.send("GET", "/connexion", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


def test_a_forwarded_host_is_not_believed(visitor):
    answer = visitor.send("GET", "/demandes", headers={"X-Forwarded-Host": "evil.example"})

    assert answer.location == "/connexion"


@pytest.mark.parametrize("path", ["/connexion", "/connexion/demo", "/deconnexion"])
def test_a_form_without_its_token_is_refused_in_french(visitor, path):
    page = Browser._arrive(visitor, "POST", path, 400, {"email": "a@example.org"})

    assert page.one("html")["lang"] == "fr"
    assert page.h1


def test_a_form_sent_from_elsewhere_over_https_is_refused(online):
    answer = online.send("POST", "/connexion", base_url="https://localhost", data={"email": "a"})

    assert answer.status_code == 400


def test_a_body_of_ten_megabytes_is_refused(visitor):
    visitor.get("/connexion")

    page = visitor.post("/connexion", {"email": "a" * 10_000_000}, status=413)

    assert page.h1


def test_an_error_never_shows_what_was_typed(visitor):
    answer = visitor.send("GET", "/nulle/part?q=Samira+Haddad")

    assert answer.status_code == 404
    assert "Samira" not in answer.get_data(as_text=True)


def test_the_address_of_a_visitor_comes_from_the_proxy_only_when_one_is_declared(settings):
    behind_a_proxy = create_app(replace(settings, proxy_count=1))
    forwarded = {"X-Forwarded-For": "198.51.100.7"}

    seen = []
    for app in (behind_a_proxy, create_app(settings)):
        app.add_url_rule("/seen", "seen", public(lambda: seen.append(request.remote_addr) or ""))
        Browser(app).send("GET", "/seen", headers=forwarded)

    assert seen == ["198.51.100.7", "127.0.0.1"]
