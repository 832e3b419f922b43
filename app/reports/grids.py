"""A table of figures as the screen, the paper and the workbook show it: one for the three. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.formats import number_or_half
from app.core.suppression import MASKED, Cell


class Mark(StrEnum):
    """What stands in the place of a number."""

    HIDDEN = MASKED
    TOO_FEW = "moins de 5"
    NONE = "–"


Value = int | float | Mark
HIDDEN_NOTE = (
    "Masqué\u00a0: moins de 5 jeunes, ou un nombre qui permettrait de retrouver celui qui l’est."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is about, one value per column, and the page or the list behind it, or ""."""

    label: str
    values: tuple[Value, ...]
    url: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as they are read."""
        return tuple(text_of(value) for value in self.values)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `code` names it in addresses, `head` says what its rows are; `total` ends it."""

    code: str
    title: str
    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The columns as the table component wants them: figures stand on the right."""
        return [(self.head, ""), *((column, "n") for column in self.columns)]

    @property
    def note(self) -> str:
        """What to say below: why some numbers are hidden, when some are."""
        hidden = any(Mark.HIDDEN in line.values for line in (*self.lines, *self._ends))
        return HIDDEN_NOTE if hidden else ""

    @property
    def _ends(self) -> tuple[Line, ...]:
        return (self.total,) if self.total else ()


def shown(cell: Cell) -> Value:
    """Return a count, or the word that hides it."""
    return Mark.HIDDEN if cell is None else cell


def text_of(value: Value) -> str:
    """Return a value as people read it."""
    return str(value) if isinstance(value, str) else number_or_half(value)


def number_in(value: Value) -> int | float | None:
    """Return the number a value is, None when a word stands in its place."""
    return None if isinstance(value, Mark) else value


def word_in(value: Value) -> str | None:
    """Return the word that stands in the place of a number, None when it is one."""
    return str(value) if isinstance(value, Mark) else None


def lines_of(labels: Iterable[str], columns: Iterable[Iterable[Value]]) -> tuple[Line, ...]:
    """Return the rows of a table that was computed column by column."""
    rows = zip(*columns, strict=True)
    return tuple(Line(label, tuple(row)) for label, row in zip(labels, rows, strict=True))
