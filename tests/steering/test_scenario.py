"""A scenario changes what it names and leaves the rest; what is taken stays taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import Criterion, Places
from app.steering.scenario import (
    NEWCOMER,
    Change,
    Newcomer,
    Scenario,
    ages_of,
    apply,
    effective,
    reshape,
    world_of,
)
from tests.matching.builders import BY_ID
from tests.steering.builders import a_board, an_offered, boards, scenarios


@given(boards())
def test_trying_nothing_leaves_everything_as_it_is(board):
    assert Scenario().is_identity
    assert apply(Scenario(), board) == world_of(board)


def test_more_places_are_all_free_since_those_taken_stay_taken():
    board = (an_offered("cpossible", stated=20, taken=18),)

    world = apply(Scenario({"cpossible": Change(stated=30)}), board)

    assert world.places == {"cpossible": Places(30, 12)}


def test_fewer_places_than_taken_evict_nobody():
    world = apply(Scenario({"afev": Change(stated=5)}), (an_offered("afev", 10, 8),))

    assert world.places["afev"] == Places(5, -3)


@pytest.mark.parametrize("floor", [True, False])
def test_a_figure_becomes_a_floor_or_stops_being_one(floor):
    board = (an_offered("article1", 200, 210, open_ended=not floor),)

    world = apply(Scenario({"article1": Change(open_ended=floor)}), board)

    assert world.places["article1"] == Places(200, -10, floor)


def test_a_closed_programme_has_no_place_until_it_is_reopened():
    board = (an_offered("afev", 10, 4, is_open=False),)

    closed = apply(Scenario({"afev": Change(stated=12)}), board)
    reopened = apply(Scenario({"afev": Change(stated=12, reopened=True)}), board)

    assert closed.places["afev"] == Places(12, 0)
    assert reopened.places["afev"] == Places(12, 8)


def test_a_criterion_is_lifted_and_the_others_stay():
    shaped = reshape(BY_ID["afev"], Change(lifted=frozenset({"education_prioritaire"})))

    gone = set(BY_ID["afev"].criteria) - set(shaped.criteria)
    assert [criterion.code for criterion in gone] == ["education_prioritaire"]
    assert len(shaped.criteria) == len(BY_ID["afev"].criteria) - 1


def test_one_age_changes_and_the_other_stays():
    shaped = reshape(BY_ID["afev"], Change(youngest=3))

    assert ages_of(shaped) == (3, 18)
    assert [c.code for c in shaped.criteria].count("age") == 1


def test_an_age_may_be_asked_where_none_was():
    shaped = reshape(BY_ID["anaf"], Change(oldest=25))

    assert ages_of(BY_ID["anaf"]) == (None, None)
    assert shaped.criteria[0] == Criterion("age", high=25)


def test_needs_are_added():
    shaped = reshape(BY_ID["duo"], Change(needs=frozenset({"orientation"})))

    assert shaped.needs == {"insertion", "orientation"}


def test_a_new_programme_is_like_its_model_but_for_its_changes():
    newcomer = Newcomer("Relais", 8, "lacle", change=Change(lifted=frozenset({"prescriber"})))

    world = apply(Scenario(newcomer=newcomer), a_board())

    new = world.programmes[-1]
    assert (new.id, new.name, new.needs) == (NEWCOMER, "Relais", BY_ID["lacle"].needs)
    assert "prescriber" not in {criterion.code for criterion in new.criteria}
    assert world.places[NEWCOMER] == Places(8, 8)


def test_a_new_programme_without_its_model_is_left_out():
    world = apply(Scenario(newcomer=Newcomer("Relais", 8, "gone")), a_board())

    assert NEWCOMER not in world.places


@given(st.data())
def test_what_is_so_already_is_no_change(data):
    board = data.draw(boards())
    scenario = data.draw(scenarios(board))
    by_slug = {one.slug: one for one in board}

    again = {slug: effective(c, by_slug[slug]) for slug, c in scenario.changes.items()}

    assert again == scenario.changes


def test_what_a_programme_already_is_counts_for_nothing():
    said = Change(10, open_ended=False, reopened=True, youngest=5, oldest=18)
    said_too = Change(lifted=frozenset({"qpv"}), needs=frozenset({"scolaire"}))

    assert effective(said, an_offered("afev", stated=10)) is None
    assert effective(said_too, an_offered("afev")) is None
