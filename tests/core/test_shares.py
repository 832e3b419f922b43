"""Whole percentages: each the nearest to its share, equal ones for equal counts."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.charts import shares

COUNTS = st.lists(st.integers(min_value=0, max_value=10_000), max_size=12)


@given(values=COUNTS)
def test_equal_counts_have_equal_shares(values: list[int]) -> None:
    told = dict(zip(values, shares(values), strict=True))

    assert [told[value] for value in values] == shares(values)


@given(values=COUNTS.filter(any))
def test_a_share_is_at_most_half_a_point_from_the_exact_one(values: list[int]) -> None:
    whole = sum(values)

    for value, share in zip(values, shares(values), strict=True):
        assert abs(share - 100 * value / whole) <= 0.5


def test_nothing_has_no_share() -> None:
    assert shares([0, 0]) == [0, 0]
    assert shares([]) == []


def test_halves_are_rounded_up_as_people_do() -> None:
    assert shares([1, 1, 1]) == [33, 33, 33]
    assert shares([1, 1, 1, 1, 4]) == [13, 13, 13, 13, 50]
