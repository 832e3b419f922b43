"""Which workbook an address asks for, and back."""

from datetime import date

import pytest

from app.reports.choices import Workbook, days_in_name, read_choice
from app.reports.figures import Period
from app.reports.periods import days_label

TODAY = date(2026, 11, 27)
RENTREE = date(2026, 9, 1)
LIST = {"statut": "proposee", "retard": "1", "association": "afev", "du": "04/09/2026"}


def test_an_address_that_asks_for_nothing_asks_for_the_committee_this_year():
    choice = read_choice({}, TODAY)

    assert choice.workbook is Workbook.COMMITTEE
    assert choice.period is not None
    assert choice.period.period == Period(RENTREE, TODAY)
    assert (choice.filters.since, choice.filters.until) == (RENTREE, TODAY)


def test_a_workbook_nobody_makes_is_the_committee_s():
    assert read_choice({"classeur": "tout"}, TODAY).workbook is Workbook.COMMITTEE


def test_the_filters_of_a_list_are_those_of_its_file():
    choice = read_choice({"classeur": "demandes", "recherche": "k" * 12, **LIST}, TODAY)

    assert choice.period is None
    assert choice.search_key == "k" * 12
    assert choice.filters.query == {**LIST, "du": "2026-09-04"}
    assert choice.query == {
        "classeur": "demandes",
        "recherche": "k" * 12,
        **LIST,
        "du": "2026-09-04",
    }


def test_a_period_gives_a_list_its_days():
    choice = read_choice({"classeur": "demandes", "mois": "2026-10", "statut": "retiree"}, TODAY)

    assert (choice.filters.since, choice.filters.until) == (date(2026, 10, 1), date(2026, 10, 31))
    assert choice.query == {
        "classeur": "demandes",
        "statut": "retiree",
        "periode": "mois",
        "mois": "2026-10",
    }


@pytest.mark.parametrize("workbook", Workbook)
def test_a_choice_asks_for_itself_again(workbook: Workbook):
    asked = {"classeur": workbook.value, "annee": "2025", "jour": "03/10/2026", **LIST}
    choice = read_choice(asked, TODAY)

    assert read_choice(choice.query, TODAY).query == choice.query
    assert read_choice(choice.query, TODAY).filters == choice.filters


@pytest.mark.parametrize(
    "workbook, kept",
    [
        ("comite", {}),
        ("places", {"association": "afev"}),
        ("delais", {"association": "afev"}),
        ("associations", {"association": "afev"}),
        ("etablissements", {"etablissement": "0593667R"}),
    ],
)
def test_a_filter_a_workbook_does_not_know_is_left_out(workbook, kept):
    asked = {"statut": "proposee", "association": "afev", "etablissement": "0593667R"}
    query = read_choice({"classeur": workbook, **asked}, TODAY).query

    assert {name: query[name] for name in asked if name in query} == kept


def test_places_are_those_of_a_past_day():
    asked = read_choice({"classeur": "places", "jour": "03/10/2026"}, TODAY)
    today = read_choice({"classeur": "places", "jour": "27/11/2026"}, TODAY)

    assert (asked.places_on, asked.faults) == (date(2026, 10, 3), ())
    assert (today.places_on, today.period) == (None, None)


@pytest.mark.parametrize("typed", ["31/02/2026", "hier", "28/11/2026", "03/10/1526"])
def test_a_day_that_is_none_or_not_yet_is_a_fault(typed):
    choice = read_choice({"classeur": "places", "jour": typed}, TODAY)

    assert choice.places_on is None
    assert len(choice.faults) == 1


def test_dates_nobody_can_read_are_faults():
    of_list = read_choice({"classeur": "demandes", "du": "le 3"}, TODAY)
    of_period = read_choice({"classeur": "delais", "du": "le 3"}, TODAY)

    assert len(of_list.faults) == len(of_period.faults) == 1
    assert "le 3" in of_list.faults[0]


def test_days_name_their_period():
    choice = read_choice({"classeur": "delais", "du": "03/11/2026", "au": "21/11/2026"}, TODAY)

    assert choice.period is not None
    assert choice.period.label == days_label(date(2026, 11, 3), date(2026, 11, 21))


@pytest.mark.parametrize(
    "asked,name",
    [
        ({"annee": "2025"}, "2025-2026"),
        ({"annee": "2026"}, "2026-2027-au-2026-11-27"),
        ({"mois": "2026-10"}, "2026-10"),
        ({"du": "3/11/2026", "au": "21/11/2026"}, "2026-11-03-au-2026-11-21"),
        ({"classeur": "places", "jour": "3/11/2026"}, "2026-11-03"),
        ({"classeur": "demandes"}, "2026-11-27"),
    ],
)
def test_the_name_of_a_file_says_its_days(asked, name):
    assert days_in_name(read_choice(asked, TODAY), TODAY) == name
