"""The test client: a person at a browser, who fetches pages, fills forms and presses buttons.

Every HTML page it receives passes the gates of `gates.py`, or the test fails.
"""

import contextvars
import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import Tag
from flask import Flask, has_app_context
from werkzeug.test import TestResponse

from app.core.db import db
from tests.support import gates
from tests.support.forms import Given, find_form, values_of
from tests.support.page import Page, visible

TOKEN = re.compile(r'(?<=name="csrf_token") value="[^"]*"')
REDIRECTS = {301, 302, 303, 307, 308}


class Browser:
    """One person's browser: its cookies, the page in front of it."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self._typed: set[str] = set()
        self.signed_in = False
        self.page: Page | None = None

    def get(self, path: str, status: int = 200) -> Page:
        """Fetch a page, following redirects, and expect a status."""
        return self._arrive("GET", path, status)

    def submit(
        self,
        path: str,
        fields: Given | None = None,
        button: str | None = None,
        status: int | None = None,
    ) -> Page:
        """Open a page, fill its form, press the button; fields not given keep what they hold.

        Args:
            path: the page that shows the form.
            fields: name -> text, choice, list of choices or True/False for a single box.
            button: words of the button; the first one otherwise.
            status: what the answer must be; 200 or, for a refused form, 422 otherwise.
        """
        self.get(path)
        return self.press(button, fields, status)

    def press(
        self, button: str | None = None, fields: Given | None = None, status: int | None = None
    ) -> Page:
        """Fill the form of the page in front of the person and press its button."""
        here = self._here()
        form, pressed = find_form(here.soup, fields or {}, button)
        self._remember(fields or {})
        values = values_of(form, pressed, fields or {})
        target = (pressed.get("formaction") if pressed else None) or form.get("action") or here.path
        method = str((pressed.get("formmethod") if pressed else None) or form.get("method", "get"))
        return self._arrive(method.upper(), urljoin(here.path, str(target)), status, values)

    def click(self, words: str, status: int = 200) -> Page:
        """Follow the link of the page that begins with these words."""
        here = self._here()
        for link in here.soup.select("a[href]"):
            if words in (visible(link), link.get("aria-label")) or visible(link).startswith(words):
                return self.get(urljoin(here.path, str(link["href"])), status)
        raise AssertionError(f"no link {words!r} on {here.path}: {here.all('a[href]')}")

    def post(self, path: str, fields: Mapping[str, Any] | None = None, status: int = 200) -> Page:
        """Send what no form of ours would send, with a valid token of the page in front."""
        self._remember(fields or {})
        token = self._here().soup.select_one("input[name=csrf_token]")
        known = {"csrf_token": str(token["value"])} if isinstance(token, Tag) else {}
        return self._arrive("POST", path, status, {**known, **(fields or {})})

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        """Send one raw request and return the raw answer: no redirect followed, nothing checked."""
        if has_app_context():
            db.session.commit()  # the request sees what the test prepared, the test what it did
        # An empty context: the request must not see the application context of the test.
        return contextvars.Context().run(self._client.open, path, method=method, **options)

    def cookie(self, name: str) -> str | None:
        """Return a cookie of this browser."""
        found = self._client.get_cookie(name)
        return found.value if found else None

    def _arrive(
        self, method: str, path: str, status: int | None, fields: Mapping[str, Any] | None = None
    ) -> Page:
        sent = {"query_string": fields} if method == "GET" and fields else {"data": fields}
        response = self.send(method, path, **sent)
        while response.status_code in REDIRECTS:
            target = urlsplit(urljoin(response.request.url, response.location))
            assert target.netloc == urlsplit(response.request.url).netloc, response.location
            response = self.send("GET", target._replace(scheme="", netloc="").geturl())
        response.request.input_stream.close()  # a large file was sent from the disk
        self.page = Page(response)
        self._check(self.page)
        expected = {status} if status else {200, 422}
        assert self.page.status in expected, f"{path}: {self.page.status}\n{self.page.text[:800]}"
        return self.page

    def _check(self, page: Page) -> None:
        if not page.is_html:
            return
        faults = list(_faults_of(TOKEN.sub("", page.html), frozenset(self._typed)))
        faults += gates.faults_of_headers(page.response.headers, signed_in=self.signed_in)
        assert not faults, f"{page.path} ({page.status}):\n" + "\n".join(faults)

    def _here(self) -> Page:
        assert self.page is not None, "open a page first"
        return self.page

    def _remember(self, fields: Mapping[str, Any]) -> None:
        """People type as they like: what they typed is not held to our typography."""
        for value in fields.values():
            words = value if isinstance(value, list | tuple) else [value]
            self._typed |= {str(word) for word in words if len(str(word)) > 1}


@functools.lru_cache(maxsize=256)
def _faults_of(html: str, typed: frozenset[str]) -> tuple[str, ...]:
    """The door is opened in most tests: a page already read, its token apart, is not read again."""
    whole = html.lstrip().lower().startswith("<!doctype")
    check = gates.faults_of_page if whole else gates.faults_of_fragment
    return tuple(check(html, typed))
