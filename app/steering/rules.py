"""What a figure stated for places changes: pure."""

from dataclasses import dataclass

from app.capacity.rules import Count, Statement


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page of places is made from: the last line that states a figure, the last plan made.

    0 when there is none.
    """

    line: int = 0
    plan: int = 0

    def __str__(self) -> str:
        """As a form carries it."""
        return f"{self.line}-{self.plan}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What stating a figure does, in young people.

    `waiting` could go to that programme and wait; `served` are proposed at once, nobody when it is
    not `is_open`; `beyond` are more than the figure: they stay, and nobody new comes in until they
    are back under it.
    """

    before: Count
    after: Count
    waiting: int
    served: int
    is_open: bool = True

    @property
    def beyond(self) -> int:
        """Young people beyond the new figure."""
        return 0 if self.after.open_ended else self.after.beyond


def effect_of(places: Count, said: Statement, waiting: int, *, is_open: bool = True) -> Effect:
    """Return what stating a figure does now.

    Args:
        places: as they are.
        waiting: young people who wait for that programme.
        is_open: whether it takes anybody new.
    """
    after = Count(said.stated, places.taken, said.open_ended)
    room = waiting if said.open_ended else after.free
    served = min(room, waiting) if is_open else 0
    return Effect(places, after, waiting, served, is_open)
