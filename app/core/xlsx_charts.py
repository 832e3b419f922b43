"""Native charts of a workbook: drawn by the spreadsheet from the figures of a sheet."""

from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference

OUTLINE = "0E4F4D"
CHART_WIDTH_CM, CHART_HEIGHT_CM = 24, 12


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A native chart put on `shown_on`, that draws columns of the first `count` rows of `source`.

    `names` and `series` are column numbers from 1; series stand side by side, one colour each.
    """

    shown_on: str
    anchor: str
    source: str
    title: str
    names: int
    series: tuple[int, int]
    colours: tuple[str, ...]
    count: int


def draw_bars(source: Any, plot: StackedBars) -> BarChart:
    """Return a chart of figures of a sheet."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = plot.title
    first, last = plot.series
    values = Reference(source, min_col=first, max_col=last, min_row=1, max_row=plot.count + 1)
    chart.add_data(values, titles_from_data=True)
    names = Reference(source, min_col=plot.names, min_row=2, max_row=plot.count + 1)
    chart.set_categories(names)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.y_axis.crosses = "max"  # and its figures stay below
    for series, colour in zip(chart.series, plot.colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = OUTLINE
    chart.gapWidth = 40
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.width, chart.height = CHART_WIDTH_CM, CHART_HEIGHT_CM
    return chart
