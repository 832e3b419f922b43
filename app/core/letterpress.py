"""A mail as blocks, set twice from one template: as plain text, and for the HTML layout. Pure.

A template says paragraphs as plain text, an empty line between two of them; `{{ button(label, url)
}}` and `{{ fact(label, value, url) }}` stand on lines of their own. What follows a line « — » is
the foot.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.typography import NBSP

# Begins and divides the lines that are not prose. No form lets anybody type it (plain_text).
MARK = "\x02"
FOOT = "\n—\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; the lines of the template are those of the plain text."""

    lines: tuple[str, ...]
    kind: str = "paragraph"

    @property
    def text(self) -> str:
        """The paragraph in one line, as HTML wraps it itself."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Button:
    """The thing to do, and the address it leads to."""

    label: str
    url: str
    kind: str = "button"

    @property
    def lines(self) -> tuple[str, ...]:
        """« Suivre la demande : », then the address."""
        return f"{self.label}{NBSP}:", self.url


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list: « Objectifs : confiance en soi »; `value` or `url` may be empty."""

    label: str
    value: str
    url: str
    kind: str = "fact"

    @property
    def lines(self) -> tuple[str, ...]:
        """The fact, then the address it leads to; the address alone when there is no value."""
        if not self.value:
            return (f"{self.label}{NBSP}: {self.url}",)
        said = f"{self.label}{NBSP}: {self.value}"
        return (said, self.url) if self.url else (said,)


Block = Paragraph | Button | Fact


@dataclass(frozen=True, slots=True)
class Sheet:
    """A mail ready to be set: its blocks, and those of its foot."""

    blocks: tuple[Block, ...]
    foot: tuple[Block, ...]

    @property
    def link(self) -> str:
        """Where the mail leads first, "" when it leads nowhere."""
        return next((block.url for block in self.blocks if isinstance(block, Button)), "")


def button(label: str, url: str) -> str:
    """Return the line of a template that stands for a button."""
    return MARK.join(("", "button", label, url))


def fact(label: str, value: str = "", url: str = "") -> str:
    """Return the line of a template that stands for a fact."""
    return MARK.join(("", "fact", label, value, url))


def read_sheet(text: str) -> Sheet:
    """Return the blocks of a mail that its template has written."""
    body, _, foot = text.strip().rpartition(FOOT)
    return Sheet(tuple(_read_blocks(body)), tuple(_read_blocks(foot)))


def runs(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Return the blocks in runs of one kind, in order: neighbouring facts are one list."""
    groups = itertools.groupby(blocks, key=lambda block: block.kind)
    return [(kind, list(group)) for kind, group in groups]


def set_text(sheet: Sheet) -> str:
    """Return the mail as plain text: an empty line between blocks, none between two facts."""
    return f"{_set_blocks(sheet.blocks)}\n{FOOT}{_set_blocks(sheet.foot)}\n"


def _set_blocks(blocks: tuple[Block, ...]) -> str:
    pieces: list[str] = []
    for kind, run in runs(blocks):
        gap = "\n" if kind == "fact" else "\n\n"
        pieces.append(gap.join("\n".join(block.lines) for block in run))
    return "\n\n".join(pieces)


def _read_blocks(text: str) -> Iterator[Block]:
    prose: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.strip() and not line.startswith(MARK):
            prose.append(line.strip())
            continue
        if prose:
            yield Paragraph(tuple(prose))
            prose = []
        if line.startswith(MARK):
            yield _read_mark(line)


def _read_mark(line: str) -> Block:
    _, kind, *parts = line.rstrip().split(MARK)
    if kind == "button":
        label, url = parts
        return Button(label, url)
    label, value, url = parts
    return Fact(label, value, url)
