"""Who stays without a place, why, and what they have in common."""

import pytest
from hypothesis import given

from app.matching import eligibility
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.steering.outlook import Person, compare
from app.steering.radar import TRIED, Barrier, Pattern, obstacles_of, origin_of, scan
from app.steering.scenario import world_of
from tests.matching.builders import BY_ID, PROGRAMMES, a_profile
from tests.steering.builders import a_board, a_crowd, boards, people

LEFT_OUT = {"kinds": {"maison_emploi"}, "level": "CM1", "age": 9}


def radar_of(crowd, board):
    """Return the radar of a crowd when nothing is tried."""
    world = world_of(board)
    return scan(compare(crowd, world, world), world.programmes, OFFERED_NEEDS)


@given(boards(), people())
def test_those_without_a_place_are_sorted_as_their_criteria_say(board, crowd):
    world = world_of(board)
    outlook = compare(crowd, world, world)

    radar = scan(outlook, world.programmes, OFFERED_NEEDS)

    left = [p for p in crowd if outlook.after.placed[p.profile.id] is None]
    barred = [p for p in left if not open_to(p)]
    assert sum(radar.excluded.values()) == len(barred)
    assert sum(radar.short.values()) == len(left) - len(barred)
    assert sum(radar.could_go.values()) == sum(len(open_to(person)) for person in left)


def open_to(person):
    """Return the programmes that could welcome somebody, by the words of the rules."""
    answers = {p.id: eligibility(person.profile, p).status for p in PROGRAMMES}
    return {i for i, status in answers.items() if status != "no"} - person.tried


@given(people())
def test_an_obstacle_is_a_criterion_that_says_no(crowd):
    for person in crowd:
        for programme in PROGRAMMES:
            verdicts = eligibility(person.profile, programme).verdicts
            no = {v.criterion for v in verdicts if v.required and v.status == "no"}
            assert obstacles_of(person.profile, programme) == no


def test_somebody_everybody_declined_is_kept_out_by_that_only():
    asked = Person(a_profile(), frozenset(p.id for p in PROGRAMMES))

    radar = radar_of([asked], a_board(free=3))

    assert (radar.excluded, radar.short) == ({"college": 1}, {})
    assert Barrier("afev", frozenset({TRIED}), None) in radar.barriers


def test_the_fewest_obstacles_for_the_most_people_come_first():
    radar = radar_of(a_crowd(6, **LEFT_OUT), a_board(free=3))

    scores = [(barrier.count or 0) / len(barrier.obstacles) for barrier in radar.barriers]
    assert scores == sorted(scores, reverse=True)
    assert {barrier.slug for barrier in radar.barriers} == set(BY_ID)


@given(boards(), people())
def test_the_barriers_of_a_programme_do_not_tell_a_small_one(board, crowd):
    radar = radar_of(crowd, board)

    for slug in {barrier.slug for barrier in radar.barriers}:
        counts = [barrier.count for barrier in radar.barriers if barrier.slug == slug]
        left = sum(radar.excluded.values()) - sum(count or 0 for count in counts)
        assert not any(count is not None and 0 < count < 5 for count in counts)
        assert not (counts.count(None) == 1 and len(counts) > 1 and left < 5)


def test_enough_people_alike_are_a_pattern():
    crowd = a_crowd(6, qpv=True)

    radar = radar_of(crowd, a_board())

    assert radar.patterns == (Pattern("college", "scolaire", True, "priority", 6),)
    assert radar.by_need.cells["scolaire", "college"] == 6
    assert radar.by_origin.cells["priority", True] == 6


def test_a_few_people_alike_are_no_pattern():
    radar = radar_of(a_crowd(4, qpv=True), a_board())

    assert radar.patterns == ()
    assert radar.by_need.cells["scolaire", "college"] is None


def test_two_patterns_do_not_give_back_a_small_one():
    crowd = [*a_crowd(6, qpv=True), Person(a_profile(id="X", qpv=False))]

    assert radar_of(crowd, a_board()).patterns == ()


@pytest.mark.parametrize(
    "kinds,origin",
    [
        ({"college_rep_plus"}, "priority"),
        ({"ase", "lycee_rep"}, "priority"),
        ({"ase", "lycee_pro"}, "school"),
        ({"etab_superieur"}, "higher"),
        ({"mission_locale"}, "work"),
        ({"centre_social"}, "others"),
        ({"ase", "pjj"}, "authorised"),
        (set(), "others"),
    ],
)
def test_a_school_is_told_rather_than_a_sensitive_service(kinds, origin):
    assert origin_of(kinds) == origin
