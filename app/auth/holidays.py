"""Entering the school holidays of years to come; what people changed stays unless asked."""

from dataclasses import dataclass, field
from pathlib import Path

from app.auth.closed_days import list_periods
from app.auth.models import ClosedPeriod
from app.auth.rules import ClosedKind
from app.auth.school_calendar import Holiday, LeftLine, read_holidays
from app.auth.territories import lock_territory
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.formats import date_short
from app.core.school_year import school_year_start
from app.core.typography import NBSP


@dataclass(frozen=True, slots=True)
class Source:
    """A calendar and whose it is: the file, the academy, its zone."""

    file: Path
    academy: str
    zone: str


@dataclass(slots=True)
class HolidayReport:
    """What an import did, or would do; each line tells one holiday.

    `different` are there with other days, and left; `past` ended before this school year.
    """

    created: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    past: int = 0
    left: list[LeftLine] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report in French, lines left first."""
        counted = (
            ("entrées", self.created),
            ("corrigées", self.corrected),
            ("à d’autres dates ici, laissées sans --correct", self.different),
            ("inchangées", self.unchanged),
        )
        return [
            *(f"Ligne {left.line}{NBSP}: {left.reason}" for left in self.left),
            *(f"  {line}" for _, lines in counted[:3] for line in lines),
            *(f"Vacances {words}{NBSP}: {len(lines)}" for words, lines in counted),
            f"Années passées, laissées{NBSP}: {self.past}",
            f"Lignes laissées{NBSP}: {len(self.left)}",
        ]


@dataclass(slots=True)
class _Plan:
    """What has to be written, and its report."""

    settled: list[Holiday] = field(default_factory=list)
    entered: list[Holiday] = field(default_factory=list)
    moved: list[tuple[ClosedPeriod, Holiday]] = field(default_factory=list)
    report: HolidayReport = field(default_factory=HolidayReport)


def preview_holidays(territory_id: int, source: Source, corrects: bool) -> HolidayReport:
    """Return what importing a calendar would do; nothing is written.

    Raises:
        UnreadableFileError: the file is no calendar, or not of this academy.
    """
    return _plan(territory_id, source, corrects).report


@transactional
def import_holidays(territory_id: int, source: Source, corrects: bool) -> HolidayReport:
    """Enter the school holidays that are missing, this school year and later; delete none.

    Args:
        corrects: give those that are there the days of the file, whoever changed them.

    Raises:
        UnreadableFileError: the file is no calendar, or not of this academy.
    """
    territory = lock_territory(territory_id)
    plan = _plan(territory_id, source, corrects)
    for period, holiday in plan.moved:
        period.starts_on, period.ends_on = holiday.starts_on, holiday.ends_on
    for holiday in plan.entered:
        db.session.add(
            ClosedPeriod(
                territory_id=territory_id,
                kind=ClosedKind.SCHOOL_HOLIDAY,
                name=holiday.name,
                starts_on=holiday.starts_on,
                ends_on=holiday.ends_on,
            )
        )
    if plan.entered or plan.moved:
        counts = {"entered": len(plan.entered), "corrected": len(plan.moved)}
        audit.record("calendar.imported", None, "territory", territory.slug, **counts)
    return plan.report


def _plan(territory_id: int, source: Source, corrects: bool) -> _Plan:
    plan = _Plan()
    since = school_year_start(clock.today())
    periods = list_periods(territory_id, since)
    known = [period for period in periods if period.kind is ClosedKind.SCHOOL_HOLIDAY]
    for found in read_holidays(source.file, source.academy, source.zone):
        if isinstance(found, LeftLine):
            plan.report.left.append(found)
        elif found.ends_on < since:
            plan.report.past += 1
        else:
            moved = {period.id for period, _ in plan.moved}  # they leave room for others
            here = [it for it in known if it.id not in moved and _meet(it, found)]
            _sort(plan, found, here, corrects)
    return plan


def _sort(plan: _Plan, holiday: Holiday, here: list[ClosedPeriod], corrects: bool) -> None:
    """Write a holiday on its line of the report, and what it changes."""
    line = f"{holiday.name}{NBSP}: {_days(holiday)}"
    if any(_meet(other, holiday) for other in plan.settled):
        plan.report.different.append(f"{line}, recouvre une autre ligne du fichier")
        return
    plan.settled.append(holiday)
    if not here:
        plan.entered.append(holiday)
        plan.report.created.append(line)
    elif any(_days(period) == _days(holiday) for period in here):
        plan.report.unchanged.append(line)
    elif corrects and len(here) == 1:
        plan.moved.append((here[0], holiday))
        plan.report.corrected.append(f"{line} (c’était {_days(here[0])})")
    else:
        plan.report.different.append(f"{line} (ici {' et '.join(map(_days, here))})")


def _meet(period: ClosedPeriod | Holiday, holiday: Holiday) -> bool:
    """Return whether they share a day."""
    return period.starts_on <= holiday.ends_on and holiday.starts_on <= period.ends_on


def _days(period: ClosedPeriod | Holiday) -> str:
    return f"du {date_short(period.starts_on)} au {date_short(period.ends_on)}"
