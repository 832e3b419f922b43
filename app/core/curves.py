"""Curves that only rise: what adds up week after week, against a limit. Pure.

`x` is counted in weeks, `y` in pixels; the template stretches the weeks to the width it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.core.charts import BASE, MARGIN, TOP, graduation_step


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawn curve: its points as « x,y », and the sum after each week."""

    points: str
    sums: tuple[int, ...]

    def first_at(self, limit: int) -> int | None:
        """Return the rank of the first week whose sum reaches a limit, None when none does."""
        reached = (rank for rank, value in enumerate(self.sums) if value >= limit > 0)
        return next(reached, None)


@dataclass(frozen=True, slots=True)
class CurvesChart:
    """Curves on one scale that begins at zero; `limit` is where the limit's line stands."""

    curves: tuple[Curve, ...]
    weeks: int
    limit: float
    graduations: tuple[tuple[int, float], ...]
    labels: tuple[tuple[float, str], ...]


def curves_chart(
    series: Sequence[Sequence[int]], limit: int, labels: Sequence[tuple[int, str]]
) -> CurvesChart:
    """Return the sums of each series, week after week.

    Args:
        series: one number per week; the longest gives the width.
        limit: what the sums are compared with.
        labels: rank of a week, its words.
    """
    sums = [tuple(accumulate(numbers)) for numbers in series]
    highest = max([1, limit, *(line[-1] for line in sums if line)])
    step = graduation_step(highest)
    scale = step * -(-highest // step)
    weeks = max([1, *map(len, series)])

    def height(value: int) -> float:
        return round(BASE - value / scale * (BASE - TOP), 1)

    return CurvesChart(
        tuple(
            Curve(
                " ".join([f"0,{BASE:g}", *(f"{n},{height(v)}" for n, v in enumerate(line, 1))]),
                line,
            )
            for line in sums
        ),
        weeks,
        height(limit),
        tuple((value, height(value)) for value in range(step, scale + 1, step)),
        tuple((round(MARGIN + (100 - MARGIN) * at / weeks, 2), words) for at, words in labels),
    )
