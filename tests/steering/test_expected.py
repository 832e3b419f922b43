"""Those still expected become people, as many as the forecast counts, always the same."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.matching import forecast
from app.matching.criteria import signature_reader
from app.referrals.typical_year import typical_arrivals
from app.steering.expected import expected_profiles, whole_counts
from tests.matching.builders import PROGRAMMES, all_places, arrivals

NOVEMBER = 80


def test_as_many_are_expected_as_the_nightly_forecast_says():
    history, current = typical_arrivals(), typical_arrivals()[:120]

    people = expected_profiles(history, current, PROGRAMMES, NOVEMBER)

    told = forecast(history, current, PROGRAMMES, all_places(), NOVEMBER)
    somewhere = [p for p in people if signature_reader(PROGRAMMES)(p)]
    assert abs(len(somewhere) - sum(told.expected.values())) < 1


def test_those_expected_are_like_those_who_came_after_the_same_date():
    history = typical_arrivals()
    after = [arrival.profile for arrival in history if arrival.day > NOVEMBER]

    people = expected_profiles(history, [], PROGRAMMES, NOVEMBER)

    facts = {(p.kinds, p.level, p.age, p.needs) for p in after}
    assert people
    assert {(p.kinds, p.level, p.age, p.needs) for p in people} <= facts


def test_the_same_people_are_expected_whatever_the_order_they_are_read_in():
    history = typical_arrivals()

    people = expected_profiles(history, [], PROGRAMMES, NOVEMBER)

    assert expected_profiles(history[::-1], [], PROGRAMMES, NOVEMBER) == people
    assert len({person.id for person in people}) == len(people)


def test_what_last_year_never_saw_is_expected_from_what_this_year_shows():
    history = arrivals(4, day=150, level="CM1", kinds={"ecole"}, age=9)
    current = arrivals(6, day=20, level="BAC+2", kinds={"etab_superieur"}, age=20)

    people = expected_profiles(history, current, PROGRAMMES, NOVEMBER)

    levels = Counter(person.level for person in people)
    assert set(levels) == {"CM1", "BAC+2"}


def test_nobody_is_expected_after_the_last_arrival():
    history = arrivals(4, day=20)

    assert expected_profiles(history, arrivals(4, day=20), PROGRAMMES, 333) == []


counts = st.dictionaries(
    st.frozensets(st.sampled_from("abcd")), st.floats(0, 30, allow_nan=False), max_size=6
)


@given(counts)
def test_whole_counts_keep_the_sum_and_move_each_by_less_than_one(coming):
    whole = whole_counts(coming)

    assert sum(whole.values()) == round(sum(coming.values()))
    assert all(abs(whole[key] - coming[key]) <= 1 for key in coming)
