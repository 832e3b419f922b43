"""Reading school holidays: the official calendar, or a file of ours. Nothing is written here.

The official data set (`fr-en-calendrier-scolaire`, data.education.gouv.fr) has a line for each
academy, in CSV or JSON. Ours is `data/calendrier_zone_B.json`.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from anyascii import anyascii

from app.core import clock
from app.core.plain_text import is_plain
from app.core.text_files import UnreadableFileError, read_text
from app.core.typography import NBSP

LARGEST = 20_000_000
"""Bytes. The whole data set takes 0.25 million a decade."""
ALIASES = {
    "date de debut": "start_date",
    "date de fin": "end_date",
    "academies": "location",
    "academie": "location",
    "zone": "zones",
}
NEEDED = frozenset({"description", "start_date", "end_date"})
LONGEST_NAME = 80
LONGEST = timedelta(days=100)
SATURDAY = 5
DAY = timedelta(days=1)
OURS = frozenset({"nom", "premier_jour_vaque", "dernier_jour_vaque"})
DAY_SHAPES = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Holiday:
    """School holidays, both days included."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that is not entered: its number in the file, and why, in French."""

    line: int
    reason: str


class _LeftError(Exception):
    """Why a line is left."""


def read_holidays(file: Path, academy: str, zone: str) -> list[Holiday | LeftLine]:
    """Return the lines that are left, then the holidays of the pupils of an academy, by day.

    Args:
        academy: Lille; of a file that names no academy, the lines of the zone are read.
        zone: A, B or C.

    Raises:
        UnreadableFileError: not such a file, or nothing in it for this academy.
    """
    left: list[LeftLine] = []
    found: dict[tuple[date, date], Holiday] = {}
    for line, record in _read_records(read_text(file, LARGEST)):
        if not _is_ours(record, academy, zone):
            continue
        try:
            holiday = _read_holiday(record)
        except _LeftError as reason:
            left.append(LeftLine(line, str(reason)))
        except OverflowError:  # the day before the first one there is, or after the last
            left.append(LeftLine(line, "dates impossibles"))
        else:
            found.setdefault((holiday.starts_on, holiday.ends_on), holiday)
    if not found and not left:
        raise UnreadableFileError(
            f"Ce fichier n’a pas de vacances pour l’académie de {academy} (zone {zone})."
        )
    return [*left, *(found[days] for days in sorted(found))]


def _read_records(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Return the lines with their numbers; those of a table begin below its titles."""
    is_json = text.lstrip()[:1] in {"{", "["}
    records = _read_json(text) if is_json else _read_csv(text)
    if records and not (records[0].keys() >= NEEDED or records[0].keys() >= OURS):
        raise UnreadableFileError(
            "Ce fichier n’est pas le calendrier scolaire officiel (colonnes description, "
            "start_date et end_date)."
        )
    return enumerate(records, 1 if is_json else 2)


def _column(name: str) -> str:
    bare = anyascii(name).strip().lower()
    return ALIASES.get(bare, bare)


def _read_json(text: str) -> list[dict[str, str]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("Ce fichier n’est pas du JSON lisible.") from error
    if isinstance(content, dict):
        content = content.get("vacances") or content.get("results")
    records = content if isinstance(content, list) else [{}]
    return [_as_texts(record) if isinstance(record, dict) else {} for record in records]


def _as_texts(record: Mapping[str, Any]) -> dict[str, str]:
    return {
        _column(name): ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        for name, value in record.items()
    }


def _read_csv(text: str) -> list[dict[str, str]]:
    title, _, _ = text.partition("\n")
    separator = ";" if ";" in title else ","
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if row]
    except csv.Error:
        return [{}]
    columns = [_column(name) for name in rows[0]] if rows else []
    return [dict(zip(columns, row, strict=False)) for row in rows[1:]] or [{}]


def _is_ours(record: Mapping[str, str], academy: str, zone: str) -> bool:
    """Return whether a line is for the pupils of an academy; teachers have their own summer."""
    if "enseignant" in record.get("population", "").lower():
        return False
    if record.get("location", ""):
        places = {_column(place) for place in record["location"].split(",")}
        return _column(academy) in places
    zones = record.get("zones", "")
    return not zones or f"zone {zone}".lower() in zones.lower()


def _read_holiday(record: Mapping[str, str]) -> Holiday:
    said = record.get("description") or record.get("nom") or ""
    name = " ".join(said.replace("'", "’").split())
    if not name or len(name) > LONGEST_NAME or not is_plain(name):
        raise _LeftError("nom absent, trop long ou illisible")
    if record.keys() >= OURS:
        starts_on = _read_day(record["premier_jour_vaque"])
        ends_on = _read_day(record["dernier_jour_vaque"])
    else:
        starts_on, ends_on = _read_stretch(record, name)
    if not starts_on <= ends_on < starts_on + LONGEST:
        raise _LeftError(f"«{NBSP}{name}{NBSP}», dates à l’envers ou période de plus de 100 jours")
    return Holiday(name, starts_on, ends_on)


def _read_stretch(record: Mapping[str, str], name: str) -> tuple[date, date]:
    """Return the first and the last day without school, from a departure and a return.

    One leaves after school and comes back in the morning; holidays begin on Saturday for pupils
    who have no school then. A bridge of one day is written as one instant.
    Source: calendrier scolaire, education.gouv.fr.
    """
    leaves_on = _read_day(record.get("start_date", ""))
    returns_on = _read_day(record.get("end_date", ""))
    if name.lower().startswith("début"):
        raise _LeftError(f"«{NBSP}{name}{NBSP}», la date de la rentrée n’est pas publiée")
    if not name.lower().startswith("vacances"):
        return leaves_on, max(leaves_on, returns_on - DAY)
    starts_on = leaves_on if leaves_on.weekday() >= SATURDAY else leaves_on + DAY
    return starts_on, returns_on - DAY


def _read_day(text: str) -> date:
    """Return the day in Paris of an instant or a day, as data sets and spreadsheets write it."""
    for shape in DAY_SHAPES:
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=clock.PARIS).date()
        except ValueError:
            continue
    try:
        instant = datetime.fromisoformat(text.strip())
        return clock.day_of(instant) if instant.tzinfo else _midnight(instant)
    except (ValueError, OverflowError) as error:
        raise _LeftError(f"date «{NBSP}{text[:30]}{NBSP}» illisible") from error


def _midnight(instant: datetime) -> date:
    """Return the day of an instant that says no time zone: sure at midnight only.

    Raises:
        ValueError: it could be the day before or the day after.
    """
    if (instant.hour, instant.minute) != (0, 0):
        raise ValueError(instant)
    return instant.date()
