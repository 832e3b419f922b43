"""What a place is: pure."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """Why the ledger moved. A place is reserved once and released once per assignment."""

    STATED = "stated"
    MOVED = "moved"
    RESERVED = "reserved"
    RELEASED = "released"
    CLOSED = "closed"
    OPENED = "opened"


class PlanState(StrEnum):
    """What became of a figure stated for a day to come."""

    PLANNED = "planned"
    APPLIED = "applied"
    CANCELLED = "cancelled"


class ProposalState(StrEnum):
    """What became of another sheet that was asked for."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


MOST_PLACES = 10_000
"""More than any association could mean: a figure beyond was mistyped."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated: young people accompanied at the same time, a floor when `open_ended`."""

    stated: int
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Places of one programme at one instant, in young people accompanied at the same time.

    `stated` is a floor when `open_ended` (« 200 ou plus »).
    """

    stated: int
    taken: int
    open_ended: bool = False

    @property
    def free(self) -> int:
        """Places left; never negative; says nothing about an open-ended programme."""
        return max(0, self.stated - self.taken)

    @property
    def beyond(self) -> int:
        """Young people beyond the stated figure."""
        return max(0, self.taken - self.stated)

    @property
    def has_room(self) -> bool:
        """Whether one more young person may be proposed."""
        return self.open_ended or self.taken < self.stated


def ceiling_after_statement(stated: int, taken: int) -> int:
    """Return the ceiling once a figure is stated: nobody is evicted, nobody comes in above it."""
    return max(stated, taken)


@dataclass(frozen=True, slots=True)
class Sums:
    """What the ledger, the counter and the live assignments of one programme say."""

    programme: str
    counter: int
    ledger: int
    assignments: int
    stated_counter: int
    stated_ledger: int

    @property
    def agree(self) -> bool:
        """Whether the three tell the same story."""
        same_taken = self.counter == self.ledger == self.assignments
        return same_taken and self.stated_counter == self.stated_ledger
