"""Every kind of page each person can reach: no axe violation, no sideways scroll, light to load."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.support.crawl import kind_of

SHEET = re.compile("^/(associations|places|fiches|bilan)/(?!deplacer|nouveau|demandes)[a-z0-9-]+")
PEOPLE = ("samira.haddad", "theo.marchand", "helene.vasseur", "karim.delobel")


def own_links(page: Page, origin: str) -> list[str]:
    """Return the pages of ours that the page links to; files are for other tests."""
    links = page.eval_on_selector_all("a[href]", "tags => tags.map(tag => tag.href)")
    own = {link.split("#")[0] for link in links if link.startswith(f"{origin}/")}
    return sorted(link for link in own if not urlsplit(link).path.endswith(".xlsx"))


def visit_one_of_each_kind(page: Page, origin: str) -> Iterator[None]:
    """Open a page of each kind reached from the one in front, itself first."""
    waiting, known = [page.url], set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = SHEET.sub(r"/\1/…", kind_of(urlsplit(address).path))
        if kind not in known:
            known.add(kind)
            page.goto(address)
            waiting += own_links(page, origin)
            yield


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_accessible(page, live_server, who, enter, is_accessible, fits_the_screen):
    enter(who)

    for _ in visit_one_of_each_kind(page, live_server):
        is_accessible()
        fits_the_screen()


def test_public_pages_are_accessible(page, live_server, is_accessible, fits_the_screen):
    page.goto("/connexion")

    for _ in visit_one_of_each_kind(page, live_server):
        is_accessible()
        fits_the_screen()


def test_a_first_visit_asks_for_six_files_at_most(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/connexion", wait_until="networkidle")

    assert len([address for address in asked if not address.startswith("data:")]) <= 6
