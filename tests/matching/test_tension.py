"""Tension: the young people still expected, per free place."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import Arrival, Places, forecast, shortage_word, tensions
from app.matching.schoolyear import share_elapsed
from app.matching.tension import expected_from_history
from tests.matching.builders import IDS, PROGRAMMES, all_places, arrivals, profiles

PRIMARY = {"kinds": {"ecole"}, "level": "CM1", "age": 9}
FOUR_ROUNDS, FOUR_ROUNDS_OF_ONE = 19.99999999999998, 0.7296055165632211  # with fractions
ONE, OTHER = frozenset({"afev"}), frozenset({"lacle"})

years = st.lists(st.builds(Arrival, profiles(), st.integers(0, 333)), max_size=12)


def test_only_those_who_can_go_there_are_expected_there():
    expected = forecast(arrivals(30, day=100, **PRIMARY), [], PROGRAMMES, all_places(), 10).expected

    assert sum(expected.values()) == pytest.approx(expected["lacle"])


def test_last_year_s_later_arrivals_are_expected_again():
    history = [*arrivals(10, day=5, **PRIMARY), *arrivals(20, day=100, **PRIMARY)]
    current = arrivals(10, day=5, **PRIMARY)

    found = tensions(history, current, PROGRAMMES, all_places(lacle=5), 10)

    assert found["lacle"] == pytest.approx(20 / 5)


def test_a_year_that_starts_stronger_is_expected_to_go_on():
    expected = expected_from_history(Counter({ONE: 20}), Counter({ONE: 10}), Counter({ONE: 50}), 60)

    growth = (20 + 40) / (10 + 40)
    assert expected == {ONE: 50 * (20 + 6 * growth) / (10 + 6)}


@pytest.mark.parametrize("seen,past,growth", [(1000, 0, 2.0), (0, 1000, 0.5)])
def test_growth_stays_between_half_and_double(seen, past, growth):
    seen, past = Counter({OTHER: seen}), Counter({OTHER: past})

    expected = expected_from_history(seen, past, Counter({ONE: 10}), 200)

    assert expected[ONE] == pytest.approx(10 * growth)


@pytest.mark.parametrize("day,factor", [(-1, 5), (3, 5), (180, 0.23 / 0.77), (333, 0)])
def test_newcomers_never_seen_last_year_are_prolonged_at_most_five_times(day, factor):
    expected = expected_from_history(Counter({OTHER: 4}), Counter(), Counter({ONE: 1}), day)

    assert expected[OTHER] == pytest.approx(4 * factor, abs=0.05)


def test_arrivals_of_tomorrow_are_not_seen_today():
    history = arrivals(10, day=100, **PRIMARY)
    tomorrow = arrivals(10, day=51, **PRIMARY)

    today = tensions(history, tomorrow, PROGRAMMES, all_places(), 50)

    assert today == tensions(history, [], PROGRAMMES, all_places(), 50)


def test_a_first_year_expects_the_places_not_yet_demanded():
    seen = arrivals(30, day=2)

    expected = forecast([], seen, PROGRAMMES, all_places(), 5).expected

    assert sum(expected.values()) == pytest.approx(10 * len(IDS) - 30)


def test_a_first_year_expects_more_of_those_already_seen():
    calm = forecast([], [], PROGRAMMES, all_places(), 5).expected
    seen = forecast([], arrivals(20, day=2, **PRIMARY), PROGRAMMES, all_places(), 5).expected

    assert seen["lacle"] > calm["lacle"]


def test_nothing_is_expected_of_programmes_without_places():
    found = tensions([], [], PROGRAMMES, {}, 5)

    assert found == dict.fromkeys((p.id for p in PROGRAMMES), 0.0)


def test_criteria_that_name_no_class_and_no_prescriber_give_no_grid():
    free_for_all = [replace(PROGRAMMES[0], criteria=())]

    assert tensions([], [], free_for_all, {"afev": Places(10, 10)}, 5) == {"afev": 0.0}


def test_an_open_ended_programme_knows_no_tension():
    places = all_places() | {"lacle": Places(10, 0, open_ended=True)}

    found = forecast(arrivals(30, day=100, **PRIMARY), [], PROGRAMMES, places, 10)

    assert found.tension["lacle"] == 0.0
    assert found.expected["lacle"] > 0


def test_a_place_given_back_where_all_was_full_is_rare_at_once():
    history = arrivals(30, day=100, **PRIMARY)

    full = forecast(history, [], PROGRAMMES, all_places(lacle=0), 10)

    assert full.expected["lacle"] == pytest.approx(30)
    assert shortage_word(full.expected["lacle"] / 1) == "rare"


def test_people_are_shared_like_water_in_four_rounds():
    history = arrivals(30, day=100, kinds={"ecole_rep"}, level="CM1", age=9)

    expected = forecast(history, [], PROGRAMMES, all_places(afev=20, lacle=5), 10).expected

    # Each round moves a share half-way towards 1 / tension, normalised; equal at the start:
    # 15 and 15, then 19.5 and 10.5, then 19.99 and 10.01, and so on towards 20 and 10.
    assert expected["afev"] == pytest.approx(FOUR_ROUNDS, abs=1e-9)
    assert expected["lacle"] == pytest.approx(30 - FOUR_ROUNDS, abs=1e-9)


def test_an_empty_association_draws_no_more_than_fifty_times_as_much():
    history = arrivals(1, day=100, kinds={"ecole_rep"}, level="CM1", age=9)

    expected = forecast(history, [], PROGRAMMES, all_places(afev=200, lacle=5), 10).expected

    assert expected["afev"] == pytest.approx(FOUR_ROUNDS_OF_ONE, abs=1e-9)


def test_the_grid_of_the_brochure_weighs_as_much_as_twenty_young_people():
    elsewhere = arrivals(30, day=2, kinds={"mission_locale"}, level="BAC+5", age=30)
    only_one = [p for p in PROGRAMMES if p.id == "lacle"]

    expected = forecast([], elsewhere, only_one, {"lacle": Places(100, 100)}, 5).expected

    assert expected["lacle"] == pytest.approx((100 - 30) * 20 / (20 + 30))


def test_young_people_go_where_they_have_more_room():
    expected = forecast(
        arrivals(30, day=100), [], PROGRAMMES, all_places(afev=90, lacle=2), 10
    ).expected

    assert expected["afev"] > expected["lacle"]


@given(years, years, st.integers(0, 333), st.randoms())
def test_the_order_of_arrivals_and_programmes_changes_nothing(history, current, day, chance):
    before = tensions(history, current, PROGRAMMES, all_places(), day)

    chance.shuffle(history)
    chance.shuffle(current)

    assert tensions(history, current, PROGRAMMES[::-1], all_places(), day) == pytest.approx(before)


@given(years, years, st.integers(-5, 400))
def test_a_tension_is_never_negative(history, current, day):
    found = tensions(history, current, PROGRAMMES, all_places(lacle=0, afev=-2), day)

    assert set(found) == set(IDS)
    assert all(tension >= 0 for tension in found.values())


@pytest.mark.parametrize("day,share", [(-1, 0), (29, 0.17), (180, 0.77), (333, 1), (364, 1)])
def test_a_year_follows_its_monthly_weights(day, share):
    assert share_elapsed(day) == pytest.approx(share)


@pytest.mark.parametrize(
    "tension,word",
    [(0, "disponible"), (0.49, "disponible"), (0.5, "tendue"), (2, "tendue"), (2.01, "rare")],
)
def test_three_words_tell_a_tension(tension, word):
    assert shortage_word(tension) == word
