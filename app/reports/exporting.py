"""Workbooks made while their reader waits, and their names."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anyascii import anyascii

from app.auth.rules import Actor
from app.auth.territories import read_territory
from app.core import audit, clock
from app.core.db import transactional
from app.core.web import product_name
from app.reports.choices import Choice, days_in_name, read_choice
from app.reports.journal import EXPORTED
from app.reports.rules import DIRECT_ROWS
from app.reports.workbooks import build_workbook, count_lines, write_order
from app.reports.workbooks.order import Order, order_of

LONGEST_NAME = 80  # of what an event of the trail is about


@dataclass(frozen=True, slots=True)
class File:
    """A workbook ready to be taken away."""

    name: str
    content: bytes


def order_today(actor: Actor, choice: Choice) -> Order:
    """Return the order of a choice made now."""
    return order_of(actor, choice, clock.today())


def export_at_once(choice: Choice, actor: Actor) -> File | None:
    """Return a workbook; None when it is so large that the worker has to make it.

    Who took it is written in the trail, after the file is built: nobody waits for a workbook to
    write.
    """
    order = order_today(actor, choice)
    if count_lines(order) > DIRECT_ROWS:
        return None
    file = File(name_workbook(choice, actor.territory_id, order.on), write_order(order))
    _record_export(actor, file.name, choice)
    return file


def write_workbook(path: Path, territory_id: int, on: date) -> None:
    """Write the workbook of the committee to a file, for the command line; the trail says so.

    Raises:
        OSError: the file cannot be written; the trail says nothing.
    """
    choice = read_choice({}, on)
    name = name_workbook(choice, territory_id, on)
    content = build_workbook(territory_id, on)
    _record_export(None, name, choice, path, content)


def name_workbook(choice: Choice, territory_id: int, on: date, *, with_names: bool = False) -> str:
    """Return the name of a file: the product, the territory, what it is, the days it is about."""
    product = re.sub(r"\W+", "-", anyascii(product_name()).lower())
    what = f"-{choice.workbook.value}" + ("-nominatif" if with_names else "")
    ending = f"{what}-{days_in_name(choice, on)}.xlsx"
    start = f"{product}-{read_territory(territory_id).slug}"
    return start[: LONGEST_NAME - len(ending)] + ending


@transactional
def _record_export(
    actor: Actor | None, name: str, choice: Choice, path: Path | None = None, content: bytes = b""
) -> None:
    audit.record(EXPORTED, actor, "workbook", name, filters=choice.query)
    if path is not None:
        path.write_bytes(content)
