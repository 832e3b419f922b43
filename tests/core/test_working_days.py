"""Deadlines count working days of France."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def test_a_saturday_is_not_a_working_day():
    assert not is_working_day(date(2026, 11, 21))


def test_armistice_day_is_not_a_working_day():
    assert not is_working_day(date(2026, 11, 11))


def test_easter_monday_is_computed():
    assert not is_working_day(date(2027, 3, 29))


def test_ten_working_days_from_a_monday_end_two_weeks_later():
    assert add_working_days(date(2026, 11, 23), 10) == date(2026, 12, 7)


def test_a_holiday_pushes_the_deadline():
    assert add_working_days(date(2026, 11, 9), 3) == date(2026, 11, 13)


def test_no_working_day_separates_a_friday_from_the_sunday_after():
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 22)) == 0


def test_time_does_not_run_backwards():
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 20)) == 0


@given(DAYS, st.integers(0, 40))
def test_counting_back_what_was_added_gives_the_same_number(start, count):
    end = add_working_days(start, count)

    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)
    assert end - start <= timedelta(days=2 * count + 12)
