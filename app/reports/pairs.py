"""Pairs (binômes): when they began and ended, what is counted of them, over a period. Pure.

A pair is a mentor's association and a young person who have met: the day of their first meeting
begins it. It ends the day the association says so, or the day another association takes over
(« relais »): the mentor changes, so it is another pair. A pair that stopped before its first
meeting is none.

Source: spec/lifecycle.md; data/indicateurs_reporting.csv, M1, M2 and M8.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.core.working_days import working_days_between
from app.referrals.mentoring import add_months
from app.reports.figures import Period

SIX_MONTHS = 6


class Ending(StrEnum):
    """How a pair ends; a relay goes on elsewhere and breaks nothing."""

    OBJECTIVES = "objectives"
    TERM = "term"
    YOUNG_SIDE = "young_side"
    MENTOR_SIDE = "mentor_side"
    OTHER = "other"
    RELAY = "relay"


STOPPED = frozenset({Ending.YOUNG_SIDE, Ending.MENTOR_SIDE, Ending.OTHER})
"""What breaks a pair before its end."""


class Measure(StrEnum):
    """What is counted of pairs in a period."""

    STARTED = "started"
    ACTIVE = "active"
    ENDED = "ended"
    LONG = "long"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair, without anything that names the young person.

    `person` is one number for one young person, whatever the referrals; `school` is the name of
    the school attended, "" when nobody knows; `network` its priority network (REP, REP+, none, or
    no school); `origin` is the group of the prescriber, `is_sensitive` whether it is the ASE or the
    PJJ; `is_vocational` a vocational lycée's class, `left_school` a young person without any
    training; `is_first` tells the first pair of its referral; `outcomes` are the closing answers.
    """

    programme: str
    person: int
    stage: str
    qpv: bool | None
    needs: tuple[str, ...]
    school: str
    network: str
    origin: str
    is_sensitive: bool
    is_vocational: bool
    left_school: bool
    submitted_on: date
    start: date
    end: date | None = None
    ending: Ending | None = None
    is_first: bool = True
    outcomes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def half_year(self) -> date:
        """The day it has lasted six months."""
        return add_months(self.start, SIX_MONTHS)


def is_active(pair: Pair, period: Period) -> bool:
    """Return whether a pair went on, one day at least, within a period."""
    if pair.end is not None and pair.end < max(pair.start, period.start):
        return False
    return pair.start <= period.end


def has_started(pair: Pair, period: Period) -> bool:
    """Return whether a pair met for the first time within a period."""
    return is_active(pair, period) and period.start <= pair.start


def has_ended(pair: Pair, period: Period) -> bool:
    """Return whether a pair ended within a period: what follows the period is not looked at."""
    return is_active(pair, period) and pair.end is not None and pair.end <= period.end


def is_long(pair: Pair, period: Period) -> bool:
    """Return whether a pair of the period had lasted six months at its end, or the period's."""
    last = min(pair.end or period.end, period.end)
    return is_active(pair, period) and pair.half_year <= last


def is_broken(pair: Pair, period: Period) -> bool:
    """Return whether a pair stopped within a period before its sixth month; a relay is no stop."""
    return has_ended(pair, period) and pair.ending in STOPPED and not is_long(pair, period)


def is_judged(pair: Pair, period: Period) -> bool:
    """Return whether one knows if a pair lasted: it did, or ended before; relays apart."""
    is_short = has_ended(pair, period) and pair.ending is not Ending.RELAY
    return is_long(pair, period) or is_short


TESTS = {
    Measure.STARTED: has_started,
    Measure.ACTIVE: is_active,
    Measure.ENDED: has_ended,
    Measure.LONG: is_long,
    Measure.BROKEN: is_broken,
}


def is_possible(counts: tuple[int, ...], period: Period) -> bool:
    """Return whether pairs may be so many to have started, gone on, ended, lasted and broken.

    In a period shorter than six months, a pair that lasted had started before.

    Args:
        counts: one per measure, in the order of `Measure`.
    """
    started, active, ended, long, broken = counts
    is_short = add_months(period.start, SIX_MONTHS) > period.end
    lasting = long + (started if is_short else 0)
    return max(started, ended, lasting, long + broken) <= active and broken <= ended


def count_people(pairs: Iterable[Pair], period: Period) -> int:
    """Return how many young people had a mentor in a period, each once."""
    return len({pair.person for pair in pairs if is_active(pair, period)})


def waits(pairs: Iterable[Pair], period: Period) -> list[int]:
    """Return the working days from each referral to its first meeting, in a period.

    One per referral whose first meeting fell in the period, whenever it was sent. A pair that comes
    after another one, of a relay or a second try, is no first meeting.
    """
    return [
        working_days_between(pair.submitted_on, pair.start)
        for pair in pairs
        if pair.is_first and has_started(pair, period)
    ]


def endings(pairs: Iterable[Pair], period: Period) -> Counter[Ending]:
    """Return how the pairs that ended in a period did."""
    return Counter(p.ending for p in pairs if p.ending is not None and has_ended(p, period))
