"""The directory of associations: their sheets, their places, and who suits whom."""

from dataclasses import dataclass
from datetime import date, datetime

from app.capacity import queries
from app.capacity.queries import Sheet
from app.capacity.quotations import Quotation, list_doubts, list_quotations
from app.capacity.rules import Count
from app.capacity.sheets import Facts, read_facts
from app.capacity.wanted import Wanted
from app.core import clock


@dataclass(frozen=True, slots=True)
class Card:
    """One association of the directory; `reserved` are taken places that wait for an answer."""

    slug: str
    facts: Facts
    places: Count
    reserved: int
    is_open: bool

    @property
    def occupied(self) -> int:
        """Places of accepted young people."""
        return self.places.taken - self.reserved

    @property
    def has_room(self) -> bool:
        """Whether one more young person may be proposed."""
        return self.is_open and self.places.has_room

    def suits(self, wanted: Wanted) -> bool:
        """Return whether the association meets every filter; one of the stages is enough."""
        facts = self.facts
        return (
            (not wanted.stages or bool(set(wanted.stages) & set(facts.stages)))
            and (not wanted.meeting or wanted.meeting in facts.modes)
            and (not wanted.prescriber or bool(wanted.kinds & facts.kinds))
            and (not wanted.only_free or self.has_room)
        )


@dataclass(frozen=True, slots=True)
class Directory:
    """The associations found, and the sums of their places."""

    cards: tuple[Card, ...]
    at: datetime

    @property
    def stated(self) -> int:
        """Places stated."""
        return sum(card.places.stated for card in self.cards)

    @property
    def free(self) -> int:
        """Places left."""
        return sum(card.places.free for card in self.cards if card.is_open)

    @property
    def open_ended(self) -> bool:
        """Whether the sums are only floors."""
        return any(card.places.open_ended for card in self.cards)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet of one association, with the brochure's words and what they leave open."""

    card: Card
    quotations: tuple[Quotation, ...]
    doubts: tuple[str, ...]
    effective_on: date
    at: datetime


def read_directory(territory_id: int, wanted: Wanted) -> Directory:
    """Return the associations of a territory that suit, largest first."""
    cards = [_card(sheet) for sheet in queries.list_sheets(territory_id)]
    return Directory(tuple(card for card in cards if card.suits(wanted)), clock.now())


def get_page(territory_id: int, slug: str) -> Page:
    """Return the sheet of one association.

    Raises:
        NotFoundError: no such programme in that territory.
    """
    sheet = queries.get_sheet(territory_id, slug)
    return Page(
        card=_card(sheet),
        quotations=list_quotations(sheet.sheet),
        doubts=list_doubts(sheet.sheet),
        effective_on=sheet.effective_on,
        at=clock.now(),
    )


def _card(sheet: Sheet) -> Card:
    programme = sheet.programme
    return Card(
        slug=programme.slug,
        facts=read_facts(sheet.sheet),
        places=programme.count,
        reserved=sheet.reserved,
        is_open=programme.is_open,
    )
