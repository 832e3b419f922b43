"""Horizontal bars whose small numbers are hidden. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.charts import bar_widths
from app.core.formats import percent
from app.reports.grids import shown, text_of
from app.reports.suppression import Cell


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: `width` in percent of the longest, `text` and `share` as they are read."""

    label: str
    width: float
    text: str
    share: str
    tone: str = ""


def list_bars(labels: Iterable[str], cells: Sequence[Cell], whole: int) -> tuple[Bar, ...]:
    """Return the bars of a chart, with their share of the whole; a hidden number has neither."""
    widths = bar_widths([cell or 0 for cell in cells])
    return tuple(
        Bar(label, width, text_of(shown(cell)), _share(cell, whole))
        for label, cell, width in zip(labels, cells, widths, strict=True)
    )


def _share(cell: Cell, whole: int) -> str:
    return percent(cell / whole) if cell is not None and whole else ""
