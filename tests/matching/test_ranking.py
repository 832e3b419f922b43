"""What is proposed first, and what is never proposed."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.matching import Places, Programme, eligibility, fit, rank
from tests.matching.builders import (
    BY_ID,
    IDS,
    PROGRAMMES,
    a_profile,
    all_places,
    places,
    profiles,
    tensions,
)


@given(profiles(), places(), tensions())
def test_an_excluded_or_full_association_is_never_proposed(profile, rooms, pulls):
    for offer in rank(profile, PROGRAMMES, rooms, pulls):
        room = rooms[offer.programme_id]

        assert room.open_ended or room.free > 0
        assert eligibility(profile, BY_ID[offer.programme_id]).status != "no"


@given(profiles(), places(), tensions())
def test_every_eligible_association_with_a_place_is_proposed(profile, rooms, pulls):
    offered = {offer.programme_id for offer in rank(profile, PROGRAMMES, rooms, pulls)}

    assert offered == {
        programme.id
        for programme in PROGRAMMES
        if (rooms[programme.id].open_ended or rooms[programme.id].free > 0)
        and eligibility(profile, programme).status != "no"
    }


@given(profiles(), places(), tensions())
def test_the_score_is_the_fit_less_the_tension(profile, rooms, pulls):
    offers = rank(profile, PROGRAMMES, rooms, pulls)

    for offer in offers:
        tension = pulls.get(offer.programme_id, 0.0)
        assert offer.fit == fit(profile, offer.programme)
        assert offer.score == offer.fit - 100 * min(3, tension)
    assert offers == sorted(offers, key=lambda o: (-round(o.score, 9), o.programme_id))


@given(profiles(), places(), tensions())
def test_the_order_of_the_programmes_changes_nothing(profile, rooms, pulls):
    backwards = list(reversed(PROGRAMMES))

    assert rank(profile, backwards, rooms, pulls) == rank(profile, PROGRAMMES, rooms, pulls)


@given(profiles())
def test_a_fit_is_between_0_and_100(profile):
    assert all(0 <= fit(profile, programme) <= 100 for programme in PROGRAMMES)


def test_an_association_much_awaited_by_others_comes_after():
    pulls = {"afev": 2.5, "proxite": 0.1}

    offers = rank(a_profile(), PROGRAMMES, all_places(), pulls)

    ids = [offer.programme_id for offer in offers]
    assert ids.index("afev") > ids.index("proxite")


def test_equal_scores_are_told_apart_by_id():
    twins = [replace(BY_ID["afev"], id=i) for i in ("b", "a")]
    rooms = {"a": Places(5, 5), "b": Places(5, 5)}

    offers = rank(a_profile(), twins, rooms, {})

    assert [offer.programme_id for offer in offers] == ["a", "b"]


def test_scores_that_differ_by_a_rounding_are_equal():
    twins = [replace(BY_ID["afev"], id=i) for i in ("b", "a")]
    rooms = {"a": Places(5, 5), "b": Places(5, 5)}

    offers = rank(a_profile(), twins, rooms, {"a": 0.9, "b": 0.3 + 0.6})

    assert offers[0].score < offers[1].score
    assert [offer.programme_id for offer in offers] == ["a", "b"]


def test_an_association_that_declined_is_not_proposed_again():
    offers = rank(a_profile(), PROGRAMMES, all_places(), {}, declined={"afev"})

    assert "afev" not in {offer.programme_id for offer in offers}


def test_a_programme_without_stated_places_is_not_proposed():
    offers = rank(a_profile(), PROGRAMMES, {"proxite": Places(30, 1)}, {})

    assert [offer.programme_id for offer in offers] == ["proxite"]


def test_an_open_ended_programme_has_room_beyond_its_places():
    rooms = {"afev": Places(stated=90, free=-4, open_ended=True)}

    assert [offer.programme_id for offer in rank(a_profile(), PROGRAMMES, rooms, {})] == ["afev"]


@pytest.mark.parametrize(
    "facts,points",
    [
        ({}, 45 + 20 + 15 + 8),
        ({"needs": {"scolaire", "orientation"}}, 22.5 + 20 + 15 + 8),
        ({"needs": ()}, 0 + 20 + 15 + 8),
        ({"wish": "afev"}, 45 + 20 + 15 + 20),
        ({"wish": "proxite"}, 45 + 20 + 15 + 0),
        ({"kinds": ()}, 45 + 10 + 15 + 8),
    ],
)
def test_a_fit_adds_needs_public_meetings_and_wish(facts, points):
    assert fit(a_profile(**facts), BY_ID["afev"]) == points


@pytest.mark.parametrize(
    "meeting,modes,points",
    [
        ("indifferent", {"presentiel"}, 15),
        ("presentiel", {"presentiel"}, 15),
        ("presentiel", {"distanciel"}, 0),
        ("distanciel", {"presentiel"}, 0),
        ("distanciel", {"presentiel", "distanciel"}, 15),
        ("distanciel_seul", {"distanciel"}, 15),
    ],
)
def test_meetings_count_when_they_suit(meeting, modes, points):
    programme = Programme("x", "X", modes=frozenset(modes))

    assert fit(a_profile(meeting=meeting), programme) == points + 10 + 8


def test_the_ten_associations_are_known():
    assert IDS == [
        "afev",
        "anaf",
        "article1",
        "cpossible",
        "cravate",
        "duo",
        "face",
        "lacle",
        "proxite",
        "telemaque",
    ]
