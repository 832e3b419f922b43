"""The engine over whole school years of `benchmarks`, beside perfect foresight."""

import pytest

from app.matching import load_programmes
from benchmarks.demand import MIXES, draw_year
from benchmarks.engine import ANOTHER_YEAR, CATALOGUE
from benchmarks.policies import by_tension, perfect_foresight, run_year

PROGRAMMES = load_programmes(CATALOGUE)


@pytest.mark.parametrize("has_history,least", [(True, 0.988), (False, 0.982)])
def test_years_are_placed_almost_as_by_somebody_who_knew_them(has_history, least):
    total = best = 0
    for mix in range(len(MIXES)):
        arrivals = draw_year(mix, 1.0, seed=0)
        history = draw_year(mix, 1.0, ANOTHER_YEAR) if has_history else []
        year = run_year(arrivals, PROGRAMMES, by_tension(PROGRAMMES, history, arrivals))
        assert year.faults == 0
        total += year.count
        best += perfect_foresight(arrivals, PROGRAMMES).count

    assert total >= least * best
