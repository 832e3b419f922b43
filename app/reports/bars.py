"""Horizontal bars whose small numbers are hidden. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.charts import bar_widths
from app.core.formats import percent
from app.core.suppression import Cell
from app.reports.grids import Value, shown, text_of


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: `width` in percent of the longest; `part` of the whole, 0.0 to 1.0.

    A hidden number has no width and no part; `tone` colours a slice of a bar of 100 %.
    """

    label: str
    width: float
    value: Value
    part: float | None
    tone: str = ""

    @property
    def text(self) -> str:
        """The number as it is read, or the word that hides it."""
        return text_of(self.value)

    @property
    def share(self) -> str:
        """The part as it is read, "" when there is none."""
        return "" if self.part is None else percent(self.part)


def list_bars(labels: Iterable[str], cells: Sequence[Cell], whole: int) -> tuple[Bar, ...]:
    """Return the bars of a chart, with their share of the whole; a hidden number has neither."""
    widths = bar_widths([cell or 0 for cell in cells])
    return tuple(
        Bar(label, width, shown(cell), cell / whole if cell is not None and whole else None)
        for label, cell, width in zip(labels, cells, widths, strict=True)
    )
