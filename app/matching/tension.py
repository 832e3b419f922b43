"""Tension: how many young people are still expected this year for each free place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.matching.criteria import signature_reader
from app.matching.grid import grid_weights
from app.matching.schoolyear import share_elapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.matching.facts import Arrival, Places
    from app.matching.programmes import Programme

Signature = frozenset[str]

ROUNDS = 4
LEAST_TENSION = 0.02
SIGNATURE_CAUTION, YEAR_CAUTION = 6.0, 40.0
LEAST_GROWTH, MOST_GROWTH = 0.5, 2.0
MOST_PROLONGED = 5.0
GRID_WEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is still expected this year, per programme.

    Args:
        day: days since 1 September.
        expected: young people still expected there, once shared between the programmes.
        tension: the same per free place; 0 when open-ended.
    """

    day: int
    expected: Mapping[str, float]
    tension: Mapping[str, float]


def tensions(
    history: Sequence[Arrival],
    current: Sequence[Arrival],
    programmes: Iterable[Programme],
    places: Mapping[str, Places],
    day: int,
) -> dict[str, float]:
    """Return the tension of each programme: `forecast` without the counts."""
    return dict(forecast(history, current, programmes, places, day).tension)


def forecast(
    history: Sequence[Arrival],
    current: Sequence[Arrival],
    programmes: Iterable[Programme],
    places: Mapping[str, Places],
    day: int,
) -> Forecast:
    """Tell how many young people are still expected for each programme, and per free place.

    Args:
        history: last year's arrivals; empty in a first year.
        current: this year's arrivals so far.
        places: the places today; a programme without an entry has none.
        day: days since 1 September, 0 to 333.

    Source: `docs/adr/010-tension.md`.
    """
    offered = tuple(programmes)
    read = signature_reader(offered)
    seen = Counter(read(arrival.profile) for arrival in current if arrival.day <= day)
    if history:
        past = Counter(read(arrival.profile) for arrival in history if arrival.day <= day)
        future = Counter(read(arrival.profile) for arrival in history if arrival.day > day)
        coming = expected_from_history(seen, past, future, day)
    else:
        coming = expected_without_history(seen, offered, places)
    return _share_out(coming, offered, places, day)


def expected_from_history(
    seen: Counter[Signature], past: Counter[Signature], future: Counter[Signature], day: int
) -> dict[Signature, float]:
    """Return the young people still expected per signature: last year's, corrected by this year's.

    Args:
        seen: this year so far.
        past: last year up to the same date.
        future: last year after it.
    """
    growth = (seen.total() + YEAR_CAUTION) / (past.total() + YEAR_CAUTION)
    growth = min(MOST_GROWTH, max(LEAST_GROWTH, growth))
    coming = {
        signature: count
        * (seen[signature] + SIGNATURE_CAUTION * growth)
        / (past[signature] + SIGNATURE_CAUTION)
        for signature, count in future.items()
    }
    elapsed = share_elapsed(day)
    prolonged = min(MOST_PROLONGED, (1 - elapsed) / elapsed) if elapsed > 0 else MOST_PROLONGED
    for signature, count in seen.items():
        if signature not in future and signature not in past:
            coming[signature] = count * prolonged
    return coming


def expected_without_history(
    seen: Counter[Signature], programmes: tuple[Programme, ...], places: Mapping[str, Places]
) -> dict[Signature, float]:
    """Return what a first year may expect: the places not yet demanded, spread by signature.

    They are spread over the signatures of the brochure's grid (weight 20) and those seen so far.
    """
    stated = {
        programme.id: places[programme.id].stated
        for programme in programmes
        if programme.id in places
    }
    left = max(0.0, sum(stated.values()) - seen.total())
    grid = grid_weights(programmes, tuple(sorted(stated.items())))
    total = seen.total() + (GRID_WEIGHT if grid else 0.0)
    if not total:
        return {}
    weights = {signature: GRID_WEIGHT * weight for signature, weight in grid.items()}
    for signature, count in seen.items():
        weights[signature] = weights.get(signature, 0.0) + count
    return {signature: left * weight / total for signature, weight in weights.items()}


def _share_out(
    coming: Mapping[Signature, float],
    programmes: tuple[Programme, ...],
    places: Mapping[str, Places],
    day: int,
) -> Forecast:
    """Split each group between the programmes open to it, level by level, as water does.

    A full programme keeps its share, counted as one place: one given back there is rare at once.
    """
    groups = [
        (count, dict.fromkeys(options, 1 / len(options)))
        for signature, count in sorted(coming.items(), key=lambda item: sorted(item[0]))
        if count > 0 and (options := sorted(signature))
    ]
    ids = [programme.id for programme in programmes]
    for _ in range(ROUNDS):
        pull = {
            programme_id: 1 / max(LEAST_TENSION, tension)
            for programme_id, tension in _tensions_of(_loads(groups, ids), places).items()
        }
        for _, shares in groups:
            total = sum(pull[programme_id] for programme_id in shares)
            for programme_id, share in shares.items():
                shares[programme_id] = (share + pull[programme_id] / total) / 2
    expected = _loads(groups, ids)
    return Forecast(day, expected, _tensions_of(expected, places))


def _loads(groups: Iterable[tuple[float, dict[str, float]]], ids: list[str]) -> dict[str, float]:
    loads = dict.fromkeys(ids, 0.0)
    for count, shares in groups:
        for programme_id, share in shares.items():
            loads[programme_id] += count * share
    return loads


def _tensions_of(loads: Mapping[str, float], places: Mapping[str, Places]) -> dict[str, float]:
    found = {}
    for programme_id, load in loads.items():
        room = places.get(programme_id)
        open_ended = room is not None and room.open_ended
        free = room.free if room is not None else 0
        found[programme_id] = 0.0 if open_ended else load / max(1, free)
    return found
