"""What-if on 1,000 young people and ten programmes, from the base to the radar.

Run as `python -m benchmarks.what_if`. The yardsticks of the same run are one `plan` of the same
people and OR-Tools' min-cost flow of them one by one; both place as many.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import create_app
from app.auth.territories import get_territory
from app.capacity.setup import SLUG
from app.core import clock
from app.core.db import db
from app.matching import plan
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.referrals.service.tension import read_basis
from app.steering.outlook import Outlook, compare
from app.steering.queries.board import list_offered
from app.steering.radar import scan
from app.steering.scenario import Change, Scenario, apply, world_of
from app.steering.service.simulating import list_expected, read_waiting
from benchmarks.machine import keep_section, machine_line, markdown_table
from benchmarks.planning import solve_one_by_one
from benchmarks.waiting_list import fill
from tests.conftest import migrate_and_set_up
from tests.support import postgres
from tests.support.settings import make_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.matching import Profile
    from app.steering.outlook import Person
    from app.steering.scenario import Offered, World

RUNS = 5
LISTS = {"1,000 waiting": (1_000, 432, False), "510 waiting, and expected": (510, 410, True)}
"""Those who wait, other referrals of the same days, and whether those still expected count."""
SCENARIO = Scenario(
    {
        "cpossible": Change(stated=30),
        "lacle": Change(stated=30),
        "afev": Change(lifted=frozenset({"education_prioritaire", "prescriber"})),
    }
)
NOTE = (
    "C’Possible passes from 20 places to 30, LA CLE from 10 to 30, and Afev takes pupils outside "
    "REP; a third of every programme is free, one person in ten was declined somewhere. Read: the "
    "board and the waiting list, with what each tried. Before and after: both plans, then one and "
    "five more places of each programme. Ms of processor, the least of five; reading from "
    "PostgreSQL, which works in another process, in ms elapsed. OR-Tools is given every arc one by "
    "one, grouping and refusals apart. To hold: 300 ms for 1,000 people."
)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each part, of the yardsticks, and how many are placed before and after."""

    people: int
    placed: tuple[int, int]
    reading: float
    comparing: float
    scanning: float
    one_plan: float
    yardstick: float

    @property
    def total(self) -> float:
        """The whole of what the page waits for, its HTML apart."""
        return self.reading + self.comparing + self.scanning

    def row(self, name: str) -> tuple[str, ...]:
        """Return the line of the table."""
        parts = (self.reading, self.comparing, self.scanning, self.total)
        times = f"{self.total / self.one_plan:.1f}"
        return (
            name,
            str(self.people),
            f"{self.placed[0]} / {self.placed[1]}",
            *(f"{part:.0f}" for part in parts),
            f"{self.one_plan:.0f} (× {times})",
            f"{self.yardstick:.0f}",
        )


def measure(territory_id: int, clock_of: Callable[[], float], *, expected: bool) -> Times:
    """Return what a simulation costs, part by part.

    Args:
        clock_of: what times the reading; the rest is ours alone, in processor time.
    """

    def read() -> tuple[tuple[Offered, ...], list[Person]]:
        offered, people = list_offered(territory_id), read_waiting(territory_id)
        if expected:
            people += list_expected(read_basis(territory_id, clock.today()), offered)
        return offered, people

    reading, (offered, people) = _least(read, clock_of)
    worlds = world_of(offered), apply(SCENARIO, offered)
    comparing, outlook = _least(lambda: compare(people, *worlds))
    scanning, _ = _least(lambda: scan(outlook, worlds[1].programmes, OFFERED_NEEDS))
    one_plan, yardstick = _yardsticks(people, worlds[1], outlook)
    placed = outlook.before.count, outlook.after.count
    return Times(len(people), placed, reading, comparing, scanning, one_plan, yardstick)


def _yardsticks(people: list[Person], world: World, outlook: Outlook) -> tuple[float, float]:
    """Measure one plan and OR-Tools, and check that they place as many.

    OR-Tools knows no refusal: it is set against a plan in which nobody declined.
    """
    profiles: list[Profile] = [person.profile for person in people]
    tried = {person.profile.id: person.tried for person in people}
    given = (profiles, world.programmes, world.places)
    one_plan, same = _least(lambda: plan(*given, declined=tried))
    if same.count != outlook.after.count:
        raise RuntimeError("plan and what-if disagree")
    yardstick, placed = _least(lambda: solve_one_by_one(*given))
    if placed != plan(*given).count:
        raise RuntimeError("plan and OR-Tools disagree")
    return one_plan, yardstick


def _least(
    act: Callable[[], Any], clock_of: Callable[[], float] = time.process_time
) -> tuple[float, Any]:
    def once() -> tuple[float, Any]:
        start = clock_of()
        found = act()
        return (clock_of() - start) * 1_000, found

    return min((once() for _ in range(RUNS)), key=lambda timed: timed[0])


def _on(url: str, listed: str, clock_of: Callable[[], float]) -> Times:
    """Measure one list on a new base."""
    waiting, others, expected = LISTS[listed]
    migrate_and_set_up(url)
    app = create_app(make_settings(url, Path()))
    with app.app_context():
        territory_id = get_territory(SLUG).id
        fill(territory_id, waiting, others)
        times = measure(territory_id, clock_of, expected=expected)
        db.session.remove()
        db.engine.dispose()
    return times


def main() -> None:
    """Measure on both databases, print the table, keep it in RESULTS.md."""
    rows: list[tuple[str, ...]] = []
    for listed in LISTS:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/what_if.sqlite3"
            rows.append(_on(url, listed, time.process_time).row(f"SQLite, {listed}"))
    with postgres.throw_away_server() as server:
        for rank, listed in enumerate(LISTS):
            postgres.execute(server, f"CREATE DATABASE what_if_{rank}")
            url = postgres.url_of(server, f"what_if_{rank}")
            rows.append(_on(url, listed, time.perf_counter).row(f"PostgreSQL, {listed}"))
    header = ("list", "people", "placed before / after", "read", "before, after, worth", "radar",
              "**whole**", "one `plan`", "OR-Tools one by one")  # fmt: skip
    body = "\n\n".join((markdown_table(header, rows), NOTE, machine_line("ortools", "sqlalchemy")))
    print(body)
    keep_section("What if", body)


if __name__ == "__main__":
    main()
