"""The thread the story is told on: what is still to happen, in order, and at what instant."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.auth.rules import Actor
from app.core import clock
from app.referrals.rules import Draft

Act = Callable[[], object]


@dataclass(slots=True)
class Story:
    """What is still to happen, in order, until `end`.

    `chance` draws who is referred and how associations answer, `fate` what follows.
    """

    end: datetime
    chance: random.Random
    fate: random.Random
    authors: dict[str, Actor]
    answerers: dict[str, list[Actor]]
    schools: dict[str, int]
    events: list[tuple[datetime, int, Act]] = field(default_factory=list)
    ranks: "itertools.count[int]" = field(default_factory=itertools.count)
    seen: int = 0
    sent: dict[str, Draft] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    def plan(self, instant: datetime, act: Act) -> None:
        """Let something happen at an instant; what lies after the end never happens."""
        if instant < self.end:
            heapq.heappush(self.events, (instant, next(self.ranks), act))


def moment_of(chance: random.Random, day: date) -> datetime:
    """Return an instant of that day's office hours."""
    return at(day, time(chance.randint(8, 17), chance.randint(0, 59)))


def at(day: date, hour: time) -> datetime:
    """Return the instant of that hour in Roubaix."""
    return datetime.combine(day, hour, tzinfo=clock.PARIS)
