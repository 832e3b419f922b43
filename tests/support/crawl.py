"""Follow every link a person can see, a few of each kind."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from tests.support.client import Browser
from tests.support.page import Page

OF_EACH_KIND = 2
REFERENCE = re.compile(r"/[0-9A-Z]{6}(?=/|$)|/\d+(?=/|$)")


@dataclass
class Walk:
    """The pages reached, and what was wrong with those that were not good."""

    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def crawl(browser: Browser, start: str) -> Walk:
    """Return the pages reached from `start`, at most two of each kind.

    Pages of a kind differ by a reference, a number or the values of their filters. A page is good
    when it answers 200 and passes the gates of the browser.
    """
    walk, waiting, seen, kinds = Walk(), [start], {start}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > OF_EACH_KIND:
            continue
        try:
            page = browser.get(path)
        except AssertionError as fault:
            walk.faults.append(f"{path}: {fault}")
            continue
        walk.pages.append(page)
        found = [link for link in links_of(page) if link not in seen]
        seen.update(found)
        waiting += found
    return walk


def links_of(page: Page) -> list[str]:
    """Return the addresses of our own that a page links to, without their fragments."""
    links = [urlsplit(urljoin(page.path, str(tag["href"]))) for tag in page.soup.select("a[href]")]
    own = [link for link in links if not link.scheme and not link.netloc]
    return sorted({f"{link.path}?{link.query}" if link.query else link.path for link in own})


def kind_of(path: str) -> str:
    """Return an address with its references and the values of its filters left out."""
    parts = urlsplit(path)
    is_file = parts.path.endswith(".xlsx")  # one file whatever it is narrowed to: they are limited
    names = [] if is_file else sorted(pair.split("=")[0] for pair in parts.query.split("&"))
    return f"{REFERENCE.sub('/…', parts.path)}?{'&'.join(names)}"
