"""A what-if equals the engine run by hand, before and after."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.matching import Places, plan
from app.steering.outlook import (
    MORE,
    Gain,
    Person,
    Tally,
    compare,
    placed_per_programme,
    tally,
    tally_by_stage,
    with_a_need_met,
)
from app.steering.scenario import Change, Scenario, apply, world_of
from tests.matching.builders import IDS, a_profile
from tests.steering.builders import a_board, a_crowd, an_offered, boards, people, scenarios


def by_hand(crowd, world):
    """Run the engine as anybody would, without the shortcuts of what-if."""
    tried = {person.profile.id: person.tried for person in crowd}
    waiting = [person.profile.id for person in crowd if not person.is_expected]
    profiles = [person.profile for person in crowd]
    return plan(profiles, world.programmes, world.places, declined=tried, first=waiting)


@given(st.data(), people())
def test_before_and_after_are_the_engine_run_twice(data, crowd):
    board = data.draw(boards())
    worlds = world_of(board), apply(data.draw(scenarios(board)), board)

    outlook = compare(crowd, *worlds)

    assert (outlook.before, outlook.after) == tuple(by_hand(crowd, world) for world in worlds)


@given(boards(), people())
def test_trying_nothing_changes_nothing(board, crowd):
    outlook = compare(crowd, world_of(board), apply(Scenario(), board))

    all_of_them = tally(outlook, crowd)
    assert outlook.before == outlook.after
    assert (all_of_them.difference, all_of_them.gained, all_of_them.lost) == (0, 0, 0)


@given(boards(), people(), st.sampled_from(IDS), st.integers(1, 6))
def test_more_places_never_place_fewer(board, crowd, slug, more):
    stated = next(one.places.stated for one in board if one.slug == slug)
    scenario = Scenario({slug: Change(stated=stated + more)})

    outlook = compare(crowd, world_of(board), apply(scenario, board))

    assert 0 <= outlook.after.count - outlook.before.count <= more


@given(st.data(), people(), st.sampled_from(IDS))
def test_a_lifted_criterion_never_places_fewer(data, crowd, slug):
    board = data.draw(boards())
    criteria = next(one.programme.criteria for one in board if one.slug == slug)
    lifted = data.draw(st.frozensets(st.sampled_from([c.code for c in criteria])))

    after = apply(Scenario({slug: Change(lifted=lifted)}), board)

    outlook = compare(crowd, world_of(board), after)
    assert outlook.after.count >= outlook.before.count


@given(boards(), people())
def test_the_gain_of_places_is_the_engine_run_again_with_them(board, crowd):
    world = world_of(board)
    found = compare(crowd, world, world)

    for slug, room in world.places.items():
        added = []
        for more in (1, MORE):
            places = {**world.places, slug: Places(room.stated + more, room.free + more)}
            again = by_hand(crowd, replace(world, places=places))
            added.append(again.count - found.after.count)
        assert found.gains[slug] == (None if room.open_ended else Gain(*added))


@given(boards(), people())
def test_the_worth_of_a_place_is_one_more_place(board, crowd):
    outlook = compare(crowd, world_of(board), world_of(board))

    counted = {one.slug for one in board if not one.places.open_ended and one.places.free >= 0}
    for slug in counted:
        assert outlook.gains[slug].one == outlook.after.worth[slug]


def test_those_who_wait_come_before_those_expected():
    expected = Person(a_profile(id="E", wish="afev"), is_expected=True)
    crowd = [expected, *a_crowd(1)]

    outlook = compare(crowd, world_of(a_board(afev=1)), world_of(a_board(afev=1)))

    assert outlook.after.placed == {"E": None, "W000": "afev"}


def test_people_who_gain_or_lose_a_place_are_counted():
    crowd = [*a_crowd(3), Person(a_profile(id="C", kinds={"ecole"}, level="CM1", age=9))]
    board = a_board(afev=2, lacle=0)
    scenario = Scenario({"afev": Change(stated=9), "lacle": Change(stated=11)})

    outlook = compare(crowd, world_of(board), apply(scenario, board))

    assert tally(outlook, crowd) == Tally(total=4, before=2, after=2, gained=1, lost=1)
    assert placed_per_programme(outlook.after) == {"afev": 1, "lacle": 1}


def test_each_stage_counts_its_people_apart():
    adult = Person(a_profile(id="A", level=None), is_expected=True)
    crowd = [*a_crowd(2), adult]
    board = a_board(afev=1)

    stages = tally_by_stage(compare(crowd, world_of(board), world_of(board)))

    assert list(stages) == ["college", "vie_active"]
    assert stages["college"] == (Tally(2, 1, 1), Tally())
    assert stages["vie_active"][1].total == 1


def test_a_need_is_met_where_the_programme_covers_it():
    board = (an_offered("afev", 10, 7),)
    crowd = [*a_crowd(1, needs={"scolaire"}), Person(a_profile(id="X", needs={"orientation"}))]
    after = apply(Scenario({"afev": Change(needs=frozenset({"orientation"}))}), board)

    outlook = compare(crowd, world_of(board), after)

    assert with_a_need_met(outlook, outlook.before, world_of(board)) == 1
    assert with_a_need_met(outlook, outlook.after, after) == 2
