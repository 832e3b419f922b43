"""Ways of choosing an association, and the year each of them makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from app.matching import (
    Arrival,
    Offer,
    Places,
    Profile,
    Programme,
    eligibility,
    plan,
    rank,
    tensions,
)
from app.matching.flow import NOWHERE, Group, solve
from app.matching.panel import group_by_fits
from app.matching.vocabulary import stage_of

Choice = Callable[[Profile, Mapping[str, Places], int], str | None]


@dataclass(slots=True)
class Year:
    """What a policy made of a year.

    Args:
        placed: programme of each profile id, None when there was no place for it.
        faults: proposals that were not eligible or had no place; must stay at zero.
    """

    placed: dict[str, str | None] = field(default_factory=dict)
    faults: int = 0

    @property
    def count(self) -> int:
        """How many were placed."""
        return sum(programme_id is not None for programme_id in self.placed.values())


def run_year(arrivals: Sequence[Arrival], programmes: Sequence[Programme], choose: Choice) -> Year:
    """Let a policy place each arrival in turn; every proposal is accepted."""
    places = stated_places(programmes)
    by_id = {programme.id: programme for programme in programmes}
    year = Year()
    for arrival in arrivals:
        chosen = choose(arrival.profile, places, arrival.day)
        year.placed[arrival.profile.id] = chosen
        if chosen is None:
            continue
        room = places[chosen]
        excluded = eligibility(arrival.profile, by_id[chosen]).status == "no"
        year.faults += excluded or not room.any_left
        places[chosen] = replace(room, free=room.free - 1)
    return year


def stated_places(programmes: Sequence[Programme]) -> dict[str, Places]:
    """Return the places of the brochure; Article 1 is held at its 200, as a hard case."""
    return {p.id: Places(p.capacity, p.capacity) for p in programmes}


def random_eligible(programmes: Sequence[Programme], seed: int) -> Choice:
    """Choose any eligible association with a place."""
    chance = Random(seed)

    def choose(profile: Profile, places: Mapping[str, Places], _day: int) -> str | None:
        offers = rank(profile, programmes, places, {})
        return chance.choice(offers).programme_id if offers else None

    return choose


def best_fit(programmes: Sequence[Programme]) -> Choice:
    """Choose the best fit among those with a place."""

    def choose(profile: Profile, places: Mapping[str, Places], _day: int) -> str | None:
        return _first(rank(profile, programmes, places, {}))

    return choose


def most_remaining_share(programmes: Sequence[Programme]) -> Choice:
    """Choose the association with the largest share of its places still free."""

    def choose(profile: Profile, places: Mapping[str, Places], _day: int) -> str | None:
        offers = rank(profile, programmes, places, {})
        return _first(sorted(offers, key=lambda o: (-o.places.free / o.places.stated, -o.fit)))

    return choose


def by_tension(
    programmes: Sequence[Programme], history: Sequence[Arrival], arrivals: Sequence[Arrival]
) -> Choice:
    """Choose as Navette does; the tensions are those of the night before."""
    nights: dict[int, dict[str, float]] = {}

    def choose(profile: Profile, places: Mapping[str, Places], day: int) -> str | None:
        if day not in nights:
            seen = [arrival for arrival in arrivals if arrival.day < day]
            nights[day] = tensions(history, seen, programmes, places, day - 1)
        return _first(rank(profile, programmes, places, nights[day]))

    return choose


def perfect_foresight(arrivals: Sequence[Arrival], programmes: Sequence[Programme]) -> Year:
    """Return the year somebody who knew every arrival in advance would make."""
    people = [arrival.profile for arrival in arrivals]
    return Year(plan(people, programmes, stated_places(programmes)).placed)


def _first(offers: Sequence[Offer]) -> str | None:
    return offers[0].programme_id if offers else None


def by_exact_prices(programmes: Sequence[Programme], arrivals: Sequence[Arrival]) -> Choice:
    """Choose the best fit less the exact price of its places, known from the whole year.

    No policy without the future can do this; it shows what is out of reach of any order of
    arrival, for the smallest groups first of all.
    """
    ordered = sorted(programmes, key=lambda programme: programme.id)
    people = group_by_fits([arrival.profile for arrival in arrivals], ordered)
    groups = [Group(len(i), {n: _points(f) for n, f in fits}) for fits, i in people.items()]
    prices = solve(groups, [programme.capacity for programme in ordered]).prices
    price_of = {programme.id: prices[index] for index, programme in enumerate(ordered)}

    def choose(profile: Profile, places: Mapping[str, Places], _day: int) -> str | None:
        offers = rank(profile, programmes, places, {})
        return _first(sorted(offers, key=lambda o: price_of[o.programme_id] - _points(o.fit)))

    return choose


def pupils_at_best(
    arrivals: Sequence[Arrival], programmes: Sequence[Programme], stage: str, *, bonus: int
) -> int:
    """Count who is placed of a stage, in the list that places most people in all.

    Args:
        bonus: points of placing one of the stage; so many, or so many less than none, that fits
            only tell apart the lists that place as many of them.
    """
    ordered = sorted(programmes, key=lambda programme: programme.id)
    groups, inside = [], []
    for wanted in (True, False):
        people = [a.profile for a in arrivals if (stage_of(a.profile.level) == stage) is wanted]
        for fits, ids in group_by_fits(people, ordered).items():
            points = {n: _points(fit) + bonus * wanted for n, fit in fits}
            groups.append(Group(len(ids), points))
            inside.append(wanted)
    at = solve(groups, [programme.capacity for programme in ordered]).at
    placed = [(group, n) for i, here in at.items() if i != NOWHERE for group, n in here.items()]
    return sum(count for group, count in placed if inside[group])


def _points(fit: float) -> int:
    return round(fit * 10**6)
