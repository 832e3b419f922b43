"""Curves that only rise, against a limit."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.charts import BASE, TOP
from app.core.curves import curves_chart

weeks = st.lists(st.integers(0, 80), max_size=53)


@given(series=st.lists(weeks, min_size=1, max_size=2), limit=st.integers(0, 900))
def test_sums_rise_from_zero_and_stay_in_the_drawing(series, limit):
    chart = curves_chart(series, limit, [])

    for numbers, curve in zip(series, chart.curves, strict=True):
        heights = [float(point.split(",")[1]) for point in curve.points.split(" ")]
        assert heights[0] == BASE
        assert heights == sorted(heights, reverse=True)
        assert heights[-1] >= TOP
        assert curve.sums[-1:] == ((sum(numbers),) if numbers else ())
    assert TOP <= chart.limit <= BASE


def test_the_week_that_reaches_the_limit_is_known():
    (curve,) = curves_chart([[5, 5, 5]], 10, [(1, "oct.")]).curves

    assert curve.first_at(10) == 1
    assert curve.first_at(16) is None
    assert curve.first_at(0) is None


def test_words_stand_under_their_week():
    assert curves_chart([[1] * 47], 10, [(0, "sept."), (47, "août")]).labels == (
        (6.0, "sept."),
        (100.0, "août"),
    )
