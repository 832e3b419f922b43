"""The choice of a period, as the pages of the reports offer it. Pure."""

from dataclasses import dataclass
from datetime import date

from app.core.formats import date_short
from app.core.school_year import school_year_start
from app.reports.figures import Period
from app.reports.periods import (
    DAYS,
    MONTH,
    Chosen,
    days_text,
    list_months,
    list_years,
    month_label,
    year_label,
)


@dataclass(frozen=True, slots=True)
class Picker:
    """What is offered, and what is chosen; options are (value, label).

    `label` names the period and `days` says its days, "" when its name does; `query` asks for it
    again; `since` and `until` are what the fields of days hold; `unread` says what was not
    understood.
    """

    period: Period
    label: str
    days: str
    query: dict[str, str]
    unread: tuple[str, ...]
    years: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]
    year: str
    month: str
    since: str
    until: str
    ends_today: bool


def offer(chosen: Chosen, today: date) -> Picker:
    """Return the choice around a period: it is always among what is offered."""
    period = chosen.period
    first = school_year_start(period.end).year
    years = sorted({*list_years(today), first}, reverse=True)
    month = period.start.replace(day=1) if chosen.kind == MONTH else today.replace(day=1)
    months = sorted({*list_months(today), month}, reverse=True)
    typed = chosen.typed if chosen.kind == DAYS else {}
    return Picker(
        period,
        chosen.label,
        "" if chosen.kind == DAYS and not chosen.unread else days_text(period.start, period.end),
        chosen.query,
        chosen.unread,
        tuple((str(year), year_label(year)) for year in years),
        tuple((f"{it:%Y-%m}", month_label(it)) for it in months),
        str(first),
        f"{month:%Y-%m}",
        typed.get("du") or date_short(period.start),
        typed.get("au") or date_short(period.end),
        period.end == today,
    )
