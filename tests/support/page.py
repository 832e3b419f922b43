"""A page, read as a person reads it."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse


def visible(tag: Tag) -> str:
    """Return the words of an element, spaces of every kind written as one plain space."""
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@dataclass
class Page:
    """What came back, after the redirects a browser follows."""

    response: TestResponse
    soup: BeautifulSoup = field(init=False)

    def __post_init__(self) -> None:
        self.soup = BeautifulSoup(self.html, "lxml")

    @property
    def html(self) -> str:
        """The source, empty when the answer is a file."""
        return self.response.get_data(as_text=True) if self.is_html else ""

    @property
    def is_html(self) -> bool:
        """Whether the answer is a page and not a file."""
        return self.response.mimetype == "text/html"

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def path(self) -> str:
        """Where the person ended up, with the query."""
        request = self.response.request
        query = request.query_string.decode()
        return f"{request.path}?{query}" if query else request.path

    @property
    def title(self) -> str:
        """The words of the tab."""
        return visible(self.one("title"))

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return visible(self.one("h1"))

    @property
    def text(self) -> str:
        """The words inside <main>, or of the whole fragment."""
        return visible(self.soup.find("main") or self.soup)

    @property
    def alerts(self) -> list[str]:
        """What the page says aloud: errors, and messages of success."""
        said = self.soup.select(":is([role=alert], [role=status]):not([hidden])")
        return [visible(tag) for tag in said]

    def one(self, selector: str) -> Tag:
        """Return the first element that a CSS selector finds, or fail."""
        tag = self.soup.select_one(selector)
        assert tag is not None, f"{selector} is not on {self.path}"
        return tag

    def all(self, selector: str) -> list[str]:
        """Return the words of each element that a CSS selector finds."""
        return [visible(tag) for tag in self.soup.select(selector)]

    def value(self, name: str) -> str:
        """Return what a text field, a list or a text area holds."""
        tag = self.one(f"[name={name}]")
        if tag.name == "textarea":
            return tag.get_text().removeprefix("\n")
        if tag.name == "select":
            chosen = tag.select_one("option[selected]")
            return str(chosen["value"]) if chosen else ""
        return str(tag.get("value", ""))

    def error(self, name: str) -> str:
        """Return the error written beside a field, empty when there is none."""
        described = str(self.one(f"[name={name}]").get("aria-describedby", "")).split()
        found = [self.soup.find(id=identity) for identity in described if "erreur" in identity]
        return " ".join(visible(tag) for tag in found if isinstance(tag, Tag))

    def table_row(self, words: str, table: str = "table") -> dict[str, str]:
        """Return the row that holds these words, as column -> words of the cell."""
        for row in self.table_rows(table):
            if any(words in cell for cell in row.values()):
                return row
        raise AssertionError(f"no row with {words!r} on {self.path}: {self.table_rows(table)}")

    def table_rows(self, table: str = "table") -> list[dict[str, str]]:
        """Return the rows of the tables that a CSS selector finds."""
        rows = []
        for tag in self.soup.select(table):
            columns = [visible(cell) for cell in tag.select("thead th")]
            for row in tag.select("tbody tr"):
                cells = [visible(cell) for cell in row.find_all(["th", "td"], recursive=False)]
                rows.append(dict(zip(columns, cells, strict=False)))
        return rows
