"""Before and after: who could be placed, today and once a scenario is true. Pure arithmetic."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.matching import Crowd, Places, Plan, Profile, gather
from app.matching.vocabulary import STAGES, stage_of
from app.steering.scenario import World

MORE = 5
"""How many more places at once are tried on each programme, after one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to place: waiting now, or still expected.

    Args:
        tried: programmes that will not be asked again.
    """

    profile: Profile
    tried: frozenset[str] = frozenset()
    is_expected: bool = False

    @property
    def stage(self) -> str:
        """The stage of the way, a key of `STAGES`; without a class, somebody is out of school."""
        return stage_of(self.profile.level) or "vie_active"


@dataclass(frozen=True, slots=True)
class Gain:
    """How many more people one more place would place, and five more."""

    one: int = 0
    five: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """The best placement of the same people before and after.

    Args:
        options: the programmes that could welcome each of them once the scenario is true, places
            aside, by profile id.
        gains: what more places would bring once the scenario is true, per programme id; None where
            places are without limit.
    """

    people: tuple[Person, ...]
    before: Plan
    after: Plan
    options: Mapping[str, tuple[str, ...]]
    gains: Mapping[str, Gain | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """Some people: how many, how many of them placed before, after, and who changes.

    Args:
        gained: not placed before, placed after.
        lost: placed before, no longer after.
    """

    total: int = 0
    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0

    @property
    def difference(self) -> int:
        """How many more are placed after; below zero when there are fewer."""
        return self.after - self.before


def compare(people: Sequence[Person], before: World, after: World) -> Outlook:
    """Place the same people before and after, and measure what more places would bring.

    Those who wait now are placed before those still expected. A gain is what `plan` run again
    with the places added would place: the same count, from the flow already found.
    """
    crowd = _gather(people, before)
    placed_before = placed_after = crowd.place(before.places)
    if after != before:
        crowd = crowd if after.programmes == before.programmes else _gather(people, after)
        placed_after = crowd.place(after.places)
    gains = gains_of(crowd, after.places)
    return Outlook(tuple(people), placed_before, placed_after, crowd.options(), gains)


def _gather(people: Sequence[Person], world: World) -> Crowd:
    tried = {person.profile.id: person.tried for person in people if person.tried}
    waiting = [person.profile.id for person in people if not person.is_expected]
    profiles = (person.profile for person in people)
    return gather(profiles, world.programmes, tried, waiting)


def gains_of(crowd: Crowd, places: Mapping[str, Places]) -> dict[str, Gain | None]:
    """Return what one and five more places of each programme would bring; None without limit."""
    gains = crowd.gains(places, 1, MORE)
    return {slug: None if room.open_ended else Gain(*gains[slug]) for slug, room in places.items()}


def tally(outlook: Outlook, people: Iterable[Person]) -> Tally:
    """Count some of the people of an outlook."""
    ids = [person.profile.id for person in people]
    before = {one for one in ids if outlook.before.placed[one] is not None}
    after = {one for one in ids if outlook.after.placed[one] is not None}
    return Tally(len(ids), len(before), len(after), len(after - before), len(before - after))


def tally_by_stage(outlook: Outlook) -> dict[str, tuple[Tally, Tally]]:
    """Count each stage: those who wait, then those expected; stages nobody is at are left out."""
    groups: dict[tuple[str, bool], list[Person]] = {}
    for person in outlook.people:
        groups.setdefault((person.stage, person.is_expected), []).append(person)
    reached = {stage for stage, _ in groups}
    return {
        stage: (
            tally(outlook, groups.get((stage, False), ())),
            tally(outlook, groups.get((stage, True), ())),
        )
        for stage in STAGES
        if stage in reached
    }


def placed_per_programme(plan: Plan) -> Counter[str]:
    """Count the people a plan places in each programme."""
    return Counter(slug for slug in plan.placed.values() if slug is not None)


def with_a_need_met(outlook: Outlook, plan: Plan, world: World) -> int:
    """Count the people placed where one at least of their needs is covered."""
    needs = {programme.id: programme.needs for programme in world.programmes}
    return sum(
        bool(person.profile.needs & needs[slug])
        for person in outlook.people
        if (slug := plan.placed[person.profile.id]) is not None
    )
