"""A crowd sorted into groups of people with the same options and the same fits.

Large crowds share few facts: criteria are asked once per distinct set of facts they read, for all
programmes together; the answers travel as whole numbers, per programme one bit (open) and as many
bits as the longest list of public criteria needs to be counted (criteria met).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from app.matching.criteria import READS, find
from app.matching.publics import PUBLICS
from app.matching.ranking import (
    fit_points,
    meetings_are_compatible,
    needs_share,
    wish_points,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.matching.facts import Profile
    from app.matching.programmes import Programme

Fits = tuple[tuple[int, float], ...]
Answers = tuple[int, int]
"""Which programmes are not excluded (1 bit each), how many public criteria each has met."""

_all_facts = attrgetter(
    "kinds",
    "level",
    "age",
    "qpv",
    "modest_background",
    "in_difficulty",
    "apprentice",
    "seeking",
    "new_to_french",
    "needs",
    "meeting",
    "wish",
    "confirmed",
)


def group_by_fits(
    profiles: Iterable[Profile],
    programmes: Sequence[Programme],
    barred: Mapping[str, frozenset[int]] | None = None,
) -> dict[Fits, list[str]]:
    """Return the ids of the people of each group, by their options (programme index, fit).

    The groups and the ids come in a canonical order, whatever the order of the profiles: those
    with the fewest options first, for the flow then has the fewest chains of moves to search.

    Args:
        barred: programme indexes that are no option, per profile id.
    """
    alike: dict[Any, list[Profile]] = {}
    for profile in profiles:
        alike.setdefault(_all_facts(profile), []).append(profile)
    answers_to = _answerer(programmes)
    same_options: dict[Any, list[list[Profile]]] = {}
    for people in alike.values():
        first = people[0]
        key = (first.needs, first.meeting, first.wish, *answers_to(first))
        same_options.setdefault(key, []).append(people)
    groups: dict[Fits, list[str]] = {}
    fits_of = _fitter(programmes)
    for (*_, open_to, met), crowds in same_options.items():
        ids = [profile.id for people in crowds for profile in people]
        groups.setdefault(fits_of(crowds[0][0], open_to, met), []).extend(ids)
    if barred:
        groups = _set_apart(groups, barred)
    return {fits: sorted(groups[fits]) for fits in sorted(groups, key=_fewest_options_first)}


def _set_apart(
    groups: Mapping[Fits, Sequence[str]], barred: Mapping[str, frozenset[int]]
) -> dict[Fits, list[str]]:
    """Return the groups once each person has lost the options that are barred."""
    apart: dict[Fits, list[str]] = {}
    for fits, ids in groups.items():
        for person in ids:
            out = barred.get(person)
            left = tuple(fit for fit in fits if fit[0] not in out) if out else fits
            apart.setdefault(left, []).append(person)
    return apart


def _public_counts(programmes: Sequence[Programme]) -> list[int]:
    return [sum(criterion.code in PUBLICS for criterion in p.criteria) for p in programmes]


def _count_bits(programmes: Sequence[Programme]) -> int:
    """Return the bits that hold the number of public criteria of any of the programmes."""
    return max(_public_counts(programmes), default=0).bit_length()


def _fewest_options_first(fits: Fits) -> tuple[int, Fits]:
    return len(fits), fits


def _answerer(programmes: Sequence[Programme]) -> Callable[[Profile], Answers]:
    """Return the function that answers for every programme, criteria of the same facts together."""
    by_facts: dict[tuple[str, ...], set[str]] = {}
    for code in {criterion.code for p in programmes for criterion in p.criteria}:
        by_facts.setdefault(READS[code], set()).add(code)
    asked: list[tuple[Callable[[Profile], Any], set[str], dict[Any, Answers]]] = [
        (attrgetter(*facts) if facts else _nothing, codes, {})
        for facts, codes in sorted(by_facts.items())
    ]
    wide: dict[int, int] = {}
    bits = _count_bits(programmes)

    def answers_to(profile: Profile) -> Answers:
        open_to, met = (1 << len(programmes)) - 1, 0
        for read, codes, known in asked:
            facts = read(profile)
            answers = known.get(facts)
            if answers is None:
                answers = known[facts] = _answers(codes, profile, programmes, bits)
            open_to &= answers[0]
            met += answers[1]
        if open_to not in wide:
            wide[open_to] = _widen(open_to, len(programmes), bits)
        return open_to, met & wide[open_to]

    return answers_to


def _nothing(_profile: Profile) -> None:
    """Read no fact: the criterion answers the same for everybody."""


def _widen(open_to: int, size: int, bits: int) -> int:
    """Return the mask of the counts of the open programmes."""
    full = (1 << bits) - 1
    return sum(full << i * bits for i in range(size) if open_to >> i & 1)


def _answers(
    codes: set[str], profile: Profile, programmes: Sequence[Programme], bits: int
) -> Answers:
    open_to = met = 0
    for index, programme in enumerate(programmes):
        criteria = [c for c in programme.criteria if c.code in codes]
        found = [(c, find(profile, programme, c)[0]) for c in criteria]
        excluded = any(c.required and status == "no" for c, status in found)
        count = sum(c.code in PUBLICS and status == "yes" for c, status in found)
        open_to |= (not excluded) << index
        met += count << index * bits
    return open_to, met


def _fitter(programmes: Sequence[Programme]) -> Callable[[Profile, int, int], Fits]:
    """Return the function that gives the fits of the programmes open to somebody."""
    publics, bits = _public_counts(programmes), _count_bits(programmes)
    full = (1 << bits) - 1
    indexes: dict[int, list[int]] = {}
    parts: dict[Any, list[tuple[float, bool, float]]] = {}

    def fits_of(profile: Profile, open_to: int, met: int) -> Fits:
        if open_to not in indexes:
            indexes[open_to] = [i for i in range(len(programmes)) if open_to >> i & 1]
        asked = (profile.needs, profile.meeting, profile.wish)
        if asked not in parts:
            parts[asked] = [_parts(profile, programme) for programme in programmes]
        return tuple(
            (i, _fit(parts[asked][i], publics[i], met >> i * bits & full)) for i in indexes[open_to]
        )

    return fits_of


def _parts(profile: Profile, programme: Programme) -> tuple[float, bool, float]:
    return (
        needs_share(profile, programme),
        meetings_are_compatible(profile, programme),
        wish_points(profile, programme),
    )


def _fit(parts: tuple[float, bool, float], publics: int, met: int) -> float:
    needs, compatible, wish = parts
    share = met / publics if publics else None
    return fit_points(needs, share, compatible=compatible, wish=wish)
