"""The flow is the optimum whatever the order in which groups are added."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.matching.flow import NOWHERE, Group, solve

ROOMS = (2, 1, 2)
groups = st.lists(
    st.builds(Group, st.integers(1, 2), st.dictionaries(st.integers(0, 2), st.integers(0, 9))),
    max_size=3,
)


def best_by_hand(crowd):
    """The most people placed, then the most points, by trying everything."""
    people = [group.points for group in crowd for _ in range(group.size)]
    best = (0, 0)
    for choice in product(*([NOWHERE, *points] for points in people)):
        if all(choice.count(index) <= room for index, room in enumerate(ROOMS)):
            pairs = [(points, i) for points, i in zip(people, choice, strict=True) if i != NOWHERE]
            best = max(best, (len(pairs), sum(points[i] for points, i in pairs)))
    return best


@given(groups)
def test_groups_in_any_order_are_placed_at_best(crowd):
    at = solve(crowd, ROOMS).at

    placed = [(g, i, n) for i, here in at.items() if i != NOWHERE for g, n in here.items()]
    people = sum(n for _, _, n in placed)
    assert (people, sum(n * crowd[g].points[i] for g, i, n in placed)) == best_by_hand(crowd)


def test_only_as_many_of_a_group_move_as_a_newcomer_needs():
    crowd = [Group(2, {0: 10, 1: 0}), Group(1, {0: 5})]

    at = solve(crowd, ROOMS).at

    assert (at[0], at[1]) == ({0: 1, 1: 1}, {0: 1})
