"""Programmes, people and scenarios for the tests of what-if."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from app.matching import Places, Profile
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.steering.outlook import Person
from app.steering.scenario import Change, Newcomer, Offered, Scenario, effective
from tests.matching.builders import BY_ID, IDS, PROGRAMMES, a_profile, profiles


def an_offered(slug: str = "afev", stated: int = 10, taken: int = 8, **facts: Any) -> Offered:
    """Return a programme of the brochure with places of its own."""
    is_open, open_ended = facts.get("is_open", True), facts.get("open_ended", False)
    free = stated - taken if is_open else 0
    places = Places(stated, free, open_ended and is_open)
    return Offered(BY_ID[slug], places, taken, open_ended, is_open)


def a_board(free: int = 0, **others: int) -> tuple[Offered, ...]:
    """Return the ten programmes, with as many free places each, except those named."""
    return tuple(an_offered(p.id, 10, 10 - others.get(p.id, free)) for p in PROGRAMMES)


def a_crowd(count: int, **facts: Any) -> list[Person]:
    """Return people who wait and are alike."""
    return [Person(a_profile(id=f"W{rank:03d}", **facts)) for rank in range(count)]


def boards() -> st.SearchStrategy[tuple[Offered, ...]]:
    """Any board: some programmes full, beyond their figure, closed or without limit."""
    one = st.tuples(st.integers(0, 4), st.integers(0, 5), st.booleans(), st.booleans())
    return st.fixed_dictionaries(dict.fromkeys(IDS, one)).map(
        lambda rooms: tuple(
            an_offered(i, stated, taken, open_ended=floor, is_open=not closed)
            for i, (stated, taken, floor, closed) in rooms.items()
        )
    )


def people(**fixed: Any) -> st.SearchStrategy[list[Person]]:
    """Any few people, waiting or expected, some of whom tried something."""
    tried = st.frozensets(st.sampled_from(IDS), max_size=2)
    one = st.builds(Person, profiles(**fixed), tried, st.booleans())
    return st.lists(one, max_size=7).map(
        lambda crowd: [
            replace(person, profile=replace(person.profile, id=f"W{rank:03d}"))
            for rank, person in enumerate(crowd)
        ]
    )


def changes() -> st.SearchStrategy[Change]:
    """Anything a form may ask of a programme."""
    codes = sorted({c.code for p in PROGRAMMES for c in p.criteria} - {"age"})
    return st.builds(
        Change,
        stated=st.none() | st.integers(0, 12),
        open_ended=st.sampled_from([None, True, False]),
        reopened=st.booleans(),
        lifted=st.frozensets(st.sampled_from(codes), max_size=3),
        youngest=st.none() | st.integers(3, 9),
        oldest=st.none() | st.integers(40, 60),
        needs=st.frozensets(st.sampled_from(OFFERED_NEEDS), max_size=2),
    )


def scenarios(board: tuple[Offered, ...]) -> st.SearchStrategy[Scenario]:
    """Any scenario a form of this board may ask, what changes nothing left out."""

    def tidy(tried: dict[str, Change], newcomer: Newcomer | None, expected: bool) -> Scenario:
        real = {one.slug: effective(tried[one.slug], one) for one in board if one.slug in tried}
        return Scenario({i: c for i, c in real.items() if c}, newcomer, expected)

    named = st.dictionaries(st.sampled_from(IDS), changes(), max_size=4)
    newcomer = st.none() | st.builds(
        Newcomer,
        name=st.sampled_from(["Un relais", "Nouvelle association"]),
        stated=st.integers(0, 5),
        model=st.sampled_from(IDS),
        open_ended=st.booleans(),
    )
    return st.builds(tidy, named, newcomer, st.booleans())


def profiles_of(crowd: list[Person]) -> list[Profile]:
    """Return the profiles of some people."""
    return [person.profile for person in crowd]
