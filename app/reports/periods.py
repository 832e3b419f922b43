"""The period somebody asks for, read from the address of a page. Pure.

`periode` says how it is told: `annee` (`annee=2026`, the year of its 1 September), `mois`
(`mois=2026-10`) or `perso` (`du` and `au`, dates as people type them). What cannot be read falls
back on the school year of today, with a sentence that says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.core.formats import MONTHS, date_text, day_month_text
from app.core.school_year import SEPTEMBER, school_year_start
from app.core.typography import NBSP
from app.matching.wording import upper_first
from app.referrals.dates import UnreadableDateError, read_date
from app.reports.figures import Period

YEAR, MONTH, DAYS = "annee", "mois", "perso"
LONGEST = timedelta(days=366)
FIRST_YEAR = 2000
"""Nothing is older: a mistyped century does not draw an empty chart of a thousand weeks."""
WHOLE_YEARS = (
    f"Cette page porte sur une année scolaire{NBSP}: sur une période plus courte, de petits "
    "nombres feraient reconnaître des jeunes."
)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period somebody chose.

    `kind` is how it is told; `query` are the parameters of an address that ask for it again;
    `label` names it: « Octobre 2026 »; `unread` are the sentences about what was not understood;
    `typed` is what `du` and `au` said, so that a mistyped date can be corrected.
    """

    period: Period
    kind: str
    label: str
    query: dict[str, str]
    unread: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)


class UnreadPeriodError(ValueError):
    """The period cannot be read; the message says why, in French."""


def read_period(args: Mapping[str, str], today: date) -> Chosen:
    """Return the period an address asks for; it never ends after today.

    Without `periode`, dates or a month alone are enough: `?du=…&au=…` asks for these days.

    Args:
        args: parameters of the address.
        today: the last day anything can be counted, Paris time.
    """
    typed = {name: args.get(name, "").strip() for name in ("du", "au")}
    kind = _kind(args)
    try:
        if kind == MONTH:
            return _month(args.get(MONTH, ""), today)
        if kind == DAYS:
            return _days(typed, today)
        return _year(args.get(YEAR, ""), today)
    except UnreadPeriodError as unread:
        default = choose_year(school_year_start(today).year, today)
        return replace(
            default,
            kind=DAYS if kind == DAYS else YEAR,
            unread=(str(unread),),
            typed=typed,
        )


def choose_year(year: int, today: date) -> Chosen:
    """Return a school year, up to today.

    Args:
        year: of its 1 September.
    """
    last = date(year + 1, SEPTEMBER - 1, 31)
    period = Period(date(year, SEPTEMBER, 1), min(last, today))
    return Chosen(period, YEAR, year_label(year), {"periode": YEAR, YEAR: str(year)})


def choose_year_around(period: Period, today: date) -> Chosen:
    """Return the school year a period ends in, up to today.

    What crosses a personal attribute is told over such a year only: over a month most numbers would
    be hidden, and subtracting months would give the others back (docs/adr/066-small-counts.md).
    """
    return choose_year(school_year_start(period.end).year, today)


def widen(chosen: Chosen, today: date) -> Chosen:
    """Return the school year around a choice, with a sentence when it was another period.

    Its `query` still asks for that period: the other pages have it.
    """
    year = choose_year_around(chosen.period, today)
    if chosen.period == year.period:
        return chosen
    return replace(year, query=chosen.query, unread=(*chosen.unread, WHOLE_YEARS))


def year_label(year: int) -> str:
    """Année scolaire 2026-2027."""
    return f"Année scolaire {year}-{year + 1}"


def month_label(first: date) -> str:
    """Octobre 2026."""
    return f"{MONTHS[first.month - 1].capitalize()} {first.year}"


def list_years(today: date, how_many: int = 4) -> list[int]:
    """Return the school years one can choose, by their first year, this one first."""
    this = school_year_start(today).year
    return [this - n for n in range(how_many)]


def list_months(today: date) -> list[date]:
    """Return the first days of the months one can choose: this school year and the one before."""
    first = school_year_start(today).replace(year=school_year_start(today).year - 1)
    months = [first]
    while (following := _next_month(months[-1])) <= today:
        months.append(following)
    return months[::-1]


def _kind(args: Mapping[str, str]) -> str:
    if asked := args.get("periode", ""):
        return asked
    if args.get("du") or args.get("au"):
        return DAYS
    return MONTH if args.get(MONTH) else YEAR


def _year(text: str, today: date) -> Chosen:
    text = text.strip()
    if not text:
        return choose_year(school_year_start(today).year, today)
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) < FIRST_YEAR:
        raise UnreadPeriodError(_said("Cette année scolaire n’existe pas", today))
    if date(int(text), SEPTEMBER, 1) > today:
        raise UnreadPeriodError(_said("Cette année scolaire n’a pas commencé", today))
    return choose_year(int(text), today)


def _month(text: str, today: date) -> Chosen:
    match = _MONTH.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < FIRST_YEAR:
        raise UnreadPeriodError(_said("Écrivez le mois comme 2026-10", today))
    first = date(int(match[1]), int(match[2]), 1)
    if first > today:
        raise UnreadPeriodError(_said("Ce mois n’a pas commencé", today))
    period = Period(first, min(_next_month(first) - timedelta(days=1), today))
    return Chosen(period, MONTH, month_label(first), {"periode": MONTH, MONTH: f"{first:%Y-%m}"})


def _days(typed: Mapping[str, str], today: date) -> Chosen:
    """Return the days from `du` to `au`; one that is missing is the rentrée, or today."""
    start = _day(typed["du"], school_year_start(today), today)
    end = min(_day(typed["au"], today, today), today)
    if start > today:
        raise UnreadPeriodError(_said("Cette période n’a pas commencé", today))
    if start > end:
        raise UnreadPeriodError(_said("La période finit avant de commencer", today))
    if start.year < FIRST_YEAR or end - start >= LONGEST:
        raise UnreadPeriodError(_said("Une période compte un an au plus", today))
    query = {"periode": DAYS, "du": start.isoformat(), "au": end.isoformat()}
    return Chosen(Period(start, end), DAYS, days_label(start, end), query, typed=dict(typed))


def _day(text: str, default: date, today: date) -> date:
    if not text:
        return default
    try:
        return read_date(text, today)
    except UnreadableDateError as error:
        words = f"«{NBSP}{text[:20]}{NBSP}» n’est pas une date"
        raise UnreadPeriodError(_said(words, today)) from error


def days_label(start: date, end: date) -> str:
    """Du 3 au 21 novembre 2026; Le 3 novembre 2026."""
    return upper_first(days_text(start, end))


def days_text(start: date, end: date) -> str:
    """Return days as a sentence says them: month and year twice when they change, else once.

    Du 3 au 21 novembre 2026; du 1er septembre 2025 au 31 août 2026; le 3 novembre 2026.
    """
    if start == end:
        return f"le {date_text(start)}"
    if (start.year, start.month) == (end.year, end.month):
        first = day_month_text(start).split(NBSP)[0]
    else:
        first = day_month_text(start) if start.year == end.year else date_text(start)
    return f"du {first} au {date_text(end)}"


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _said(why: str, today: date) -> str:
    label = year_label(school_year_start(today).year)
    return f"{why}{NBSP}: voici l’{label[0].lower()}{label[1:]}."
