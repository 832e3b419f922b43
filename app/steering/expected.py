"""The young people still expected until July, as profiles a plan can place. Pure.

The forecast tells how many people are still expected per signature (the set of programmes open to
them): last year's arrivals after today's date, corrected by what this year shows. Here these
counts become people: each is the copy of one who came last year (or of the typical year) after the
same date, with the same signature.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.matching import Arrival, Profile, Programme
from app.matching.criteria import signature_reader
from app.matching.tension import Signature, expected_from_history


def expected_profiles(
    history: Sequence[Arrival],
    current: Sequence[Arrival],
    programmes: Sequence[Programme],
    seen_until: int,
) -> list[Profile]:
    """Return one invented person per young person still expected; always the same ones.

    Args:
        history: last year's arrivals, or those of the typical year.
        current: this year's arrivals so far.
        seen_until: the last day of the year already seen, 0 being 1 September.

    Returns:
        As many people as the forecast expects, rounded; per signature, one more or less at most.
        A signature takes its people evenly among last year's, in the order they came; one never
        seen last year takes them among this year's.

    Source: docs/adr/010-tension.md, docs/adr/068-what-if.md.
    """
    read = signature_reader(tuple(programmes))
    pools: dict[Signature, list[Profile]] = defaultdict(list)
    later = [arrival for arrival in history if arrival.day > seen_until]
    for arrival in sorted(later, key=lambda one: (one.day, one.profile.id)):
        pools[read(arrival.profile)].append(arrival.profile)
    coming = expected_from_history(
        Counter(read(arrival.profile) for arrival in current),
        Counter(read(arrival.profile) for arrival in history if arrival.day <= seen_until),
        Counter({signature: len(people) for signature, people in pools.items()}),
        seen_until,
    )
    for arrival in current:
        signature = read(arrival.profile)
        if signature in coming and signature not in pools:
            pools[signature] = [a.profile for a in current if read(a.profile) == signature]
    people = [
        person
        for signature, count in whole_counts(coming).items()
        for person in _evenly(pools[signature], count)
    ]
    return [replace(person, id=f"attendu-{rank:05d}") for rank, person in enumerate(people)]


def whole_counts(coming: Mapping[Signature, float]) -> dict[Signature, int]:
    """Return whole counts whose sum is the rounded sum: the largest remainders are rounded up."""
    order = sorted(coming, key=sorted)
    counts = {signature: int(coming[signature]) for signature in order}
    missing = round(sum(coming.values())) - sum(counts.values())
    by_remainder = sorted(order, key=lambda one: counts[one] - coming[one])
    for signature in by_remainder[:missing]:
        counts[signature] += 1
    return counts


def _evenly(pool: Sequence[Profile], count: int) -> list[Profile]:
    """Take some people of a pool, from its beginning to its end, each as often as another."""
    return [pool[rank * len(pool) // count] for rank in range(count)]
