"""The period somebody asks for in the address of a page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.figures import Period
from app.reports.periods import list_months, list_years, month_label, read_period

TODAY = date(2026, 11, 27)
THIS_YEAR = Period(date(2026, 9, 1), TODAY)


def test_without_a_word_the_period_is_the_school_year_up_to_today():
    chosen = read_period({}, TODAY)

    assert chosen.period == THIS_YEAR
    assert chosen.label == "Année scolaire 2026-2027"
    assert chosen.query == {"periode": "annee", "annee": "2026"}


def test_a_school_year_that_is_over_is_whole():
    chosen = read_period({"periode": "annee", "annee": "2025"}, TODAY)

    assert chosen.period == Period(date(2025, 9, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    "month,last,label",
    [
        ("2026-10", date(2026, 10, 31), "Octobre 2026"),
        ("2024-2", date(2024, 2, 29), "Février 2024"),
        ("2026-11", TODAY, "Novembre 2026"),
    ],
)
def test_a_month_is_whole_unless_it_still_runs(month, last, label):
    chosen = read_period({"periode": "mois", "mois": month}, TODAY)

    assert chosen.period == Period(last.replace(day=1), last)
    assert chosen.label == label


@pytest.mark.parametrize(
    "start,end,label",
    [
        ("03/11/2026", "21-11-26", "Du 3 au 21\u00a0novembre 2026"),
        ("2026-10-01", "21112026", "Du 1er\u00a0octobre au 21\u00a0novembre 2026"),
        ("15 nov. 2026", "25 novembre 2026", "Du 15 au 25\u00a0novembre 2026"),
        ("12/12/2025", "2/1/2026", "Du 12\u00a0décembre 2025 au 2\u00a0janvier 2026"),
        ("3/11/2026", "3/11/2026", "Le 3\u00a0novembre 2026"),
    ],
)
def test_days_are_read_as_people_type_them(start, end, label):
    assert read_period({"periode": "perso", "du": start, "au": end}, TODAY).label == label


def test_a_date_alone_is_enough():
    assert read_period({"du": "3/11/2026"}, TODAY).period == Period(date(2026, 11, 3), TODAY)
    assert read_period({"au": "3/11/2026"}, TODAY).period.start == date(2026, 9, 1)
    assert read_period({"mois": "2026-10"}, TODAY).label == "Octobre 2026"


def test_a_period_never_ends_after_today():
    chosen = read_period({"du": "1/11/2026", "au": "1/6/2027"}, TODAY)

    assert chosen.period.end == TODAY
    assert chosen.unread == ()


@pytest.mark.parametrize(
    "asked,why",
    [
        ({"periode": "annee", "annee": "soixante"}, "n’existe pas"),
        ({"periode": "annee", "annee": "1826"}, "n’existe pas"),
        ({"periode": "annee", "annee": "2027"}, "n’a pas commencé"),
        ({"periode": "mois", "mois": "octobre"}, "Écrivez le mois"),
        ({"periode": "mois", "mois": "2026-13"}, "Écrivez le mois"),
        ({"periode": "mois", "mois": "2027-01"}, "n’a pas commencé"),
        ({"periode": "perso", "du": "31/02/2026"}, "n’est pas une date"),
        ({"periode": "perso", "du": "21/11/2026", "au": "3/11/2026"}, "finit avant"),
        ({"periode": "perso", "du": "3/12/2026", "au": "9/12/2026"}, "n’a pas commencé"),
        ({"periode": "perso", "du": "3/11/2024"}, "un an au plus"),
    ],
)
def test_what_cannot_be_read_falls_back_on_the_school_year_and_says_so(asked, why):
    chosen = read_period(asked, TODAY)

    assert chosen.period == THIS_YEAR
    assert why in chosen.unread[0]
    assert chosen.unread[0].endswith("voici l’année scolaire 2026-2027.")


def test_a_mistyped_date_is_not_lost():
    chosen = read_period({"periode": "perso", "du": "31/02/2026", "au": "3/11/2026"}, TODAY)

    assert chosen.kind == "perso"
    assert chosen.typed == {"du": "31/02/2026", "au": "3/11/2026"}


@given(
    kind=st.sampled_from(["annee", "mois", "perso", "", "autre"]),
    values=st.lists(
        st.one_of(st.text(max_size=12), st.dates().map(str), st.from_regex(r"[0-9]{4}-[0-9]{2}")),
        min_size=4,
        max_size=4,
    ),
    today=st.dates(date(2001, 1, 1), date(2100, 1, 1)),
)
def test_whatever_is_asked_the_address_of_a_period_asks_for_it_again(kind, values, today):
    asked = dict(zip(("annee", "mois", "du", "au"), values, strict=True)) | {"periode": kind}

    chosen = read_period(asked, today)

    assert chosen.period.start <= chosen.period.end <= today
    assert chosen.period.end - chosen.period.start < timedelta(days=366)
    assert read_period(chosen.query, today).period == chosen.period


def test_one_chooses_among_four_years_and_the_months_since_last_year():
    assert list_years(date(2026, 8, 31)) == [2025, 2024, 2023, 2022]
    months = list_months(TODAY)
    assert months[0] == date(2026, 11, 1)
    assert months[-1] == date(2025, 9, 1)
    assert month_label(months[1]) == "Octobre 2026"
