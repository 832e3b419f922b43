"""What is tried, in words, each with the address that leaves it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from app.core.formats import count, number
from app.core.typography import NBSP, of_name, typo
from app.matching import Programme
from app.matching.vocabulary import NEED_LABELS
from app.steering import address
from app.steering.address import Pair, without, write_address
from app.steering.pages.words import criterion_words, quoted
from app.steering.scenario import NEWCOMER, Newcomer, Offered, Scenario, ages_of


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is tried; `url` is the same scenario without it."""

    words: str
    url: str


def address_of(pairs: Sequence[Pair], page: str = "show_simulation") -> str:
    """Return the address of the page that tries this, or of the radar once it is true."""
    page = url_for(f"simulation.{page}")
    return f"{page}?{urlencode(pairs)}" if pairs else page


def list_changes(scenario: Scenario, offered: Sequence[Offered]) -> tuple[Line, ...]:
    """Return what a scenario tries, in the order of its address; those expected are no change."""
    board = {one.slug: one for one in offered}
    pairs = write_address(scenario)
    return tuple(
        Line(words, address_of(without(pairs, pair)))
        for pair in pairs
        if (words := _say(pair, scenario, board))
    )


def _say(pair: Pair, scenario: Scenario, board: Mapping[str, Offered]) -> str:
    """Return the words of one thing; "" for what another one says."""
    slug, _, part = pair[0].rpartition("-")
    if slug == NEWCOMER:
        return _say_newcomer(part, pair[1], scenario.newcomer, board)
    if slug not in board:
        return ""
    one = board[slug]
    said = _say_places(part, pair[1], one) or _say_rule(part, pair[1], one.programme)
    return typo(f"{one.programme.name} : {said}")


def _say_newcomer(part: str, value: str, new: Newcomer | None, board: Mapping[str, Offered]) -> str:
    if new is None or part in {address.MODEL, address.PLACES, address.STATE}:
        return ""
    model = board[new.model].programme
    if part == address.NAME:
        places = count("place", new.stated) + (f" ou{NBSP}plus" if new.open_ended else "")
        return f"{new.name}{NBSP}: {places}, sur le modèle {of_name(model.name)}"
    return f"{new.name}{NBSP}: {_say_rule(part, value, model)}"


def _say_places(part: str, value: str, offered: Offered) -> str:
    """Return « de 20 à 30 places », « places « ou plus » »…; "" for a rule."""
    if part == address.PLACES:
        stated = int(value)
        return f"de {number(offered.places.stated)} à {count('place', stated)}"
    states = {
        address.OPEN_ENDED: f"places {quoted('ou plus')}",
        address.LIMITED: f"places sans {quoted('ou plus')}",
        address.REOPENED: "rouverte aux nouvelles demandes",
    }
    return states.get(value, "") if part == address.STATE else ""


def _say_rule(part: str, value: str, programme: Programme) -> str:
    low, high = ages_of(programme)
    if part == address.LIFTED:
        criterion = next(c for c in programme.criteria if c.code == value)
        return f"sans la condition {quoted(criterion_words(criterion))}"
    if part == address.YOUNGEST:
        return f"à partir de {count('an', int(value))}{_instead_of(low)}"
    if part == address.OLDEST:
        return f"jusqu’à {count('an', int(value))}{_instead_of(high)}"
    return f"aussi pour l’objectif {quoted(NEED_LABELS[value])}"


def _instead_of(age: int | None) -> str:
    return "" if age is None else f", {age} aujourd’hui"
