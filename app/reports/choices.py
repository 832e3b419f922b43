"""Which workbook somebody wants, read from an address and written back to one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.typography import NBSP
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.wanted import Filters, read_filters
from app.reports.periods import DAYS, FIRST_YEAR, MONTH, YEAR, Chosen, read_period

KIND, DAY, SEARCH = "classeur", "jour", "recherche"
TELLS_A_PERIOD = ("periode", YEAR, MONTH)
MISTYPED = 20


class Workbook(StrEnum):
    """What can be taken away; the value is its word in addresses and in names of files."""

    COMMITTEE = "comite"
    SHARED = "diffusion"
    REFERRALS = "demandes"
    PLACES = "places"
    DELAYS = "delais"
    ASSOCIATIONS = "associations"
    SCHOOLS = "etablissements"


LABELS: dict[Workbook, str] = {
    Workbook.COMMITTEE: "Comité",
    Workbook.SHARED: "Comité, à transmettre",
    Workbook.REFERRALS: "Demandes",
    Workbook.PLACES: "Places",
    Workbook.DELAYS: "Délais",
    Workbook.ASSOCIATIONS: "Par association",
    Workbook.SCHOOLS: "Par établissement",
}
HOLD: dict[Workbook, str] = {
    Workbook.COMMITTEE: "Tout ce que le comité regarde : la synthèse, les places, les demandes, "
    "les délais et les indicateurs. Les mêmes chiffres que le tableau de bord.",
    Workbook.SHARED: "Le classeur du comité sans la liste des demandes : les petits nombres y sont "
    "masqués, et rien ne les y fait retrouver.",
    Workbook.REFERRALS: "Une ligne par demande, avec les filtres de la liste des demandes.",
    Workbook.PLACES: "Les places de chaque association aujourd’hui, ou à la fin d’un jour passé.",
    Workbook.DELAYS: "En combien de jours ouvrés chaque association répond.",
    Workbook.ASSOCIATIONS: "Pour chaque association, ce qui lui a été proposé et ce qu’elle en a "
    "fait, puis une ligne par proposition.",
    Workbook.SCHOOLS: "Pour chaque établissement ou service, ce que ses demandes sont devenues, "
    "puis une ligne par demande.",
}
"""What each holds, as its page says it before it is asked for."""
FOR_THE_TEAM = (
    "L’équipe de pilotage de la Cité éducative, et personne d’autre. Ne le publiez pas : une ligne "
    "peut encore faire reconnaître un jeune."
)
FOR_THE_COMMITTEE = (
    "Les membres du comité. Aucune ligne n’y parle d’un seul jeune, et les petits nombres y sont "
    "masqués."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A workbook, and what it is narrowed to.

    `period` is None for the referrals of a list that is narrowed by its own days, or by none;
    `places_on` is the day of the places, None for today; `search_key` stands for words looked for.
    `faults` are sentences about what could not be read.
    """

    workbook: Workbook
    period: Chosen | None
    filters: Filters
    places_on: date | None = None
    search_key: str = ""
    faults: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The choice as an address asks for it again."""
        asked = {KIND: self.workbook.value, **self.filters.query}
        if self.period:
            days = {"du": "", "au": ""}  # the period says them
            asked |= days | self.period.query
        if self.places_on:
            asked[DAY] = self.places_on.isoformat()
        if self.search_key:
            asked[SEARCH] = self.search_key
        return {name: value for name, value in asked.items() if value}


def say_readers(workbook: Workbook) -> str:
    """Return who may read a workbook, as its page and its own sheet say it."""
    return FOR_THE_COMMITTEE if workbook is Workbook.SHARED else FOR_THE_TEAM


def read_choice(args: Mapping[str, str], today: date) -> Choice:
    """Return the workbook an address asks for; the committee's when it asks for none.

    A filter that the workbook does not know is left out: what it says of itself is true.
    """
    code = args.get(KIND, "")
    workbook = Workbook(code) if code in set(Workbook) else Workbook.COMMITTEE
    period = _period(workbook, args, today)
    filters = _filters(workbook, read_filters(args, today), period)
    misread = tuple(_not_a_day(words) for _, words in filters.unreadable)
    places_on, day_faults = _places_on(workbook, args.get(DAY, "").strip(), today)
    return Choice(
        workbook=workbook,
        period=period,
        filters=replace(filters, unreadable=()),
        places_on=places_on,
        search_key=args.get(SEARCH, "") if workbook is Workbook.REFERRALS else "",
        faults=(*(period.unread if period else ()), *misread, *day_faults),
    )


def days_in_name(choice: Choice, on: date) -> str:
    """Return the days a workbook is about as its name says them: 2025-2026, 2026-10, 2026-11-27.

    Args:
        on: the day it is made, said too of a year or a month that still runs.
    """
    if choice.period is None:
        return (choice.places_on or on).isoformat()
    days = choice.period.period
    if choice.period.kind == DAYS:
        return f"{days.start}-au-{days.end}"
    name = days.school_year if choice.period.kind == YEAR else f"{days.start:%Y-%m}"
    return f"{name}-au-{on}" if days.end == on else name


def _period(workbook: Workbook, args: Mapping[str, str], today: date) -> Chosen | None:
    """Return the period; a list of referrals has its own days, unless a period is asked for."""
    if workbook is Workbook.PLACES:
        return None
    if workbook is Workbook.REFERRALS and not any(args.get(name) for name in TELLS_A_PERIOD):
        return None
    return read_period(args, today)


def _filters(workbook: Workbook, asked: Filters, period: Chosen | None) -> Filters:
    """Return the filters a workbook knows; those of referrals take the days of the period."""
    days = (period.period.start, period.period.end) if period else (asked.since, asked.until)
    match workbook:
        case Workbook.REFERRALS:
            misread = () if period else asked.unreadable
            return replace(asked, since=days[0], until=days[1], unreadable=misread)
        case Workbook.SCHOOLS:
            return Filters(organisation=asked.organisation, since=days[0], until=days[1])
        case Workbook.COMMITTEE | Workbook.SHARED:
            return Filters(since=days[0], until=days[1])
        case Workbook.PLACES | Workbook.DELAYS | Workbook.ASSOCIATIONS:
            return Filters(programme=asked.programme)


def _places_on(workbook: Workbook, text: str, today: date) -> tuple[date | None, tuple[str, ...]]:
    """Return the past day whose places are asked for, None for today; and what is wrong with it."""
    if workbook is not Workbook.PLACES or not text:
        return None, ()
    try:
        day = read_date(text, today)
    except UnreadableDateError:
        return None, (_not_a_day(text),)
    if day > today:
        return None, (f"Ce jour n’est pas venu{NBSP}: voici les places d’aujourd’hui.",)
    if day.year < FIRST_YEAR:
        return None, (_not_a_day(text),)
    return (day if day < today else None), ()


def _not_a_day(text: str) -> str:
    return f"«{NBSP}{text[:MISTYPED]}{NBSP}» n’est pas une date."
