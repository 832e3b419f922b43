"""Counting for the report of the territory: one statement, whatever the size."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.db import db
from app.core.school_year import previous_start, school_year_start
from app.referrals.models import Referral, WaitingOption
from app.referrals.origins import stage_of_situation
from app.referrals.rules import ReferralState
from app.referrals.situations import BY_CODE
from app.reports.dimensions import qpv_code
from app.reports.figures import Period
from app.reports.pair_queries import network_of
from app.reports.queries import Line, line_of, monday_of, within

_School = aliased(Organisation)


class Count(StrEnum):
    """What a line of the counting statement counts."""

    QPV = "qpv"
    NETWORK = "network"
    SECTOR = "sector"
    SECTOR_WAITING = "sector_waiting"
    SECTOR_PLACED = "sector_placed"
    WAITING = "waiting"
    OPTION = "option"
    PLACEABLE = "placeable"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


@dataclass(slots=True)
class TerritoryCounts:
    """Referrals of a territory, counted; a key that counts nothing is absent.

    Submitted in the period: by district (`QPV_LABELS`), by network of the school attended, by
    sector of the city. Today: waiting, by stage and by sector; accompanied, by sector; `options`:
    waiting referrals by stage and by association they could go to; `placeable`: how many could go
    to one at least. By Monday: referrals of the
    school year the period ends in, up to its end, and of the whole year before.
    """

    qpv: Counter[str] = field(default_factory=Counter)
    networks: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    sectors_waiting: Counter[str] = field(default_factory=Counter)
    sectors_placed: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    options: Counter[tuple[str, str]] = field(default_factory=Counter)
    placeable: int = 0
    this_year: Counter[date] = field(default_factory=Counter)
    last_year: Counter[date] = field(default_factory=Counter)


def count_territory(territory_id: int, period: Period) -> TerritoryCounts:
    """Return every count of referrals the report of the territory shows: one statement."""
    lines = union_all(
        *_received(territory_id, period), *_today(territory_id), *_years(territory_id, period)
    ).subquery()
    rows = db.session.execute(
        select(lines.c.measure, lines.c.key, func.count()).group_by(lines.c.measure, lines.c.key)
    )
    counts = TerritoryCounts()
    for measure, key, number in rows:
        _add(counts, Count(measure), key, number)
    return counts


def years_of(period: Period) -> tuple[Period, Period]:
    """Return the school year a period ends in, up to its end, and the whole year before."""
    start = school_year_start(period.end)
    before = previous_start(start)
    return Period(start, period.end), Period(before, date(start.year, 8, 31))


def _received(territory_id: int, period: Period) -> Iterator[Line]:
    inside = (Referral.territory_id == territory_id, within(Referral.submitted_at, period))
    known = cast(Referral.qpv, String)
    yield line_of(Count.QPV, func.coalesce(known, "")).where(*inside)
    kinds = _attended(cast(_School.kinds, String), cast(Organisation.kinds, String))
    yield _with_school(line_of(Count.NETWORK, kinds)).where(*inside)
    yield _with_school(line_of(Count.SECTOR, _sector())).where(*inside)


def _today(territory_id: int) -> Iterator[Line]:
    here = Referral.territory_id == territory_id
    waits = Referral.state == ReferralState.WAITLISTED
    placed = Referral.state.in_((ReferralState.ACCEPTED, ReferralState.MENTORING))
    yield _with_school(line_of(Count.SECTOR_WAITING, _sector())).where(here, waits)
    yield _with_school(line_of(Count.SECTOR_PLACED, _sector())).where(here, placed)
    yield line_of(Count.WAITING, Referral.situation).where(here, waits)
    has_option = exists().where(WaitingOption.referral_id == Referral.id)
    yield line_of(Count.PLACEABLE, literal("")).select_from(Referral).where(here, waits, has_option)
    yield (
        line_of(Count.OPTION, Referral.situation + "|" + Programme.slug)
        .select_from(WaitingOption)
        .join(Referral, Referral.id == WaitingOption.referral_id)
        .join(Programme, Programme.id == WaitingOption.programme_id)
        .where(here, waits)
    )


def _years(territory_id: int, period: Period) -> Iterator[Line]:
    for measure, year in zip((Count.THIS_YEAR, Count.LAST_YEAR), years_of(period), strict=True):
        yield line_of(measure, monday_of(Referral.submitted_at, year)).where(
            Referral.territory_id == territory_id, within(Referral.submitted_at, year)
        )


def _with_school(line: Line) -> Select[Any]:
    """Join the organisation that refers, and the school attended when it is another one."""
    return (
        line.select_from(Referral)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(_School, _School.id == Referral.school_id)
    )


def _sector() -> ColumnElement[str]:
    return _attended(_School.sector, Organisation.sector)


def _attended(of_school: Any, of_prescriber: Any) -> ColumnElement[str]:
    return case((_School.id.is_not(None), of_school), else_=of_prescriber)


def _add(counts: TerritoryCounts, measure: Count, key: str, number: int) -> None:
    match measure:
        case Count.QPV:
            counts.qpv[qpv_code({"": None}.get(key, key in {"1", "true"}))] += number
        case Count.NETWORK:
            counts.networks[network_of(json.loads(key))] += number
        case Count.SECTOR:
            counts.sectors[key] += number
        case Count.SECTOR_WAITING:
            counts.sectors_waiting[key] += number
        case Count.SECTOR_PLACED:
            counts.sectors_placed[key] += number
        case Count.WAITING:
            counts.waiting[_stage(key)] += number
        case Count.OPTION:
            situation, _, slug = key.partition("|")
            counts.options[_stage(situation), slug] += number
        case Count.PLACEABLE:
            counts.placeable += number
        case Count.THIS_YEAR | Count.LAST_YEAR:
            year = counts.this_year if measure is Count.THIS_YEAR else counts.last_year
            year[date.fromisoformat(key)] += number


def _stage(situation: str) -> str:
    return stage_of_situation(BY_CODE[situation])
