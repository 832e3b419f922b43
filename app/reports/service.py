"""What the pages of the reports ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.auth.rules import Actor
from app.core import audit
from app.core.db import transactional
from app.reports import queries
from app.reports.figures import Period, school_year_until
from app.reports.holidays import list_holidays
from app.reports.journal import EXPORTED, PastExport, list_past_exports
from app.reports.links import Links
from app.reports.presenting import Dashboard, Sources, present
from app.reports.workbooks import build_workbook


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file ready to be taken away."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """The page of exports: the period they cover, and the last ones that were taken."""

    period: Period
    past: Sequence[PastExport]


def read_dashboard(actor: Actor, on: date) -> Dashboard:
    """Return the dashboard of the reader's territory, from 1 September to that day."""
    period = school_year_until(on)
    sources = Sources(
        occupations=queries.list_occupations(actor.territory_id),
        answers=queries.read_answers(actor.territory_id, period),
        counts=queries.count_referrals(actor.territory_id, period, on),
        holidays=list_holidays(),
    )
    return present(sources, Links(actor, period), on)


def read_exports(actor: Actor, on: date) -> ExportsPage:
    """Return what the page of exports shows."""
    period = school_year_until(on)
    return ExportsPage(period, list_past_exports(actor.territory_id, period))


def export_workbook(actor: Actor, on: date) -> Workbook:
    """Return the workbook of the reader's territory; who took it is written in the trail.

    The file is built before the trail is written: nobody waits for a workbook to write.
    """
    name = workbook_name(on)
    workbook = Workbook(name, build_workbook(actor.territory_id, on))
    _record_export(actor, name)
    return workbook


def write_workbook(path: Path, territory_id: int, on: date) -> None:
    """Write the workbook of a territory to a file, for the command line."""
    path.write_bytes(build_workbook(territory_id, on))


def workbook_name(on: date) -> str:
    """Return the name of the file, with the day it was made."""
    return f"navette-roubaix-{on.isoformat()}.xlsx"


@transactional
def _record_export(actor: Actor, name: str) -> None:
    audit.record(EXPORTED, actor, "workbook", name)
