"""Dates, names, numbers and words, as people type them."""

from datetime import date

import pytest

from app.referrals.dates import NoSuchDayError, UnreadableDateError, read_date
from app.referrals.texts import name_words, normalised_name, one_line, phone_digits, some_lines

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "27/03/2012",
        " 27/3/2012 ",
        "27-3-12",
        "27.03.12",
        "27 03 2012",
        "27032012",
        "270312",
        "2012-03-27",
        "2012/3/27",
    ],
)
def test_a_birth_date_is_read_however_it_is_typed(typed):
    assert read_date(typed, TODAY) == date(2012, 3, 27)


@pytest.mark.parametrize(
    "typed,day",
    [
        ("25 novembre 2026", date(2026, 11, 25)),
        ("15\u00a0nov. 2026", date(2026, 11, 15)),
        ("1er août 2026", date(2026, 8, 1)),
        ("3 FEVRIER 26", date(2026, 2, 3)),
        ("7-déc.-26", date(2026, 12, 7)),
        ("14 juil. 2026", date(2026, 7, 14)),
    ],
)
def test_a_date_written_out_is_read_as_we_write_it(typed, day):
    assert read_date(typed, date(2026, 12, 31)) == day


@pytest.mark.parametrize("typed", ["3 jui 2026", "3 brumaire 2026", "3 no 2026", "novembre 2026"])
def test_a_month_that_is_none_or_two_is_no_date(typed):
    with pytest.raises(UnreadableDateError) as refusal:
        read_date(typed, TODAY)

    assert not isinstance(refusal.value, NoSuchDayError)


def test_a_year_of_two_digits_is_never_to_come():
    assert read_date("01/01/26", TODAY) == date(2026, 1, 1)
    assert read_date("01/01/27", TODAY) == date(1927, 1, 1)


@pytest.mark.parametrize(
    "typed",
    ["", "demain", "31/02/2012", "2012", "27/13/2012", "00/00/0000", "٢٧/٠٣/٢٠١٢", "1" * 99],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed):
    with pytest.raises(UnreadableDateError):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "0639981234",
        "06 39 98 12 34",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34",
        "0033639981234",
        "06\u00a039\u00a098\u00a012\u00a034",
    ],
)
def test_a_number_is_ten_digits_however_it_is_typed(typed):
    assert phone_digits(typed) == "0639981234"


@pytest.mark.parametrize(
    "typed", ["", "06 39 98 12", "00 39 98 12 34", "appelez-moi", "٠٦٣٩٩٨١٢٣٤"]
)
def test_what_is_no_french_number_is_refused(typed):
    assert phone_digits(typed) is None


def test_a_name_is_looked_for_without_accent_hyphen_or_case():
    assert normalised_name("Jean-Éric", "D’Œuvre") == "d oeuvre jean eric"
    assert name_words("d'Œuvre") == name_words("D’OEUVRE")


def test_a_line_is_tidied_and_a_paragraph_keeps_its_lines():
    assert one_line("  E\u0301lodie \u00a0 Marie ") == "Élodie Marie"
    assert some_lines(" un\r\ndeux\rtrois ") == "un\ndeux\ntrois"
