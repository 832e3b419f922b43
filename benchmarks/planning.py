"""`plan` against OR-Tools' min-cost flow, on the same instances, in the same run.

Run as `python -m benchmarks.planning`. OR-Tools is given the groups `plan` makes, then the people
one by one; both must place as many people with the same total fit.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ortools.graph.python import min_cost_flow

from app.matching import Places, Profile, fit, load_programmes, plan
from app.matching.criteria import is_open
from app.matching.panel import group_by_fits
from benchmarks.demand import PLACES_OF_THE_BROCHURE, draw_year
from benchmarks.machine import keep_section, machine_line, markdown_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.matching import Programme

CATALOGUE = Path(__file__).parents[1] / "data" / "programmes.json"
UNPLACED = 10**9
"""Cost of leaving somebody unplaced, above any total of chains of moves in whole points."""
POINTS = 10**6
ENOUGH = 1.2


@dataclass(frozen=True, slots=True)
class Instance:
    """A crowd and the programmes it may go to.

    Args:
        copies: copies of each of the ten programmes.
        different: whether each copy refuses a tenth of the classes, so that no two are alike.
    """

    people: int
    copies: int = 1
    different: bool = False

    def profiles(self) -> list[Profile]:
        """Draw the crowd; the same every time."""
        # A drawn year has more or fewer people than asked for: enough are drawn, then trimmed.
        arrivals = draw_year(0, ENOUGH * self.people / PLACES_OF_THE_BROCHURE, 1)
        crowd = [replace(a.profile, id=f"{rank:06d}") for rank, a in enumerate(arrivals)]
        return crowd[: self.people]

    def programmes(self) -> list[Programme]:
        """Return the ten programmes, or their copies."""
        ten = load_programmes(CATALOGUE)
        return [self._copy(p, number) for p in ten for number in range(self.copies)]

    def places(self) -> dict[str, Places]:
        """Scale the places of the brochure to the crowd."""
        scale = self.people / PLACES_OF_THE_BROCHURE / self.copies
        rooms = {p.id: round(p.capacity * scale) for p in self.programmes()}
        return {programme_id: Places(count, count) for programme_id, count in rooms.items()}

    def _copy(self, programme: Programme, number: int) -> Programme:
        if not self.different:
            return replace(programme, id=f"{programme.id}-{number}")
        criteria = [
            replace(c, values=tuple(v for i, v in enumerate(c.values) if (i + number) % 10))
            if c.code == "level" and len(c.values) > 1
            else c
            for c in programme.criteria
        ]
        return replace(programme, id=f"{programme.id}-{number}", criteria=tuple(criteria))


INSTANCES = {
    "432 × 10": Instance(432),
    "10,000 × 10": Instance(10_000),
    "150,000 × 10": Instance(150_000),
    "150,000 × 300, alike by thirty": Instance(150_000, copies=30),
    "150,000 × 300, all different": Instance(150_000, copies=30, different=True),
}


def measure_plan(instance: Instance) -> tuple[int, int, float, float]:
    """Return people placed, total points, seconds, and MB of the process at its highest."""
    crowd, programmes, places = instance.profiles(), instance.programmes(), instance.places()
    start = time.process_time()
    found = plan(crowd, programmes, places)
    seconds = time.process_time() - start
    by_id = {programme.id: programme for programme in programmes}
    total = sum(
        round(fit(person, by_id[programme_id]) * POINTS)
        for person in crowd
        if (programme_id := found.placed[person.id]) is not None
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024**2 if sys.platform == "darwin" else 1024)
    return found.count, total, seconds, megabytes


def measure_yardstick(instance: Instance, *, grouped: bool) -> tuple[int, int, float, int]:
    """Return the same for OR-Tools, the groups being made; then the number of arcs."""
    programmes, places = instance.programmes(), instance.places()
    groups = group_by_fits(instance.profiles(), programmes)
    rows = [
        ([(index, round(value * POINTS)) for index, value in fits], len(ids))
        for fits, ids in groups.items()
    ]
    if not grouped:
        rows = [(options, 1) for options, count in rows for _ in range(count)]
    rooms = [places[programme.id].free for programme in programmes]
    start = time.process_time()
    placed, total, arcs = _solve(rows, rooms)
    return placed, total, time.process_time() - start, arcs


def solve_one_by_one(
    people: Iterable[Profile], programmes: Sequence[Programme], places: Mapping[str, Places]
) -> int:
    """Return how many people OR-Tools places, each with an arc per programme open to them."""
    crowd = list(people)
    rows = [
        ([(i, round(fit(p, o) * POINTS)) for i, o in enumerate(programmes) if is_open(p, o)], 1)
        for p in crowd
    ]
    rooms = [len(crowd) if (r := places[p.id]).open_ended else max(0, r.free) for p in programmes]
    return _solve(rows, rooms)[0]


def _solve(
    rows: Sequence[tuple[list[tuple[int, int]], int]], rooms: Sequence[int]
) -> tuple[int, int, int]:
    """Solve with OR-Tools: node 0 is « nowhere », then programmes, groups, and the end."""
    solver = min_cost_flow.SimpleMinCostFlow()
    end = 1 + len(rooms) + len(rows)
    total_people = sum(count for _, count in rows)
    add = solver.add_arc_with_capacity_and_unit_cost
    for rank, (options, count) in enumerate(rows, start=1 + len(rooms)):
        solver.set_node_supply(rank, count)
        add(rank, 0, count, UNPLACED)
        for index, points in options:
            add(rank, 1 + index, count, -points)
    for index, room in enumerate(rooms):
        add(1 + index, end, room, 0)
    add(0, end, total_people, 0)
    solver.set_node_supply(end, -total_people)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("OR-Tools found no optimum")
    left = solver.flow(solver.num_arcs() - 1)
    return total_people - left, UNPLACED * left - solver.optimal_cost(), solver.num_arcs()


def _in_new_process(instance: Instance) -> tuple[int, int, float, float]:
    """Measure in a process of its own, so that its memory is that of this instance alone."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(measure_plan, instance).result()


def main() -> None:
    """Measure, check that totals agree, print the table and keep it."""
    rows = []
    for name, instance in INSTANCES.items():
        placed, points, ours, megabytes = _in_new_process(instance)
        grouped = measure_yardstick(instance, grouped=True)
        if (placed, points) != grouped[:2]:
            raise RuntimeError(f"{name}: plan and OR-Tools disagree")
        single = "-"
        if instance.copies == 1:
            alone = measure_yardstick(instance, grouped=False)
            if (placed, points) != alone[:2]:
                raise RuntimeError(f"{name}: plan and OR-Tools person by person disagree")
            single = f"{alone[2]:.3f}"
        rows.append(
            (name, str(placed), f"{ours:.3f}", f"{megabytes:.0f}", f"{grouped[2]:.3f}",
             str(grouped[3]), single)
        )  # fmt: skip
    header = ("people × programmes", "placed", "`plan`, s", "whole process, MB",
              "OR-Tools on the groups, s", "arcs", "OR-Tools person by person, s")  # fmt: skip
    note = (
        "Processor seconds. `plan` starts from the profiles: it asks every criterion, makes the "
        "groups, and deals the places to people; OR-Tools is only timed from the groups on. "
        "Both place as many people with the same total fit. Processors differ: what counts is the "
        "ratio to OR-Tools in the same run."
    )
    body = "\n\n".join((markdown_table(header, rows), note, machine_line("ortools")))
    print(body)
    keep_section("Planning", body)


if __name__ == "__main__":
    main()
