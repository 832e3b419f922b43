"""The mails of the demonstration are read on the site; nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from app import create_app
from app.core import mailbox
from app.core.db import db
from app.core.post_office import FolderPost, Letter
from config import Profile, Settings
from tests.support.client import Browser


@pytest.fixture
def demo_visitor(settings: Settings) -> Iterator[Browser]:
    app = create_app(replace(settings, profile=Profile.DEMO))
    yield Browser(app)
    with app.app_context():
        db.engine.dispose()


def deliver(settings: Settings, *numbers: int, body: str = "Bonjour.") -> None:
    assert settings.mail_folder is not None
    for number in numbers:
        at = datetime(2026, 11, 23, 9, number % 60, tzinfo=UTC)
        letter = Letter(number, "samira.haddad@example.org", f"Message {number}", body, at)
        FolderPost(settings.mail_folder, settings).send(letter)


def test_the_newest_message_comes_first(demo_visitor: Browser, settings: Settings) -> None:
    deliver(settings, 1, 2)

    page = demo_visitor.get("/courriels")

    assert [link.text for link in page.soup.select("tbody a")] == ["Message 2", "Message 1"]


def test_a_message_is_read_with_its_links(demo_visitor: Browser, settings: Settings) -> None:
    deliver(settings, 7, body="Suivre\u00a0:\nhttp://localhost/demandes/7K3QXZ")

    page = demo_visitor.get("/courriels/7")

    assert "samira.haddad@example.org" in page.text
    assert page.soup.select_one("a[href='http://localhost/demandes/7K3QXZ']")


def test_what_a_message_says_is_never_a_tag(demo_visitor: Browser, settings: Settings) -> None:
    deliver(settings, 7, body="<b>gras</b> et <script>alerte</script>")

    page = demo_visitor.get("/courriels/7")

    assert page.soup.select("main b, main script") == []


def test_many_messages_take_several_pages(demo_visitor: Browser, settings: Settings) -> None:
    deliver(settings, *range(1, mailbox.PAGE_LENGTH + 3))

    first = demo_visitor.get("/courriels")
    second = demo_visitor.click("Messages plus anciens")

    assert len(first.soup.select("tbody tr")) == mailbox.PAGE_LENGTH
    assert [link.text for link in second.soup.select("tbody a")] == ["Message 2", "Message 1"]


def test_an_empty_mailbox_says_what_will_come(demo_visitor: Browser) -> None:
    page = demo_visitor.get("/courriels")

    assert "Aucun message pour l’instant." in page.text


@pytest.mark.parametrize("number", ["1", "0", "99999999999", "9" * 400, "9" * 5000, "x", "-1"])
def test_a_message_that_does_not_exist_is_not_found(demo_visitor: Browser, number: str) -> None:
    demo_visitor.get(f"/courriels/{number}", status=404)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 5000])
def test_a_strange_page_shows_messages_all_the_same(demo_visitor: Browser, before: str) -> None:
    demo_visitor.get(f"/courriels?avant={before}")


def test_outside_the_demonstration_there_is_no_mailbox(visitor: Browser, app: Flask) -> None:
    visitor.get("/courriels", status=404)
    visitor.get("/courriels/1", status=404)
