"""Are two names and birth dates one person? The rule, beside two yardsticks of the same run.

Run as `python -m benchmarks.duplicates`. The pairs are invented (`data/likeness_pairs.csv`), in two
halves: odd lines tuned the rule, even lines only measure it.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from app.referrals.likeness import Identity, compare
from app.referrals.texts import normalised_name
from benchmarks.machine import keep_section, machine_line, markdown_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PAIRS = Path(__file__).parent / "data" / "likeness_pairs.csv"
RATIO_THRESHOLDS = range(70, 100)
NOTE = (
    "{same} pairs of entries that are one young person, {different} that are two (twins, cousins, "
    "homonyms, neighbours in the alphabet): invented, written before the rule, names of many "
    "origins. Odd lines tuned the rule and gave the ratio its best threshold ({threshold} of 100, "
    "birth dates equal); even lines only measure. What is missed is mostly short forms (Max, Lisa) "
    "and far transliterations; what is wrongly asked, twins named with the same letters and "
    "homonyms one digit apart. Judging a pair takes {microseconds:.0f} µs."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries, and whether they are one person."""

    one: Identity
    other: Identity
    same: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How often a rule is right; each figure 0.0 to 1.0."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load_pairs() -> list[Pair]:
    """Return the labelled pairs, in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return [
            Pair(
                one=_identity(row, "a"),
                other=_identity(row, "b"),
                same=row["label"] == "same",
                kind=row["kind"],
            )
            for row in csv.DictReader(stream, delimiter=";")
        ]


def halves(pairs: Sequence[Pair]) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """Return the half that tunes and the half that only measures."""
    return pairs[::2], pairs[1::2]


def measure(judge: Callable[[Pair], bool], pairs: Iterable[Pair]) -> Measure:
    """Return how often a rule is right on labelled pairs."""
    seen = Counter((judge(pair), pair.same) for pair in pairs)
    found, said, true = seen[True, True], seen[True, False], seen[False, True]
    return Measure(
        precision=found / (found + said) if found else 0.0,
        recall=found / (found + true) if found else 0.0,
    )


def by_rule(pair: Pair) -> bool:
    """Judge as Navette does."""
    return compare(pair.one, pair.other).same


def by_equality(pair: Pair) -> bool:
    """Judge by the name without accents, hyphens and case, and the birth date."""
    return _key(pair.one) == _key(pair.other) and pair.one.birth_date == pair.other.birth_date


def by_ratio(threshold: int) -> Callable[[Pair], bool]:
    """Judge by a plain ratio of letters between whole names; 100 is equal."""

    def judge(pair: Pair) -> bool:
        close = fuzz.ratio(_key(pair.one), _key(pair.other)) >= threshold
        return close and pair.one.birth_date == pair.other.birth_date

    return judge


def best_ratio(pairs: Sequence[Pair]) -> int:
    """Return the threshold that serves the plain ratio best on these pairs."""
    return max(RATIO_THRESHOLDS, key=lambda threshold: measure(by_ratio(threshold), pairs).f1)


def _identity(row: dict[str, str], side: str) -> Identity:
    born = date.fromisoformat(row[f"born_{side}"])
    return Identity(row[f"first_{side}"], row[f"last_{side}"], born)


def _key(identity: Identity) -> str:
    return normalised_name(identity.first_name, identity.last_name)


def _figures(name: str, judge: Callable[[Pair], bool], pairs: Sequence[Pair]) -> tuple[str, ...]:
    tuned, kept = (measure(judge, half) for half in halves(pairs))
    return name, *(f"{n:.3f}" for m in (tuned, kept) for n in (m.precision, m.recall, m.f1))


def _microseconds(pairs: Sequence[Pair]) -> float:
    start = time.process_time()
    for pair in pairs:
        by_rule(pair)
    return (time.process_time() - start) / len(pairs) * 1_000_000


def main() -> None:
    """Measure on both halves, print what is wrong and the table, and keep it."""
    pairs = load_pairs()
    threshold = best_ratio(halves(pairs)[0])
    rows = [
        _figures("normalised name and birth date equal", by_equality, pairs),
        _figures(f"plain ratio ≥ {threshold}, birth date equal", by_ratio(threshold), pairs),
        _figures("**Navette**", by_rule, pairs),
    ]
    header = ("rule", "precision, tuned half", "recall", "F1",
              "precision, other half", "recall", "F1")  # fmt: skip
    same = sum(pair.same for pair in pairs)
    note = NOTE.format(
        same=same,
        different=len(pairs) - same,
        threshold=threshold,
        microseconds=_microseconds(pairs),
    )
    wrong = Counter(
        ("asked wrongly" if not pair.same else "missed", pair.kind)
        for pair in pairs
        if by_rule(pair) != pair.same
    )
    for (what, kind), count in sorted(wrong.items()):
        print(f"{what}, {kind}: {count}")
    body = "\n\n".join((markdown_table(header, rows), note, machine_line("rapidfuzz")))
    print(body)
    keep_section("Duplicates", body)


if __name__ == "__main__":
    main()
