"""Follow every link a person can see, a few of each kind."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from tests.support.client import Browser
from tests.support.page import Page

OF_EACH_KIND = 2
REFERENCE = re.compile(r"/[0-9A-Z]{6}(?=/|$)|/\d+(?=/|$)")


def crawl(browser: Browser, start: str) -> Iterator[Page]:
    """Yield the pages reached from `start`, at most two of each kind.

    Pages of a kind differ by a reference, a number or the values of their filters. Every page
    passes the gates of the browser, and answers 200, or the test fails.
    """
    waiting, seen, kinds = [start], {start}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > OF_EACH_KIND:
            continue
        page = browser.get(path)
        yield page
        found = [link for link in links_of(page) if link not in seen]
        seen.update(found)
        waiting += found


def links_of(page: Page) -> list[str]:
    """Return the addresses of our own that a page links to, without their fragments."""
    links = [urlsplit(urljoin(page.path, str(tag["href"]))) for tag in page.soup.select("a[href]")]
    own = [link for link in links if not link.scheme and not link.netloc]
    return sorted({f"{link.path}?{link.query}" if link.query else link.path for link in own})


def kind_of(path: str) -> str:
    """Return an address with its references and the values of its filters left out."""
    parts = urlsplit(path)
    names = sorted(pair.split("=")[0] for pair in parts.query.split("&"))
    return f"{REFERENCE.sub('/…', parts.path)}?{'&'.join(names)}"
