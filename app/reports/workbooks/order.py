"""What a workbook is made from: who asks, for what, on which day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, false

from app.auth.rules import Actor, Role
from app.core import clock
from app.core.xlsx import Row
from app.referrals.queries import kept
from app.referrals.queries.filters import conditions
from app.referrals.queries.kept import Offer
from app.referrals.queries.listing import matches
from app.referrals.queries.scope import visible_to
from app.reports.choices import Choice
from app.reports.figures import Period, school_year_until

Rows = Iterator[Row]


def unwatched(rows: Rows) -> Rows:
    """Return rows as they are: nobody waits to know how many are written."""
    return rows


@dataclass(frozen=True, slots=True)
class Order:
    """A workbook to write.

    `offer` holds the words of the filters; `watch` goes around the rows of the one large table, to
    count them as they pass; `banner` is the line of an export with names, "" without names.
    """

    actor: Actor
    choice: Choice
    on: date
    offer: Offer
    banner: str = ""
    watch: Callable[[Rows], Rows] = field(default=unwatched)

    @property
    def territory_id(self) -> int:
        """The territory it is about."""
        return self.actor.territory_id

    @property
    def period(self) -> Period:
        """The days of what is counted; the school year when the workbook needs none."""
        chosen = self.choice.period
        return chosen.period if chosen else school_year_until(self.on)

    @property
    def wanted(self) -> Sequence[ColumnElement[bool]]:
        """What the scope and the filters ask of `Referral`, its `YoungPerson` beside it."""
        found = [
            visible_to(self.actor),
            *conditions(self.choice.filters, self.on, self.actor),
        ]
        if self.has_forgotten_words:
            return [*found, false()]
        return [*found, matches(self.offer.search, self.actor)] if self.offer.search else found

    @property
    def has_forgotten_words(self) -> bool:
        """Whether it asks for words that are not kept any more: it finds nobody, not everybody."""
        return bool(self.choice.search_key) and not self.offer.search


def order_of(actor: Actor, choice: Choice, on: date) -> Order:
    """Return the order of somebody: one SELECT, for the words of the filters."""
    key = kept.read_key(choice.search_key)
    return Order(actor, choice, on, kept.read_offer(actor, key, clock.now()))


def nobody_of(territory_id: int) -> Actor:
    """Return who asks from the command line: the steering team, without a name."""
    return Actor(0, 0, 0, territory_id, Role.MANAGER, "", "", "")
