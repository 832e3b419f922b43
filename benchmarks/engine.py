"""The engine over simulated school years, against yardsticks of the same run.

Run as `python -m benchmarks.engine --seeds N`: 3 mixes of demand × 3 loads × N years. Every figure
is a ratio to what somebody who knew the whole year in advance could place (`plan`).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from statistics import median, quantiles

from app.matching import Programme, load_programmes, plan, rank, tensions
from app.matching.vocabulary import STAGES, stage_of
from benchmarks.demand import MIXES, draw_year
from benchmarks.machine import keep_section, machine_line, markdown_table
from benchmarks.policies import (
    Choice,
    best_fit,
    by_exact_prices,
    by_tension,
    most_remaining_share,
    perfect_foresight,
    pupils_at_best,
    random_eligible,
    run_year,
    stated_places,
)

CATALOGUE = Path(__file__).parents[1] / "data" / "programmes.json"
LOADS = (0.8, 1.0, 1.3)
ANOTHER_YEAR, A_WRONG_YEAR = 10_000, 20_000
TENSION = "tension"
PRIMARY, FEWEST, MOST = "ecole", "fewest", "most"
NOTE = (
    "Places of Article 1 are held at 200; every proposal is accepted; the demand is drawn by a "
    "synthetic generator (`benchmarks/demand.py`), no year is real. A group's figure is its rate "
    "beside its rate under perfect foresight, which breaks ties by fit and so keeps Afev's last "
    "places for the primary pupils. Of the lists that place just as many people in all, the one "
    "least kind to them places {fewest:.0f} % as many of them and the kindest {most:.0f} %: their "
    "figure says in which order they arrive, more than what the policy loses. Served in that "
    "order, they stay below the 87 % aimed at, as they do with exact future prices."
)


@dataclass(slots=True)
class Tally:
    """What the policies placed, by policy and by group, beside perfect foresight.

    Args:
        placed: people placed per (policy, setting) and per (policy, stage).
        ideal: the same under perfect foresight, per setting and per stage.
    """

    placed: Counter[tuple[str, object]] = field(default_factory=Counter)
    ideal: Counter[object] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    referrals: int = 0

    def add(self, other: Tally) -> None:
        """Add the figures of other years."""
        self.placed.update(other.placed)
        self.ideal.update(other.ideal)
        self.faults.update(other.faults)
        self.referrals += other.referrals

    def ratio(self, policy: str, part: object) -> float:
        """Return what a policy placed of a part, in % of perfect foresight."""
        return 100 * self.placed[policy, part] / self.ideal[part]


def simulate(mix: int, load: float, seed: int) -> Tally:
    """Run one school year under each policy."""
    programmes = load_programmes(CATALOGUE)
    arrivals = draw_year(mix, load, seed)
    last_year = draw_year(mix, load, ANOTHER_YEAR + seed)
    wrong_year = draw_year((mix + 1) % len(MIXES), 1.0, A_WRONG_YEAR + seed)
    policies: dict[str, Choice] = {
        "a random eligible association": random_eligible(programmes, seed),
        "best fit first": best_fit(programmes),
        "most remaining share": most_remaining_share(programmes),
        f"**{TENSION}**, last year's demand": by_tension(programmes, last_year, arrivals),
        f"{TENSION}, a wrong history": by_tension(programmes, wrong_year, arrivals),
        f"{TENSION}, no history": by_tension(programmes, [], arrivals),
        "best fit less exact future prices": by_exact_prices(programmes, arrivals),
    }
    stages = {a.profile.id: stage_of(a.profile.level) for a in arrivals}
    ideal = perfect_foresight(arrivals, programmes)
    tally = Tally(referrals=len(arrivals))
    tally.ideal.update(_parts(ideal.placed, stages, (mix, load)))
    for end, bonus in ((FEWEST, -(10**9)), (MOST, 10**9)):
        tally.ideal[end] = pupils_at_best(arrivals, programmes, PRIMARY, bonus=bonus)
    for name, choose in policies.items():
        year = run_year(arrivals, programmes, choose)
        parts = _parts(year.placed, stages, (mix, load))
        tally.placed.update({(name, part): count for part, count in parts.items()})
        tally.faults[name] += year.faults
    return tally


def _parts(
    placed: dict[str, str | None], stages: dict[str, str | None], setting: tuple[int, float]
) -> Counter[object]:
    count: Counter[object] = Counter()
    for person, programme_id in placed.items():
        if programme_id is not None:
            count.update(("all", setting, stages[person]))
    return count


def results_table(tally: Tally) -> str:
    """Return one row per policy."""
    header = ("policy", "placed, % of perfect foresight", "worst mix and load",
              "worst group (stage)", "faults")  # fmt: skip
    settings = list(product(range(len(MIXES)), LOADS))
    rows = []
    for policy, part in tally.placed:
        if part != "all":
            continue
        worst_group = min(STAGES, key=lambda stage: tally.ratio(policy, stage))
        rows.append(
            (
                policy,
                f"{tally.ratio(policy, 'all'):.2f}",
                f"{min(tally.ratio(policy, setting) for setting in settings):.2f}",
                f"{tally.ratio(policy, worst_group):.1f} ({STAGES[worst_group]})",
                str(tally.faults[policy]),
            )
        )
    return markdown_table(header, rows)


def timings(programmes: tuple[Programme, ...]) -> str:
    """Time one `rank`, one `tensions` and one `plan` of a year: processor time, new profiles."""
    arrivals = draw_year(0, 1.0, 77)
    places = stated_places(programmes)
    ranked = []
    for arrival in arrivals:
        start = time.process_time()
        rank(arrival.profile, programmes, places, {})
        ranked.append(1000 * (time.process_time() - start))
    start = time.process_time()
    tensions(arrivals, arrivals[:200], programmes, places, 150)
    forecast = 1000 * (time.process_time() - start)
    start = time.process_time()
    plan([arrival.profile for arrival in arrivals], programmes, places)
    planned = 1000 * (time.process_time() - start)
    middle = median(ranked)
    return markdown_table(
        ("act", "ms of processor", "× one rank"),
        (
            ("`rank`, ten programmes, median", f"{middle:.2f}", "1"),
            ("`rank`, 99th percentile", f"{quantiles(ranked, n=100)[-1]:.2f}",
             f"{quantiles(ranked, n=100)[-1] / middle:.1f}"),
            ("`tensions`, two years of arrivals", f"{forecast:.1f}", f"{forecast / middle:.0f}"),
            (f"`plan`, {len(arrivals)} people", f"{planned:.1f}", f"{planned / middle:.0f}"),
        ),
    )  # fmt: skip


def main() -> None:
    """Simulate, print the tables and keep them in `benchmarks/RESULTS.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="years per mix and load")
    seeds = parser.parse_args().seeds
    tally = Tally()
    years = list(product(range(len(MIXES)), LOADS, range(seeds)))
    with ProcessPoolExecutor() as pool:
        for year in pool.map(simulate, *zip(*years, strict=True)):
            tally.add(year)
    counted = (
        f"{len(years)} simulated years ({len(MIXES)} mixes × {len(LOADS)} loads × {seeds} seeds), "
        f"{tally.referrals} referrals, of which perfect foresight places "
        f"{100 * tally.ideal['all'] / tally.referrals:.0f} %."
    )
    parts = (
        counted,
        results_table(tally),
        NOTE.format(
            **{end: 100 * tally.ideal[end] / tally.ideal[PRIMARY] for end in (FEWEST, MOST)}
        ),
        timings(load_programmes(CATALOGUE)),
        machine_line(),
    )
    body = "\n\n".join(parts)
    print(body)
    keep_section("Engine", body)


if __name__ == "__main__":
    main()
