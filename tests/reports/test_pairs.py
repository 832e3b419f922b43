"""What is counted of pairs: when they begin, last, break; a relay; both ends of a period."""

from dataclasses import replace
from datetime import date

import pytest

from app.reports import pairs
from app.reports.figures import Period
from app.reports.pairs import Ending, Measure, Pair

YEAR = Period(date(2026, 9, 1), date(2026, 11, 27))
MET = Pair(
    programme="afev",
    person=1,
    stage="college",
    qpv=True,
    needs=("scolaire",),
    school="Collège",
    network="rep_plus",
    origin="colleges",
    is_sensitive=False,
    is_vocational=False,
    left_school=False,
    submitted_on=date(2026, 9, 7),
    start=date(2026, 9, 21),
)


def counted(**facts) -> set[Measure]:
    """Return the measures that count a pair in the school year so far."""
    return {measure for measure, holds in pairs.TESTS.items() if holds(replace(MET, **facts), YEAR)}


@pytest.mark.parametrize(
    "start,measures",
    [
        (date(2026, 8, 31), {Measure.ACTIVE}),
        (date(2026, 9, 1), {Measure.ACTIVE, Measure.STARTED}),
        (date(2026, 11, 27), {Measure.ACTIVE, Measure.STARTED}),
        (date(2026, 11, 28), set()),
    ],
)
def test_a_pair_begins_the_day_of_its_first_meeting(start, measures):
    assert counted(start=start) == measures


@pytest.mark.parametrize(
    "end,measures",
    [
        (date(2026, 8, 31), set()),
        (date(2026, 9, 1), {Measure.ACTIVE, Measure.ENDED}),
        (date(2026, 11, 27), {Measure.ACTIVE, Measure.ENDED}),
        (date(2026, 11, 28), {Measure.ACTIVE}),
    ],
)
def test_a_pair_ends_the_day_it_is_told_and_not_after_the_period(end, measures):
    start = date(2026, 8, 20)

    assert counted(start=start, end=end, ending=Ending.TERM) == measures


def test_six_months_are_counted_to_the_day():
    ended = {"end": date(2026, 9, 20), "ending": Ending.TERM}

    assert Measure.LONG in counted(start=date(2026, 3, 20), **ended)
    assert Measure.LONG not in counted(start=date(2026, 3, 21), **ended)


def test_a_pair_that_goes_on_has_lasted_until_the_end_of_the_period():
    assert Measure.LONG in counted(start=date(2026, 5, 27))
    assert Measure.LONG not in counted(start=date(2026, 5, 28))


@pytest.mark.parametrize(
    "ending,is_broken",
    [
        (Ending.YOUNG_SIDE, True),
        (Ending.MENTOR_SIDE, True),
        (Ending.OTHER, True),
        (Ending.RELAY, False),
        (Ending.OBJECTIVES, False),
        (Ending.TERM, False),
    ],
)
def test_only_what_stops_before_six_months_is_broken(ending, is_broken):
    measures = counted(end=date(2026, 11, 2), ending=ending)

    assert (Measure.BROKEN in measures) is is_broken


def test_what_stops_after_six_months_is_not_broken():
    measures = counted(start=date(2026, 3, 2), end=date(2026, 11, 2), ending=Ending.YOUNG_SIDE)

    assert measures == {Measure.ACTIVE, Measure.ENDED, Measure.LONG}


def test_one_does_not_know_whether_a_young_pair_or_a_relay_will_last():
    relay = replace(MET, end=date(2026, 10, 5), ending=Ending.RELAY)
    ended = replace(relay, ending=Ending.OBJECTIVES)

    assert [pairs.is_judged(pair, YEAR) for pair in (MET, relay, ended)] == [False, False, True]


def test_a_pair_that_stopped_before_its_first_meeting_is_none():
    assert counted(end=date(2026, 9, 20), ending=Ending.YOUNG_SIDE) == set()


def test_a_young_person_with_two_pairs_is_one_mentored():
    two = [MET, replace(MET, programme="lacle")]

    assert pairs.count_people([*two, replace(MET, person=2)], YEAR) == 2
    assert pairs.count_people([replace(MET, start=date(2026, 12, 1))], YEAR) == 0


def test_the_wait_counts_working_days_to_the_first_meeting_of_a_referral():
    across_toussaint = replace(
        MET, submitted_on=date(2026, 10, 30), start=date(2026, 11, 12), is_first=True
    )  # a weekend, 11 November: 8 working days
    second = replace(MET, is_first=False)

    assert pairs.waits([MET, across_toussaint, second], YEAR) == [10, 8]
    assert pairs.waits([replace(MET, start=date(2026, 8, 3))], YEAR) == []


def test_pairs_are_counted_by_how_they_ended():
    ended = replace(MET, end=date(2026, 11, 2), ending=Ending.RELAY)

    assert pairs.endings([MET, ended], YEAR) == {Ending.RELAY: 1}
