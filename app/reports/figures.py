"""The arithmetic of the dashboard: pure."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.plain_text import alphabetical
from app.core.school_year import school_year_start
from app.matching import shortage_word
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS

ENOUGH_ANSWERS = 5
RECENT_DAYS = 14
SATURDAY = 5
HOLIDAY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Days a report covers, both ends included, Paris time."""

    start: date
    end: date

    @property
    def school_year(self) -> str:
        """The school year it begins in: 2026-2027."""
        year = school_year_start(self.start).year
        return f"{year}-{year + 1}"


@dataclass(frozen=True, slots=True)
class Occupation:
    """The places of one association: accepted or started ones, and those a proposal holds.

    `expected`: young people the nightly forecast still expects there until July. `is_open`: takes
    new entries; a closed association keeps its young people and has no free place.
    """

    slug: str
    name: str
    stated: int
    open_ended: bool
    occupied: int
    reserved: int
    expected: float = 0.0
    is_open: bool = True

    @property
    def shortage(self) -> str:
        """« disponible », « tendue » or « rare », or why there is none.

        By people expected per place: spec/assignment.md, "Tension"; nobody lacks one without limit.
        """
        if not self.is_open:
            return "fermée"
        if self.has_no_limit:
            return shortage_word(0.0)
        return shortage_word(self.expected / self.free) if self.free else "complet"

    @property
    def left(self) -> int:
        """Places left; below zero once more is taken than stated."""
        return self.stated - self.occupied - self.reserved

    @property
    def free(self) -> int:
        """Places left for somebody new, never below zero."""
        return max(0, self.left) if self.is_open else 0

    @property
    def has_no_limit(self) -> bool:
        """Whether it takes somebody new whatever its figure."""
        return self.open_ended and self.is_open

    @property
    def beyond(self) -> int:
        """Young people beyond the stated figure."""
        return max(0, -self.left)


@dataclass(frozen=True, slots=True)
class Total:
    """The places of all associations together; `has_no_limit`: one of them takes anybody new."""

    stated: int
    open_ended: bool
    has_no_limit: bool
    occupied: int
    reserved: int
    free: int


@dataclass(frozen=True, slots=True)
class Delay:
    """How fast an association answers, in working days.

    `median` is None below `ENOUGH_ANSWERS` answers: a handful says nothing of anybody.
    """

    slug: str
    name: str
    answers: int
    median: float | None
    late: int

    @property
    def in_time(self) -> bool:
        """Whether enough answers came, half of them within the objective."""
        return self.median is not None and self.median <= ANSWER_OBJECTIVE_DAYS


@dataclass(frozen=True, slots=True)
class Answers:
    """The delays of each association, and the median of all their answers together.

    It too is None below `ENOUGH_ANSWERS` answers: those of an association are among them.
    """

    delays: tuple[Delay, ...]
    median: float | None

    @property
    def number(self) -> int:
        """How many answers came, from all associations."""
        return sum(delay.answers for delay in self.delays)


def school_year_until(day: date) -> Period:
    """Return the school year of a day, up to that day."""
    return Period(school_year_start(day), day)


def mondays(period: Period) -> list[date]:
    """Return the Monday of every week a period touches, in order."""
    first = period.start - timedelta(days=period.start.weekday())
    return [first + timedelta(days=n) for n in range(0, (period.end - first).days + 1, 7)]


def week_within(monday: date, period: Period) -> Period:
    """Return the days of a week that a period covers."""
    sunday = monday + timedelta(days=6)
    return Period(max(monday, period.start), min(sunday, period.end))


def is_holiday_week(monday: date, holidays: Sequence[Period]) -> bool:
    """Return whether schools are closed three days or more from that Monday to Friday."""
    days = [monday + timedelta(days=n) for n in range(SATURDAY)]
    closed = sum(any(h.start <= day <= h.end for h in holidays) for day in days)
    return closed >= HOLIDAY_DAYS


def first_recent_day(on: date) -> date:
    """Return the first of the last fourteen days, today counted."""
    return on - timedelta(days=RECENT_DAYS - 1)


def median(counts: Mapping[int, int]) -> float | None:
    """Return the median of a distribution.

    Args:
        counts: value -> how many times it was seen.

    Returns:
        None when nothing was seen; half a unit when the two middle values differ.
    """
    seen = list(Counter(counts).elements())
    return float(statistics.median(seen)) if seen else None


def median_of_enough(counts: Mapping[int, int]) -> float | None:
    """Return the median of answers, None when they are too few to say anything."""
    return median(counts) if sum(counts.values()) >= ENOUGH_ANSWERS else None


def delay(slug: str, name: str, counts: Mapping[int, int]) -> Delay:
    """Return how fast an association answers.

    Args:
        counts: working days an answer took -> how many answers took them.
    """
    return Delay(
        slug,
        name,
        answers=sum(counts.values()),
        median=median_of_enough(counts),
        late=sum(n for days, n in counts.items() if days > ANSWER_OBJECTIVE_DAYS),
    )


def quickest_first(delays: Sequence[Delay]) -> list[Delay]:
    """Return the delays from the shortest median up, then those with too few answers, by name."""
    return sorted(delays, key=lambda d: (d.median is None, d.median or 0.0, alphabetical(d.name)))


def total(rows: Sequence[Occupation]) -> Total:
    """Return the places of all associations; those beyond a figure take nobody's free place."""
    return Total(
        stated=sum(row.stated for row in rows),
        open_ended=any(row.open_ended for row in rows),
        has_no_limit=any(row.has_no_limit for row in rows),
        occupied=sum(row.occupied for row in rows),
        reserved=sum(row.reserved for row in rows),
        free=sum(row.free for row in rows),
    )


def overfull(rows: Sequence[Occupation]) -> list[Occupation]:
    """Return the associations above a figure that is not « ou plus », the fullest first."""
    beyond = [row for row in rows if row.beyond and not row.open_ended]
    return sorted(beyond, key=lambda row: (-row.beyond, alphabetical(row.name)))
