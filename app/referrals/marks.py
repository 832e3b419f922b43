"""Where a page of a list ends, as an address says it. Pure.

A mark holds the place itself, not the row that stood there: the page after it stays right when
that row moves, or leaves the list, meanwhile.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.referrals.references import is_reference

_MARK = re.compile(r"([0-9]{1,17})-(\w{6})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row of a page: the rank of its instant or day, then its reference, for equals."""

    rank: int
    reference: str

    def __str__(self) -> str:
        """Return the mark as an address holds it."""
        return f"{self.rank}-{self.reference}"

    @property
    def instant(self) -> datetime:
        """The instant of the row."""
        return _EPOCH + self.rank * _MICROSECOND

    @property
    def day(self) -> date:
        """The day of the row."""
        return date.fromordinal(min(max(self.rank, 1), date.max.toordinal()))


def mark_instant(instant: datetime, reference: str) -> Mark:
    """Return the mark of a row in a list ordered by an instant."""
    return Mark((instant - _EPOCH) // _MICROSECOND, reference)


def mark_day(day: date, reference: str) -> Mark:
    """Return the mark of a row in a list ordered by a day."""
    return Mark(day.toordinal(), reference)


def read_mark(text: str | None) -> Mark | None:
    """Return the mark of an address; None, the first page, for anything else."""
    found = _MARK.fullmatch(text or "")
    if found is None or not is_reference(found[2]):
        return None
    return Mark(int(found[1]), found[2])
