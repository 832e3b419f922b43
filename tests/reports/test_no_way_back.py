"""All tables of pairs together: whoever reads them all still cannot tell a hidden number."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from app.core.suppression import hide_measures
from app.reports.breakdowns import Tally
from app.reports.dimensions import STAGE
from app.reports.figures import Period
from app.reports.pairs import Ending, Measure, Pair, is_possible
from tests.reports.test_pairs import MET

YEAR = Period(date(2026, 9, 1), date(2027, 8, 31))
AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 27))
NAMES = {"afev": "Afev", "lacle": "LA CLE", "anaf": "ANAF"}
MEASURES = list(Measure)


@st.composite
def stories(draw: st.DrawFn) -> Pair:
    """Draw a pair: when it met, how long it lasted, how it ended."""
    start = date(2026, 2, 1) + timedelta(days=draw(st.integers(0, 290)))
    lasted = draw(st.one_of(st.none(), st.integers(0, 300)))
    return replace(
        MET,
        programme=draw(st.sampled_from(list(NAMES))),
        stage=draw(st.sampled_from(["college", "college", "lycee", "ecole"])),
        start=start,
        end=None if lasted is None else start + timedelta(days=lasted),
        ending=None if lasted is None else draw(st.sampled_from(list(Ending))),
    )


def ranges_of(tally: Tally) -> dict[object, tuple[int, int]]:
    """Return the least and the most of each hidden number, for who reads all tables of stages.

    A reader's unknowns: how many pairs of each association, stage and story. A story says in which
    measures a pair counts; only those that can be are tried. Everything shown is an equation.
    """
    kinds = [m for m in product((0, 1), repeat=5) if m[ACTIVE] and is_possible(m, tally.period)]
    places = list(product(tally.names, STAGE.labels, range(len(kinds))))
    most = max(1, tally.total(Measure.ACTIVE))
    shown = tally.hidden(STAGE)
    crossed = tally.cross(STAGE)
    model = cp_model.CpModel()
    cells = {place: model.new_int_var(0, most, str(place)) for place in places}
    hidden: dict[object, cp_model.LinearExpr] = {}
    for column, measure in enumerate(MEASURES):
        counted = [p for p in places if kinds[p[2]][column]]
        model.add(sum(cells[p] for p in counted) == tally.total(measure))
        for row, stage in enumerate(STAGE.labels):
            whole = sum(cells[p] for p in counted if p[1] == stage)
            _tell(model, hidden, (measure, stage), whole, shown[row][column])
    for slug, number in zip(tally.names, tally.of_each(Measure.ACTIVE), strict=True):
        model.add(sum(cells[p] for p in places if p[0] == slug) == number)
    for (i, slug), (j, stage) in product(enumerate(tally.names), enumerate(STAGE.labels)):
        whole = sum(cells[p] for p in places if p[0] == slug and p[1] == stage)
        _tell(model, hidden, (slug, stage), whole, crossed.rows[i][j])
    return {name: (_solve(model, it, 1), _solve(model, it, -1)) for name, it in hidden.items()}


ACTIVE = MEASURES.index(Measure.ACTIVE)


def _tell(model, hidden, name, whole, cell) -> None:
    if cell is None:
        hidden[name] = whole
    else:
        model.add(whole == cell)


def _solve(model: cp_model.CpModel, wanted: cp_model.LinearExpr, sign: int) -> int:
    model.minimize(sign * wanted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return int(solver.objective_value) * sign


@pytest.mark.parametrize("period", [YEAR, AUTUMN], ids=["year", "autumn"])
@given(pairs=st.lists(stories(), max_size=25))
@settings(max_examples=30)
def test_no_hidden_number_of_a_page_can_be_told(period, pairs):
    tally = Tally(pairs, period, NAMES)

    ranges = ranges_of(tally)

    assert {name: bounds for name, bounds in ranges.items() if bounds[0] == bounds[1]} == {}


BROKEN_ONCE = [(0, 8, 0, 0, 0), (0, 6, 1, 0, 1), (0, 0, 0, 0, 0)]


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, ...]:
    """Draw what may be counted of the pairs of a row."""
    active = draw(st.integers(0, 9))
    ended = draw(st.integers(0, active))
    broken = draw(st.integers(0, ended))
    return (
        draw(st.integers(0, active)),
        active,
        ended,
        draw(st.integers(0, active - broken)),
        broken,
    )


@given(rows=st.lists(counts(), min_size=2, max_size=5))
@example(rows=BROKEN_ONCE)
def test_a_zero_beside_a_zero_hides_nothing(rows):
    """The one pair that broke cannot be where none ended: its complement is where one could."""
    cells = hide_measures(rows, lambda counts: is_possible(counts, YEAR))

    for row, counts in zip(cells, rows, strict=True):
        active, ended, broken = row[1], row[2], row[4]
        if broken is None and (ended == 0 or active == 0):
            pytest.fail(f"{counts} shown as {row}: none ended, so none broke")
        assert not any(0 < cell < 5 for cell in row if cell is not None)
