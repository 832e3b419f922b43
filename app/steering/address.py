"""A scenario as an address: only what is tried is written, so that the link can be shared. Pure.

`cpossible-places=30&afev-sans=education_prioritaire`: a programme, a dash, what changes. No name of
a person ever stands here.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.steering.scenario import NEWCOMER, Change, Newcomer, Scenario

EXPECTED = "attendus"
NAME, MODEL = "nom", "modele"
PLACES, STATE, LIFTED, YOUNGEST, OLDEST, NEEDS = "places", "etat", "sans", "min", "max", "besoin"
PARTS = (NAME, MODEL, PLACES, STATE, LIFTED, YOUNGEST, OLDEST, NEEDS)
OPEN_ENDED, LIMITED, REOPENED = "ou_plus", "sans_plus", "rouverte"

Pair = tuple[str, str]


def write_address(scenario: Scenario) -> tuple[Pair, ...]:
    """Return the names and values of a scenario's address, one per thing that is tried."""
    pairs: list[Pair] = [(EXPECTED, "1")] if scenario.with_expected else []
    for slug, change in scenario.changes.items():
        pairs += [(f"{slug}-{part}", value) for part, value in _write(change)]
    if scenario.newcomer is not None:
        new = scenario.newcomer
        pairs += [(f"{NEWCOMER}-{part}", value) for part, value in _write_newcomer(new)]
    return tuple(pairs)


def _write_newcomer(new: Newcomer) -> Iterator[Pair]:
    yield NAME, new.name
    yield MODEL, new.model
    floor = True if new.open_ended else None
    yield from _write(replace(new.change, stated=new.stated, open_ended=floor))


def _write(change: Change) -> Iterator[Pair]:
    if change.stated is not None:
        yield PLACES, str(change.stated)
    if change.open_ended is not None:
        yield STATE, OPEN_ENDED if change.open_ended else LIMITED
    if change.reopened:
        yield STATE, REOPENED
    yield from ((LIFTED, code) for code in sorted(change.lifted))
    if change.youngest is not None:
        yield YOUNGEST, str(change.youngest)
    if change.oldest is not None:
        yield OLDEST, str(change.oldest)
    yield from ((NEEDS, code) for code in sorted(change.needs))


def without(pairs: tuple[Pair, ...], gone: Pair) -> tuple[Pair, ...]:
    """Return an address without one thing; a newcomer without its name is not there at all."""
    if gone[0] == f"{NEWCOMER}-{NAME}":
        return tuple(pair for pair in pairs if not pair[0].startswith(f"{NEWCOMER}-"))
    return tuple(pair for pair in pairs if pair != gone)
