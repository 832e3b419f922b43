"""A plan is the optimum: most people placed, then the best total fit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import Criterion, Places, Programme, fit, gather, plan
from app.matching.criteria import is_open
from app.matching.panel import group_by_fits
from tests.matching.builders import BY_ID, IDS, PROGRAMMES, a_profile, best_by_hand, profiles

crowds = st.lists(profiles(), max_size=5).map(
    lambda crowd: [replace(profile, id=f"p{rank}") for rank, profile in enumerate(crowd)]
)
rooms = st.fixed_dictionaries({programme_id: st.integers(-1, 2) for programme_id in IDS})
pupils = st.lists(
    st.sampled_from(["scolaire", "orientation", "insertion", "confiance"]), max_size=5
)


def places_of(free):
    return {programme_id: Places(max(0, count), count) for programme_id, count in free.items()}


def value(found, crowd):
    placed = [(p, found.placed[p.id]) for p in crowd if found.placed[p.id] is not None]
    return len(placed), round(sum(fit(p, BY_ID[i]) for p, i in placed), 6)


@given(crowds, rooms)
def test_a_plan_is_as_good_as_trying_everything(crowd, free):
    options = [{p.id: fit(who, p) for p in PROGRAMMES if is_open(who, p)} for who in crowd]

    found = plan(crowd, PROGRAMMES, places_of(free))

    assert value(found, crowd) == best_by_hand(options, free)


@given(pupils, st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
def test_a_plan_moves_people_to_make_room(needs, afev, lacle, proxite):
    crowd = [a_profile(id=f"p{rank}", needs={need}) for rank, need in enumerate(needs)]
    crowd += [a_profile(id="cm1", kinds={"ecole"}, level="CM1", age=9)]
    free = dict.fromkeys(IDS, 0) | {"afev": afev, "lacle": lacle, "proxite": proxite}

    found = plan(crowd, PROGRAMMES, places_of(free))

    options = [{p.id: fit(who, p) for p in PROGRAMMES if is_open(who, p)} for who in crowd]
    assert value(found, crowd) == best_by_hand(options, free)


@given(crowds, rooms)
def test_a_plan_places_nobody_where_excluded_or_beyond_the_places(crowd, free):
    found = plan(crowd, PROGRAMMES, places_of(free))

    chosen = [i for i in found.placed.values() if i is not None]
    assert all(chosen.count(i) <= max(0, free[i]) for i in chosen)
    assert all(is_open(p, BY_ID[i]) for p in crowd if (i := found.placed[p.id]) is not None)
    assert found.count == len(chosen)


@given(crowds, rooms, st.randoms())
def test_a_plan_does_not_depend_on_the_order(crowd, free, chance):
    found = plan(crowd, PROGRAMMES, places_of(free))

    chance.shuffle(crowd)

    assert plan(crowd, PROGRAMMES[::-1], places_of(free)) == found


@given(crowds, rooms)
def test_the_worth_of_a_place_is_who_it_would_place(crowd, free):
    found = plan(crowd, PROGRAMMES, places_of(free))

    for programme_id in IDS:
        one_more = {**free, programme_id: max(0, free[programme_id]) + 1}
        added = plan(crowd, PROGRAMMES, places_of(one_more)).count - found.count
        assert found.worth[programme_id] == added


def test_a_place_is_kept_for_the_one_who_has_no_other():
    crowd = [a_profile(id="5e"), a_profile(id="cm1", kinds={"ecole"}, level="CM1", age=9)]

    found = plan(crowd, PROGRAMMES, {"lacle": Places(1, 1), "proxite": Places(1, 1)})

    assert found.placed == {"5e": "proxite", "cm1": "lacle"}


def test_an_open_ended_programme_welcomes_everybody():
    crowd = [a_profile(id=f"p{rank}") for rank in range(5)]

    found = plan(crowd, PROGRAMMES, {"afev": Places(2, -1, open_ended=True)})

    assert set(found.placed.values()) == {"afev"}
    assert found.worth["afev"] == 0


def test_twin_programmes_share_their_people_by_places():
    twins = [replace(BY_ID["afev"], id=i) for i in ("one", "two", "wished")]
    crowd = [a_profile(id=f"p{rank}") for rank in range(4)] + [a_profile(id="q", wish="wished")]
    rooms = {"one": Places(1, 1), "two": Places(2, 2), "wished": Places(1, 1)}

    found = plan(crowd, twins, rooms)

    assert sorted(map(str, found.placed.values())) == ["None", "one", "two", "two", "wished"]
    assert found.placed["q"] == "wished"
    assert set(found.worth.values()) == {1.0}


def test_an_empty_list_is_planned():
    assert plan([], PROGRAMMES, {}).placed == {}


def test_a_long_list_of_publics_does_not_spill_over_the_next_association():
    always = (Criterion("fragilite_parcours"),)
    two = [Programme("a", "A", always * 16), Programme("b", "B", (*always, Criterion("qpv")))]
    crowd = [a_profile(qpv=True)]

    groups = group_by_fits(crowd, two)

    assert groups == {((0, fit(crowd[0], two[0])), (1, fit(crowd[0], two[1]))): ["p"]}


def test_two_people_with_the_same_id_are_refused_rather_than_lost():
    crowd = [a_profile(id="p1"), a_profile(id="p2"), a_profile(id="p1", level="CM1")]

    with pytest.raises(ValueError, match="profiles share an id: p1"):
        plan(crowd, PROGRAMMES, {})


def test_those_who_have_the_fewest_options_are_planned_first():
    crowd = [a_profile(id="5e"), a_profile(id="cm1", kinds={"ecole"}, level="CM1", age=9)]

    groups = group_by_fits(crowd, PROGRAMMES)

    assert list(groups.values()) == [["cm1"], ["5e"]]


refusals = st.dictionaries(
    st.sampled_from([f"p{rank}" for rank in range(5)]), st.frozensets(st.sampled_from(IDS))
)


@given(crowds, rooms, refusals)
def test_who_declined_is_no_option_any_more(crowd, free, declined):
    options = [
        {
            p.id: fit(w, p)
            for p in PROGRAMMES
            if is_open(w, p) and p.id not in declined.get(w.id, ())
        }
        for w in crowd
    ]

    found = plan(crowd, PROGRAMMES, places_of(free), declined=declined)

    assert value(found, crowd) == best_by_hand(options, free)
    assert all(found.placed[p.id] not in declined.get(p.id, ()) for p in crowd)


def test_a_twin_that_declined_somebody_is_told_apart():
    twins = [replace(BY_ID["afev"], id=i) for i in ("one", "two")]
    crowd = [a_profile(id="p0"), a_profile(id="p1")]
    rooms = {"one": Places(1, 1), "two": Places(1, 1)}

    found = plan(crowd, twins, rooms, declined={"p1": {"two", "gone"}})

    assert found.placed == {"p0": "two", "p1": "one"}


@given(crowds, rooms, st.frozensets(st.sampled_from([f"p{rank}" for rank in range(5)])))
def test_those_who_come_first_take_nobodys_place(crowd, free, first):
    anyhow = plan(crowd, PROGRAMMES, places_of(free))
    alone = plan([p for p in crowd if p.id in first], PROGRAMMES, places_of(free))

    found = plan(crowd, PROGRAMMES, places_of(free), first=first)

    assert (found.count, found.worth) == (anyhow.count, anyhow.worth)
    assert sum(found.placed[i] is not None for i in first & found.placed.keys()) == alone.count


@given(crowds, rooms, refusals)
def test_a_crowd_is_placed_as_a_plan_with_any_places(crowd, free, declined):
    gathered = gather(crowd, PROGRAMMES, declined)

    found = gathered.place(places_of(free))

    assert found == plan(crowd, PROGRAMMES, places_of(free), declined=declined)
    assert gathered.place({}).count == 0


@given(crowds, rooms, st.integers(0, 4))
def test_the_gain_of_more_places_is_the_plan_run_again(crowd, free, more):
    gathered, room = gather(crowd, PROGRAMMES), places_of(free)
    anyhow = gathered.place(room).count

    gains = gathered.gains(room, more)

    for slug in IDS:
        added = {**room, slug: Places(free[slug] + more, free[slug] + more)}
        assert gains[slug] == (plan(crowd, PROGRAMMES, added).count - anyhow,)


def test_more_places_of_a_programme_without_limit_bring_nobody():
    gathered = gather([a_profile()], PROGRAMMES)

    assert gathered.gains({"afev": Places(1, 0, open_ended=True)}, 1, 5)["afev"] == (0, 0)
    assert gathered.gains({}, 1, 5)["afev"] == (1, 1)


@given(crowds, refusals)
def test_the_options_of_a_crowd_are_the_programmes_open_to_each(crowd, declined):
    options = gather(crowd, PROGRAMMES, declined).options()

    assert {i: set(open_to) for i, open_to in options.items()} == {
        p.id: {o.id for o in PROGRAMMES if is_open(p, o)} - declined.get(p.id, frozenset())
        for p in crowd
    }
