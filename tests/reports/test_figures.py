"""The arithmetic of the dashboard."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports import figures
from app.reports.figures import Delay, Occupation, Period

TOUSSAINT = Period(date(2026, 10, 17), date(2026, 11, 1))


def places(stated: int, occupied: int, reserved: int = 0, **facts) -> Occupation:
    """Return the places of an association."""
    return Occupation("afev", "Afev", stated, facts.get("open_ended", False), occupied, reserved)


@pytest.mark.parametrize(
    "expected,word", [(0.0, "disponible"), (4.9, "disponible"), (5.0, "tendue"), (21.0, "rare")]
)
def test_a_place_is_rare_when_many_are_expected_for_it(expected, word):
    ten_left = replace(places(stated=30, occupied=15, reserved=5), expected=expected)

    assert ten_left.shortage == word


def test_a_full_association_has_no_place_to_be_rare():
    assert replace(places(stated=10, occupied=10), expected=40.0).shortage == "complet"


def test_a_closed_association_has_no_place_whatever_its_figure():
    closed = replace(places(stated=30, occupied=15, open_ended=True), is_open=False)

    assert (closed.free, closed.has_no_limit, closed.shortage) == (0, False, "fermée")
    assert figures.total([closed, places(stated=10, occupied=4)]).free == 6


def test_an_open_ended_programme_never_lacks_places():
    past_its_floor = places(stated=200, occupied=230, open_ended=True)

    assert replace(past_its_floor, expected=300.0).shortage == "disponible"


@given(days=st.lists(st.integers(0, 40), min_size=1))
def test_half_of_the_answers_took_no_more_than_the_median(days: list[int]):
    median = figures.median(Counter(days))

    assert sum(day <= median for day in days) * 2 >= len(days)
    assert sum(day >= median for day in days) * 2 >= len(days)


def test_the_median_of_an_even_number_of_answers_lies_between_the_two_middle_ones():
    assert figures.median({1: 2, 4: 2}) == 2.5
    assert figures.median({1: 2, 4: 3}) == 4


def test_nothing_has_no_median():
    assert figures.median({}) is None


def test_a_school_year_begins_on_the_first_of_september():
    assert figures.school_year_until(date(2026, 11, 23)).start == date(2026, 9, 1)
    assert figures.school_year_until(date(2027, 8, 31)).start == date(2026, 9, 1)
    assert figures.school_year_until(date(2027, 8, 31)).school_year == "2026-2027"


def test_weeks_begin_on_monday_and_cover_the_period():
    period = Period(date(2026, 9, 1), date(2026, 9, 14))

    assert figures.mondays(period) == [date(2026, 8, 31), date(2026, 9, 7), date(2026, 9, 14)]


def test_the_days_of_a_week_stay_within_the_period():
    period = Period(date(2026, 9, 1), date(2026, 9, 14))

    assert figures.week_within(date(2026, 8, 31), period).start == date(2026, 9, 1)
    assert figures.week_within(date(2026, 9, 14), period).end == date(2026, 9, 14)


@given(
    start=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    length=st.integers(min_value=0, max_value=365),
)
def test_every_day_of_a_period_is_in_one_week(start: date, length: int):
    period = Period(start, date.fromordinal(start.toordinal() + length))

    weeks = [figures.week_within(monday, period) for monday in figures.mondays(period)]

    days = sum((week.end - week.start).days + 1 for week in weeks)
    assert days == length + 1


@pytest.mark.parametrize(
    "monday, closed", [((10, 12), False), ((10, 19), True), ((10, 26), True), ((11, 2), False)]
)
def test_a_week_is_a_holiday_when_schools_close_three_days(monday, closed):
    assert figures.is_holiday_week(date(2026, *monday), [TOUSSAINT]) is closed


def test_fourteen_days_are_recent_today_counted():
    assert figures.first_recent_day(date(2026, 11, 23)) == date(2026, 11, 10)


def test_places_left_go_below_zero_but_free_ones_do_not():
    overfull = places(10, 11)

    assert (overfull.left, overfull.free, overfull.beyond) == (-1, 0, 1)
    assert places(10, 4, 1).free == 5


def test_places_beyond_take_nobodys_free_place():
    whole = figures.total([places(10, 11), places(30, 11, 2), places(200, 96, 8, open_ended=True)])

    assert (whole.stated, whole.occupied, whole.reserved, whole.free) == (240, 118, 10, 113)
    assert whole.open_ended


def test_above_a_figure_that_is_ou_plus_is_not_overfull():
    fuller, fullest = places(10, 11), places(10, 14)

    assert figures.overfull([fuller, places(5, 9, open_ended=True), fullest]) == [fullest, fuller]


def test_a_handful_of_answers_has_no_median():
    assert figures.delay("afev", "Afev", {2: 4}).median is None
    assert figures.delay("afev", "Afev", {2: 5}).median == 2


def test_all_answers_together_need_as_many_as_those_of_one_association():
    assert figures.median_of_enough({8: 3, 9: 1}) is None
    assert figures.median_of_enough({8: 3, 9: 2}) == 8


def test_an_answer_after_five_days_is_late():
    slow = figures.delay("afev", "Afev", {5: 2, 6: 4})

    assert (slow.answers, slow.median, slow.late, slow.in_time) == (6, 6, 4, False)
    assert figures.delay("afev", "Afev", {5: 6}).in_time


def test_too_few_answers_come_last():
    delays = [Delay("c", "C", 2, None, 0), Delay("b", "B", 9, 6, 5), Delay("a", "A", 9, 2, 0)]

    assert [delay.slug for delay in figures.quickest_first(delays)] == ["a", "b", "c"]
