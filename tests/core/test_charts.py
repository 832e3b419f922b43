"""Charts start at zero, keep proportions, and stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import charts
from app.core.charts import BASE, TOP, Week, columns_chart

COUNTS = st.lists(st.integers(min_value=0, max_value=10_000), max_size=52)


def weeks_of(*columns: int) -> list[Week]:
    """Return weeks with these received counts and nothing accepted."""
    return [Week(f"semaine {rank}", value, 0) for rank, value in enumerate(columns)]


@given(values=COUNTS)
def test_no_column_leaves_the_chart(values: list[int]) -> None:
    chart = columns_chart(weeks_of(*values))

    assert all(TOP <= column.top <= BASE for column in chart.columns)
    assert all(column.x >= 6 and column.x + column.width <= 100 for column in chart.columns)
    assert len(chart.graduations) <= 5


def test_a_column_is_as_high_as_its_value() -> None:
    chart = columns_chart(weeks_of(0, 20, 40))

    assert [column.height for column in chart.columns] == [0, 123, 246]
    assert [value for value, _ in chart.graduations] == [10, 20, 30, 40]


def test_the_highest_peaks_carry_their_value() -> None:
    chart = columns_chart(weeks_of(14, 29, 38, 31, 26, 30, 28, 12, 8, 33, 34, 22, 7))

    assert [c.week.column for c in chart.columns if c.show_value] == [38, 34]


def test_a_single_peak_is_enough() -> None:
    chart = columns_chart(weeks_of(3, 2, 1))

    assert [c.week.column for c in chart.columns if c.show_value] == [3]


def test_weeks_of_holidays_make_one_band() -> None:
    weeks = [Week(str(rank), 1, 1, holiday=rank in {1, 2, 4}) for rank in range(6)]

    assert len(columns_chart(weeks).holidays) == 2


def test_an_empty_year_draws_only_the_axis() -> None:
    chart = columns_chart([])

    assert chart.columns == ()
    assert chart.points == ""


@pytest.mark.parametrize("highest, step", [(1, 1), (5, 1), (6, 2), (38, 10), (101, 50), (900, 200)])
def test_graduations_are_round(highest: int, step: int) -> None:
    assert charts.graduation_step(highest) == step


@given(values=COUNTS)
def test_slices_of_a_bar_never_overlap(values: list[int]) -> None:
    slices = charts.stacked_bar(values)

    ends = [part.x + part.width for part in slices if part.width]
    starts = [part.x for part in slices if part.width]
    assert all(start >= end for end, start in zip(ends, starts[1:], strict=False))
    assert all(end <= 100 for end in ends)


def test_a_figure_is_written_only_where_it_fits() -> None:
    slices = charts.stacked_bar([94, 6, 0, 1])

    assert [part.shows_value for part in slices] == [True, False, False, False]


def test_bars_are_measured_against_the_longest() -> None:
    assert charts.bar_widths([141, 0, 88]) == [100, 0, 62.4]
    assert charts.bar_widths([0, 0]) == [0, 0]


def test_the_scale_of_delays_shows_the_target_and_the_latest() -> None:
    assert charts.lollipop_scale([2, 7], 5) == 8
    assert charts.lollipop_scale([11], 5) == 12
    assert charts.lollipop_scale([], 5) == 8
