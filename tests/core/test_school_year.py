"""A school year runs from 1 September to 31 August."""

from datetime import date

from app.core.school_year import day_of_year, previous_start, school_year_start


def test_november_belongs_to_the_year_that_began_in_september():
    assert school_year_start(date(2026, 11, 23)) == date(2026, 9, 1)


def test_august_still_belongs_to_the_year_before():
    assert school_year_start(date(2026, 8, 31)) == date(2025, 9, 1)


def test_the_first_of_september_is_day_0():
    assert day_of_year(date(2026, 9, 1)) == 0


def test_the_year_before_begins_a_year_earlier():
    assert previous_start(date(2026, 9, 1)) == date(2025, 9, 1)
