"""Schools, their networks and the priority publics: read together, they tell no hidden number."""

from dataclasses import replace
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from app.core.suppression import hide_measures
from app.reports.breakdowns import Tally
from app.reports.dimensions import by_school
from app.reports.pairs import Measure, is_active, is_possible
from app.reports.publics import publics_grid
from app.reports.territory_queries import TerritoryCounts
from app.reports.territory_report import sectors_grid
from tests.reports.test_no_way_back import ACTIVE, MEASURES, NAMES, YEAR, _solve, stories
from tests.reports.test_pairs import MET

NETWORKS = {"Rosa Parks": "rep_plus", "Sévigné": "rep_plus", "Jean Moulin": "rep", "Van Dyck": ""}
PUBLICS = {"rep_plus": "Collège ou école REP+", "rep": "Collège ou école REP"}


@st.composite
def school_stories(draw: st.DrawFn):
    """Draw a pair and the school it attends."""
    school = draw(st.sampled_from([*NETWORKS, "Van Dyck", "Van Dyck"]))
    return replace(draw(stories()), school=school, network=NETWORKS[school])


def ranges_of(tally: Tally) -> dict[str, tuple[int, int]]:
    """Return the least and the most of each hidden number of active pairs of a school."""
    kinds = [m for m in product((0, 1), repeat=5) if m[ACTIVE] and is_possible(m, tally.period)]
    schools, told = by_school(tally.pairs), dict.fromkeys(PUBLICS)
    for line in publics_grid(tally).lines:
        told |= {code: line.values[0] for code, label in PUBLICS.items() if label == line.label}
    model, most = cp_model.CpModel(), len(tally.pairs)
    cells = {p: model.new_int_var(0, most, str(p)) for p in product(schools.labels, kinds)}
    for column, measure in enumerate(MEASURES):
        counted = [cell for (_, kind), cell in cells.items() if kind[column]]
        model.add(sum(counted) == tally.total(measure))
    for code, number in told.items():
        if isinstance(number, int):
            own = [c for (name, _), c in cells.items() if schools.groups[name] == code]
            model.add(sum(own) == number)
    hidden = {}
    for name, row in zip(schools.labels, tally.hidden(schools), strict=True):
        for column, cell in enumerate(row):
            whole = sum(c for (it, kind), c in cells.items() if it == name and kind[column])
            if name and column == ACTIVE:
                model.add(whole >= 1)
            if cell is not None:
                model.add(whole == cell)
            elif column == ACTIVE:
                hidden[name] = whole
    return {name: (_solve(model, it, 1), _solve(model, it, -1)) for name, it in hidden.items()}


A_FEW = [replace(MET, person=n, school="Rosa Parks", network="rep_plus") for n in range(3)]
MANY = [replace(MET, person=n, school="Sévigné", network="rep_plus") for n in range(10, 30)]
OTHERS = [replace(MET, person=n, school="Jean Moulin", network="rep") for n in range(40, 47)]


@given(pairs=st.lists(school_stories(), min_size=8, max_size=30))
@example(pairs=[*A_FEW, *MANY, *OTHERS])
@settings(max_examples=25)
def test_no_small_number_of_a_school_can_be_told(pairs):
    tally = Tally([pair for pair in pairs if is_active(pair, YEAR)], YEAR, NAMES)

    ranges = ranges_of(tally)

    told = {
        name: least for name, (least, most) in ranges.items() if least == most and 0 < least < 5
    }
    assert told == {}


def test_two_schools_of_one_pair_each_take_a_third_with_them():
    pairs = [replace(MET, person=n, school=name) for n, name in enumerate(["A", "B", *"CCCCCCCC"])]

    rows = Tally(pairs, YEAR, NAMES).hidden(by_school(pairs))

    assert [row[ACTIVE] for row in rows] == [None, None, None, 0]


def test_two_sectors_of_one_referral_each_take_a_third_with_them():
    counts = TerritoryCounts()
    counts.sectors.update({"Alma": 1, "Pile": 1, "Épeule": 30})

    lines = sectors_grid(counts).lines

    assert [str(line.values[0]) for line in lines[:3]] == ["masqué"] * 3


def test_a_row_that_counts_somebody_is_never_zero():
    cells = hide_measures([(1,), (1,), (9,)], lambda row: row[0] > 0)

    assert cells == ((None,), (None,), (None,))
    assert MEASURES[ACTIVE] == Measure.ACTIVE
