"""What a manager tries: other places, other criteria, a new programme. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.matching import Criterion, Places, Programme

NEWCOMER = "_nouveau"
"""The id of the programme that does not exist yet: no slug begins so."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme as it is today.

    Args:
        places: what the engine reads; nothing is free when the programme is closed.
        taken: places held. The young people who hold them keep them, whatever is tried.
        open_ended: whether the stated figure is a floor, even while closed.
    """

    programme: Programme
    places: Places
    taken: int
    open_ended: bool = False
    is_open: bool = True

    @property
    def slug(self) -> str:
        """The id of the programme."""
        return self.programme.id


@dataclass(frozen=True, slots=True)
class Change:
    """What is tried on one programme; None, or nothing, leaves it as it is.

    Args:
        stated: places stated.
        open_ended: whether the figure is a floor.
        reopened: whether a closed programme takes young people again.
        lifted: codes of the criteria it no longer asks for.
        youngest: the youngest age it accepts.
        oldest: the oldest one.
        needs: needs it covers as well.
    """

    stated: int | None = None
    open_ended: bool | None = None
    reopened: bool = False
    lifted: frozenset[str] = frozenset()
    youngest: int | None = None
    oldest: int | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A programme that does not exist yet.

    Args:
        model: the id of the programme whose criteria, needs and meetings it takes.
        change: how it differs from its model; its places are `stated`.
    """

    name: str
    stated: int
    model: str
    open_ended: bool = False
    change: Change = Change()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that is tried together, and whether those still expected count too."""

    changes: Mapping[str, Change] = field(default_factory=dict)
    newcomer: Newcomer | None = None
    with_expected: bool = False

    @property
    def is_identity(self) -> bool:
        """Whether nothing is tried."""
        return not self.changes and self.newcomer is None


@dataclass(frozen=True, slots=True)
class World:
    """Programmes and their places, as `plan` reads them."""

    programmes: tuple[Programme, ...]
    places: Mapping[str, Places]


def world_of(offered: Iterable[Offered]) -> World:
    """Return the programmes and places as they are."""
    board = tuple(offered)
    return World(tuple(o.programme for o in board), {o.slug: o.places for o in board})


def apply(scenario: Scenario, offered: Iterable[Offered]) -> World:
    """Return the programmes and places once a scenario is true.

    A programme the scenario does not name is left as it is; a newcomer whose model is not offered
    is left out.
    """
    board = {one.slug: one for one in offered}
    programmes, places = [], {}
    for slug, one in board.items():
        change = scenario.changes.get(slug)
        programmes.append(reshape(one.programme, change) if change else one.programme)
        places[slug] = restate(one, change) if change else one.places
    new = scenario.newcomer
    if new is not None and new.model in board:
        shaped = reshape(board[new.model].programme, new.change)
        programmes.append(replace(shaped, id=NEWCOMER, name=new.name))
        places[NEWCOMER] = Places(new.stated, new.stated, new.open_ended)
    return World(tuple(programmes), places)


def restate(offered: Offered, change: Change) -> Places:
    """Return the places of a programme once changed: what is taken stays taken."""
    stated = offered.places.stated if change.stated is None else change.stated
    open_ended = offered.open_ended if change.open_ended is None else change.open_ended
    if not (offered.is_open or change.reopened):
        return Places(stated=stated, free=0)
    return Places(stated=stated, free=stated - offered.taken, open_ended=open_ended)


def reshape(programme: Programme, change: Change) -> Programme:
    """Return a programme with other criteria: some lifted, other ages, needs added."""
    kept = [criterion for criterion in programme.criteria if criterion.code not in change.lifted]
    if (change.youngest, change.oldest) != (None, None):
        low, high = ages_of(programme)
        low = low if change.youngest is None else change.youngest
        high = high if change.oldest is None else change.oldest
        age = Criterion("age", low=low, high=high)
        kept = [age, *(criterion for criterion in kept if criterion.code != "age")]
    return replace(programme, criteria=tuple(kept), needs=programme.needs | change.needs)


def ages_of(programme: Programme) -> tuple[int | None, int | None]:
    """Return the youngest and the oldest age a programme accepts, None where it says nothing."""
    age = next((c for c in programme.criteria if c.code == "age"), None)
    return (None, None) if age is None else (age.low, age.high)


def effective(change: Change, offered: Offered) -> Change | None:
    """Return a change without what is so already; None when nothing is left of it."""
    shaped = effective_shape(change, offered.programme)
    same_places = change.stated == offered.places.stated
    same_floor = change.open_ended == offered.open_ended
    left = replace(
        shaped,
        stated=None if same_places else change.stated,
        open_ended=None if same_floor else change.open_ended,
        reopened=change.reopened and not offered.is_open,
    )
    return None if left == Change() else left


def effective_shape(change: Change, programme: Programme) -> Change:
    """Return a change of criteria without what a programme already is."""
    low, high = ages_of(programme)
    return replace(
        change,
        lifted=change.lifted & {criterion.code for criterion in programme.criteria},
        youngest=None if change.youngest == low else change.youngest,
        oldest=None if change.oldest == high else change.oldest,
        needs=change.needs - programme.needs,
    )
