"""The indicators and SQL written for the tests alone say the same numbers, on both databases."""

from datetime import date

import pytest
from sqlalchemy import text

from app.core.db import db
from app.referrals.origins import stage_of_situation
from app.referrals.situations import BY_CODE
from app.reports import boards, queries
from app.reports.breakdowns import Tally, grid_of
from app.reports.dimensions import MEASURE_LABELS, QPV, STAGE, by_school
from app.reports.figures import Period
from app.reports.grids import Mark
from app.reports.indicators import list_indicators
from app.reports.pairs import Measure
from tests.reports.pair_crowd import enter_pairs

pytestmark = pytest.mark.both_databases
PERIODS = [
    Period(date(2026, 9, 1), date(2026, 11, 27)),
    Period(date(2025, 9, 1), date(2026, 8, 31)),
    Period(date(2026, 3, 1), date(2026, 3, 31)),
]
PAIRS = """
WITH pair AS (
  SELECT a.started_on AS first_day, a.state, a.end_reason, r.situation, r.qpv, p.slug,
    y.name_key, y.birth_date, coalesce(s.name, o.name) AS school, {six} AS sixth_month,
    coalesce(substr(cast(a.ended_on AS varchar(40)), 1, 10), (
      SELECT substr(cast(max(t.at) AS varchar(40)), 1, 10) FROM thread_entry t
      WHERE t.assignment_id = a.id AND t.kind = 'handed_over'
    )) AS last_day
  FROM assignment a
  JOIN referral r ON r.id = a.referral_id
  JOIN young_person y ON y.id = r.young_person_id
  JOIN programme p ON p.id = a.programme_id
  JOIN organisation o ON o.id = r.organisation_id
  LEFT JOIN organisation s ON s.id = r.school_id
  WHERE a.started_on IS NOT NULL
), active AS (
  SELECT * FROM pair
  WHERE cast(first_day AS varchar(40)) <= :end
    AND (last_day IS NULL
      OR (last_day >= :start AND last_day >= cast(first_day AS varchar(40))))
)
SELECT {columns} FROM active WHERE {where} GROUP BY {key}
"""
HALF_YEAR = {
    "sqlite": "date(a.started_on, '+6 months')",
    "postgresql": "cast(cast(a.started_on + interval '6 months' AS date) AS varchar(40))",
}
LASTED = "sixth_month <= CASE WHEN last_day < :end THEN last_day ELSE :end END"
STOPPED = "state = 'ended_early' AND end_reason <> 'transferred'"
WHERE = {
    Measure.ACTIVE: "1 = 1",
    Measure.STARTED: "cast(first_day AS varchar(40)) >= :start",
    Measure.ENDED: "last_day <= :end",
    Measure.LONG: LASTED,
    Measure.BROKEN: f"last_day <= :end AND {STOPPED} AND NOT ({LASTED})",
}


def ask(period: Period, where: str, key: str = "1", columns: str = "count(*)") -> list[tuple]:
    """Return the rows of the tests' own SQL."""
    statement = PAIRS.format(
        six=HALF_YEAR[db.engine.dialect.name],
        columns=columns if key == "1" else f"{key}, {columns}",
        where=where,
        key=key if key != "1" else "1 = 1",
    )
    if key == "1":
        statement = statement.replace("GROUP BY 1 = 1", "")
    bounds = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return [tuple(row) for row in db.session.execute(text(statement), bounds)]


@pytest.fixture
def tally(roubaix):
    """Return what the application counts of a crowd of pairs, for a period."""
    enter_pairs(300)

    def count(period: Period) -> Tally:
        return boards.read_tally(roubaix, period, queries.list_occupations(roubaix, period.end))

    return count


def agrees(value, counted: int) -> bool:
    """Return whether a cell says a number, or hides one that may be hidden."""
    return value == counted if value is not Mark.HIDDEN else True


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_every_total_equals_the_sql(tally, period):
    counted = tally(period)

    asked = {measure: ask(period, where)[0][0] for measure, where in WHERE.items()}

    assert {measure: counted.total(measure) for measure in Measure} == asked
    assert asked[Measure.ACTIVE] > 10


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_mentored_young_people_are_counted_once(tally, period):
    people = list_indicators(tally(period))[0].value

    rows = ask(period, "1 = 1", "name_key, birth_date")

    assert people == len(rows)


def test_every_association_has_the_pairs_of_the_sql(tally):
    counted = tally(PERIODS[0])

    for measure, where in WHERE.items():
        asked = dict(ask(PERIODS[0], where, "slug"))
        assert dict(zip(counted.names, counted.of_each(measure), strict=True)) == {
            slug: asked.get(slug, 0) for slug in counted.names
        }


@pytest.mark.parametrize("dimension,key", [(STAGE, "situation"), (QPV, "qpv")])
def test_a_breakdown_shows_the_sql_and_hides_what_is_small(tally, dimension, key):
    grid = grid_of(dimension, tally(PERIODS[1]))
    codes = {1: "yes", 0: "no", None: "unknown"}  # true is 1

    for column, measure in enumerate(MEASURE_LABELS):
        asked = dict.fromkeys(dimension.labels, 0)
        for value, number in ask(PERIODS[1], WHERE[measure], key):
            asked[stage_of_situation(BY_CODE[value]) if key != "qpv" else codes[value]] += number
        shown = [line.values[column] for line in grid.lines]
        assert all(map(agrees, shown, asked.values()))
        assert not any(0 < cell < 5 for cell in shown if cell is not Mark.HIDDEN)


def test_a_school_has_the_pairs_of_the_sql(tally):
    counted = tally(PERIODS[1])
    schools = by_school(counted.pairs)

    asked = dict(ask(PERIODS[1], "1 = 1", "school"))

    found = dict(zip(schools.labels, counted.counts(schools, Measure.ACTIVE), strict=True))
    known = {name: number for name, number in found.items() if name}
    assert known.items() <= asked.items()
    assert sum(found.values()) == sum(asked.values())
