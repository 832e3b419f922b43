"""The charts: where each mark stands, in percent of the width and in pixels of height. Pure.

Templates only draw what these functions computed (`templates/components/charts.html`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.core.gauges import draw_gauge
from app.core.weaves import weave

BASE = 270.0
TOP = 24.0
MARGIN = 6.0
"""Columns: axis at 270 px, highest graduation at 24 px, 6 % kept for the figures on the left."""
GAP = 0.3
VALUE_FITS = 6.0
"""Stacked bar: percent left blank between two parts, and from which width a figure fits inside."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week: `column` received, `line` accepted; in a shaded holiday, or still running.

    `url` is the list behind `column`, empty for those who may not read it.
    """

    label: str
    column: int
    line: int
    holiday: bool = False
    current: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A drawn week. `x`, `width`, `middle` in percent; `top`, `height`, `point` in pixels.

    `rank` counts the weeks from 0: the drawing of the columns has one unit a week.
    """

    week: Week
    rank: int
    x: float
    width: float
    middle: float
    top: float
    height: float
    point: float
    show_value: bool
    show_label: bool


@dataclass(frozen=True, slots=True)
class ColumnsChart:
    """Columns, the line's points as « x,y » (x in columns), graduations, holidays as (x, width)."""

    columns: tuple[Column, ...]
    points: str
    graduations: tuple[tuple[int, float], ...]
    holidays: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the stacked bar: percent."""

    x: float
    width: float
    middle: float
    shows_value: bool


def columns_chart(weeks: Sequence[Week]) -> ColumnsChart:
    """Return columns and line per week, from zero to a round graduation above the highest value.

    The highest value is written, and the last peak that rises clearly again after it or before it.
    """
    highest = max([1, *(max(week.column, week.line) for week in weeks)])
    step = graduation_step(highest)
    scale = step * -(-highest // step)
    pitch = (100 - MARGIN) / max(len(weeks), 1)

    def height(value: int) -> float:
        return round(value / scale * (BASE - TOP), 1)

    peaks = _peaks([week.column for week in weeks])
    every = max(1, -(-(len(weeks) - 1) // 3))
    columns = tuple(
        Column(
            week,
            rank,
            x=round(MARGIN + pitch * (rank + 0.14), 2),
            width=round(pitch * 0.72, 2),
            middle=round(MARGIN + pitch * (rank + 0.5), 2),
            top=round(BASE - height(week.column), 1),
            height=height(week.column),
            point=round(BASE - height(week.line), 1),
            show_value=rank in peaks,
            show_label=rank % every == 0,
        )
        for rank, week in enumerate(weeks)
    )
    return ColumnsChart(
        columns,
        " ".join(f"{rank + 0.5},{column.point}" for rank, column in enumerate(columns)),
        tuple((value, round(BASE - height(value), 1)) for value in range(step, scale + 1, step)),
        _holidays(weeks, pitch),
    )


def graduation_step(highest: int) -> int:
    """Return 1, 2, 5, 10, 20, 50… so that five graduations at most reach the highest value."""
    step = 1
    while step * 5 < highest:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def stacked_bar(values: Sequence[int]) -> list[Slice]:
    """Return one slice per value, wide as its share of the sum, a thin blank between two slices."""
    total = sum(values)
    slices, left = [], 0.0
    for value in values:
        share = 100 * value / total if total else 0.0
        width = max(share - GAP, 0.0)
        middle = round(left + share / 2, 2)
        slices.append(Slice(round(left + GAP / 2, 2), round(width, 2), middle, share >= VALUE_FITS))
        left += share
    return slices


def shares(values: Sequence[int]) -> list[int]:
    """Return whole percentages, each the nearest to its exact share, halves up.

    Equal values have equal shares: the sum may then be 99 or 101. All are zero when the values are.
    """
    total = sum(values)
    return [(200 * value + total) // (2 * total) if total else 0 for value in values]


def bar_widths(values: Sequence[float]) -> list[float]:
    """Return the length of each horizontal bar, the longest being 100."""
    longest = max([0, *values])
    return [round(100 * value / longest, 1) if longest else 0.0 for value in values]


def lollipop_scale(values: Sequence[float], target: float) -> float:
    """Return what the full width stands for: one above the longest delay, at least 1.6 targets."""
    return max(target * 1.6, *(value + 1 for value in values)) if values else target * 1.6


def _peaks(values: Sequence[int]) -> set[int]:
    if not any(values):
        return set()
    first = values.index(max(values))
    rises = [
        rank
        for rank, (before, value) in enumerate(pairwise(values), start=1)
        if value > before and abs(rank - first) > 3
    ]
    rises = [rank for rank in rises if rank + 1 == len(values) or values[rank + 1] <= values[rank]]
    return {first, max(rises, key=lambda rank: values[rank])} if rises else {first}


def _holidays(weeks: Sequence[Week], pitch: float) -> tuple[tuple[float, float], ...]:
    bands: list[list[int]] = []
    for rank, week in enumerate(weeks):
        if week.holiday and bands and sum(bands[-1]) == rank:
            bands[-1][1] += 1
        elif week.holiday:
            bands.append([rank, 1])
    return tuple(
        (round(MARGIN + pitch * start, 2), round(pitch * length, 2)) for start, length in bands
    )


GLOBALS: dict[str, Callable[..., Any]] = {
    "bar_widths": bar_widths,
    "columns_chart": columns_chart,
    "draw_gauge": draw_gauge,
    "lollipop_scale": lollipop_scale,
    "shares": shares,
    "stacked_bar": stacked_bar,
    "weave": weave,
}
"""What the component macros call; registered once in the application's templates."""
