"""A small count is not shown, nor what would give it back."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.steering.masking import SMALL, Cell, largest_parts, mask

ROWS, COLUMNS = ("a", "b", "c"), ("x", "y", "z")
tables = st.fixed_dictionaries({place: st.integers(0, 12) for place in product(ROWS, COLUMNS)})


def lines(places):
    """Return the rows and the columns of a table, as lists of places."""
    rows = [[place for place in places if place[0] == row] for row in ROWS]
    return rows + [[place for place in places if place[1] == column] for column in COLUMNS]


def test_a_large_table_is_shown_as_it_is():
    counts = dict.fromkeys(product(ROWS, COLUMNS), SMALL)

    assert set(mask(counts, ROWS, COLUMNS).cells.values()) == {Cell(SMALL)}


def test_a_small_count_takes_others_with_it_in_its_row_and_column():
    counts = dict.fromkeys(product(ROWS, COLUMNS), 9) | {("a", "x"): 2}

    cells = mask(counts, ROWS, COLUMNS).cells

    hidden = {place for place, cell in cells.items() if cell.count is None}
    assert ("a", "x") in hidden
    assert len(hidden) == 4


def test_a_zero_hides_a_small_count_when_there_is_nothing_else():
    cells = mask({("a", "x"): 3}, ROWS, COLUMNS).cells

    assert sum(cell.count is None for cell in cells.values()) == 4


@given(tables)
def test_no_small_count_is_shown_nor_alone_in_its_line(counts):
    cells = mask(counts, ROWS, COLUMNS).cells

    assert all(cell.count in {None, counts[place]} for place, cell in cells.items())
    assert not any(cell.count and cell.count < SMALL for cell in cells.values())
    assert all(sum(cells[place].count is None for place in line) != 1 for line in lines(cells))


def test_the_parts_of_a_total_are_the_largest_ones():
    assert largest_parts(25, {"a": 7, "b": 12, "c": 3, "d": 3}) == [("b", 12), ("a", 7)]


def test_a_small_remainder_takes_the_smallest_part_with_it():
    assert largest_parts(21, {"a": 7, "b": 12, "c": 2}) == [("b", 12)]


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12)))
def test_what_is_left_of_a_total_is_nothing_or_no_small_count(parts):
    total = sum(parts.values())

    shown = largest_parts(total, parts)

    left = total - sum(count for _, count in shown)
    assert left == 0 or left >= SMALL or not shown
