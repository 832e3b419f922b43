"""Small counts: nothing that is shown gives back one that is hidden."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from app.core.suppression import HiddenTable, hide_line, hide_part, hide_table, is_small

counts = st.one_of(st.integers(0, 7), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    """Draw a table of one to five rows, two to five columns."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    line = st.lists(counts, min_size=width, max_size=width)
    return draw(st.lists(line, min_size=height, max_size=height))


def possible_values(shown: HiddenTable, sums: Sequence[int]) -> dict[tuple[int, int], float]:
    """Return how far apart the least and the most of each hidden cell are, for who knows `sums`.

    Another way than the code's: linear programs on what a reader sees. Their corners are whole
    numbers (a transportation problem), so a distance of one means two whole values.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    lines = [*shown.rows, shown.totals]
    cells = {
        (i, j): solver.NumVar(*((0, solver.infinity()) if cell is None else (cell, cell)), "")
        for i, line in enumerate(lines)
        for j, cell in enumerate(line)
    }
    last, width = len(shown.rows), range(len(shown.totals))
    for i, known in enumerate(sums):
        solver.Add(sum(cells[i, j] for j in width) == known)
    for j in width:
        solver.Add(sum(cells[i, j] for i in range(last)) == cells[last, j])
    hidden = [(i, j) for i, j in cells if lines[i][j] is None]
    return {at: _most(solver, cells[at]) - _least(solver, cells[at]) for at in hidden}


def _most(solver: pywraplp.Solver, cell: pywraplp.Variable) -> float:
    solver.Maximize(cell)
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return cell.solution_value()


def _least(solver: pywraplp.Solver, cell: pywraplp.Variable) -> float:
    solver.Minimize(cell)
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return cell.solution_value()


@given(rows=tables())
@example(rows=[[3, 0], [0, 0]])
@example(rows=[[1, 1], [1, 1]])
@example(rows=[[4, 9, 0], [9, 9, 9]])
@example(rows=[[2, 0, 0]])
def test_no_hidden_cell_can_be_found_again_from_what_is_shown(rows):
    shown = hide_table(rows, len(rows[0]))

    apart = possible_values(shown, [sum(row) for row in rows])

    assert {at: gap for at, gap in apart.items() if gap < 0.999} == {}


@given(rows=tables())
def test_no_small_count_is_shown_and_what_is_shown_is_true(rows):
    shown = hide_table(rows, len(rows[0]))

    totals = [sum(column) for column in zip(*rows, strict=True)]
    pairs = zip([*rows, totals], [*shown.rows, shown.totals], strict=True)
    for line, cells in pairs:
        for value, cell in zip(line, cells, strict=True):
            assert cell is None if is_small(value) else cell in {None, value}


@given(values=st.lists(counts, min_size=2, max_size=12))
def test_the_cells_of_a_line_cannot_be_found_from_its_sum(values):
    cells = hide_line(values)

    hidden = [value for value, cell in zip(values, cells, strict=True) if cell is None]
    left = sum(values) - sum(cell for cell in cells if cell is not None)
    assert not hidden or (len(hidden) >= 2 and left >= 1)  # each of them from 0 to `left`
    assert not any(is_small(cell) for cell in cells if cell is not None)


@pytest.mark.parametrize(
    "values,shown",
    [
        ([12, 30, 0], (12, 30, 0)),
        ([12, 3, 30], (None, None, 30)),
        ([3, 0, 0], (None, None, 0)),
        ([3, 1, 30], (None, None, 30)),
        ([3], (None,)),
    ],
)
def test_the_smallest_other_cell_hides_a_lonely_one(values, shown):
    assert hide_line(values) == shown


def test_a_table_of_large_counts_is_shown_whole():
    assert hide_table([[5, 0], [9, 12]], 2) == HiddenTable(((5, 0), (9, 12)), (14, 12))


def test_a_table_without_a_row_has_totals_of_zero():
    assert hide_table([], 2) == HiddenTable((), (0, 0))


def test_a_few_cells_are_enough_to_hide_one():
    shown = hide_table([[3, 20, 30], [11, 25, 35], [12, 40, 50]], 3)

    assert [cell is None for row in shown.rows for cell in row].count(True) == 4
    assert shown.totals == (26, 85, 115)


def test_a_single_column_is_its_rows_and_hides_nothing_more():
    assert hide_table([[3], [9]], 1) == HiddenTable(((None,), (9,)), (12,))


@given(part=st.integers(0, 12), whole=st.integers(0, 12))
def test_neither_a_part_nor_its_complement_may_be_a_few_people(part, whole):
    part, whole = min(part, whole), max(part, whole)

    shown = hide_part(part, whole)

    assert (shown is None) == (0 < part < 5 or 0 < whole - part < 5)
