"""What the pages of exports ask for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anyascii import anyascii

from app.auth.rules import Actor
from app.auth.territories import read_territory
from app.core import audit
from app.core.db import transactional
from app.core.web import product_name
from app.reports.figures import Period, school_year_until
from app.reports.journal import EXPORTED, PastExport, list_past_exports
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


def read_exports(actor: Actor, on: date) -> ExportsPage:
    """Return what the page of exports shows."""
    period = school_year_until(on)
    return ExportsPage(period, list_past_exports(actor.territory_id, period))


def export_workbook(actor: Actor, on: date) -> Workbook:
    """Return the workbook of the reader's territory; who took it is written in the trail.

    The file is built before the trail is written: nobody waits for a workbook to write.
    """
    workbook = Workbook(_name(actor.territory_id, on), build_workbook(actor.territory_id, on))
    _record_export(actor, workbook.name)
    return workbook


def write_workbook(path: Path, territory_id: int, on: date) -> None:
    """Write the workbook of a territory to a file, for the command line; the trail says so.

    Raises:
        OSError: the file cannot be written; the trail says nothing.
    """
    workbook = Workbook(_name(territory_id, on), build_workbook(territory_id, on))
    _record_export(None, workbook.name, path, workbook.content)


def _name(territory_id: int, on: date) -> str:
    product = re.sub(r"\W+", "-", anyascii(product_name()).lower())
    return f"{product}-{read_territory(territory_id).slug}-{on.isoformat()}.xlsx"


@transactional
def _record_export(
    actor: Actor | None, name: str, path: Path | None = None, content: bytes = b""
) -> None:
    audit.record(EXPORTED, actor, "workbook", name)
    if path is not None:
        path.write_bytes(content)
