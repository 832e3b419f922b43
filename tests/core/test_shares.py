"""Whole percentages that people can add up."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.charts import shares

COUNTS = st.lists(st.integers(min_value=0, max_value=10_000), max_size=12)


@given(values=COUNTS.filter(any))
def test_shares_sum_to_a_hundred(values: list[int]) -> None:
    assert sum(shares(values)) == 100


@given(values=COUNTS.filter(any))
def test_a_share_is_less_than_a_point_from_the_exact_one(values: list[int]) -> None:
    whole = sum(values)

    for value, share in zip(values, shares(values), strict=True):
        assert abs(share - 100 * value / whole) < 1


def test_nothing_has_no_share() -> None:
    assert shares([0, 0]) == [0, 0]
    assert shares([]) == []


def test_the_point_lost_by_rounding_goes_to_the_largest_remainder() -> None:
    assert shares([1, 1, 1]) == [34, 33, 33]
    assert shares([141, 88, 34, 27, 13, 9]) == [45, 28, 11, 9, 4, 3]
