"""The page of exports: which workbook, narrowed to what, and those one asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import url_for

from app.auth.rules import Actor
from app.core import clock
from app.core.typography import typo
from app.referrals.origins import STAGE_LABELS
from app.referrals.pages.bar import Choice as Select
from app.referrals.queries.kept import Offer
from app.referrals.wanted import STATUS_LABELS
from app.reports.choices import DAY, HOLD, KIND, LABELS, Choice, Workbook, read_choice, say_readers
from app.reports.exporting import order_today
from app.reports.figures import Period, school_year_until
from app.reports.journal import PastExport, list_past_exports
from app.reports.models import ExportRequest
from app.reports.periods import (
    DAYS,
    MONTH,
    YEAR,
    list_months,
    list_years,
    month_label,
    year_label,
)
from app.reports.requests import list_own_requests
from app.reports.rules import DIRECT_ROWS, ExportState
from app.reports.workbooks import count_lines
from app.reports.workbooks.order import Order
from app.reports.workbooks.reading import say_narrowing

W = Workbook
ASKS: dict[Workbook, tuple[str, ...]] = {
    W.COMMITTEE: (),
    W.SHARED: (),
    W.REFERRALS: ("association", "etablissement", "statut", "etape"),
    W.PLACES: ("association",),
    W.DELAYS: ("association",),
    W.ASSOCIATIONS: ("association",),
    W.SCHOOLS: ("etablissement",),
}
"""The lists a workbook can be narrowed by on its page; a list of referrals brings others."""

S = ExportState
STATES: dict[ExportState, str] = {
    S.WAITING: "En file d’attente",
    S.RUNNING: "En préparation",
    S.READY: "Prêt",
    S.TAKEN: "Téléchargé",
    S.FAILED: "Pas préparé",
    S.EXPIRED: "Effacé",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A workbook one may choose."""

    label: str
    url: str
    current: bool
    count: None = None


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """Everything the page shows.

    `lists` are drawn as lists, `days` are (name, label, text typed); `carried` are filters of a
    list of referrals that have no field here. `lines` are those of the large table, 0 for none.
    """

    choice: Choice
    tabs: tuple[Tab, ...]
    lists: tuple[Select, ...]
    days: tuple[tuple[str, str, str], ...]
    carried: dict[str, str]
    said: dict[str, str]
    lines: int
    requests: Sequence[ExportRequest]
    period: Period
    past: Sequence[PastExport]

    @property
    def title(self) -> str:
        """What the workbook is called."""
        return LABELS[self.choice.workbook]

    @property
    def holds(self) -> str:
        """What is in it."""
        return typo(HOLD[self.choice.workbook])

    @property
    def readers(self) -> str:
        """Who may read it."""
        return typo(say_readers(self.choice.workbook))

    @property
    def is_large(self) -> bool:
        """Whether the worker has to make it."""
        return self.lines > DIRECT_ROWS

    @property
    def address(self) -> str:
        """Where this choice is shown."""
        return address_of(self.choice.query)

    @property
    def names_address(self) -> str:
        """Where this choice is asked for with names."""
        return names_address_of(self.choice.query)

    @property
    def states(self) -> Mapping[ExportState, str]:
        """The words of where a workbook stands."""
        return STATES

    @property
    def may_have_names(self) -> bool:
        """Whether this workbook exists with names."""
        return self.choice.workbook is W.REFERRALS


def read_exports(args: Mapping[str, str], actor: Actor) -> ExportsPage:
    """Return what the page of exports shows for the choice of an address."""
    today = clock.today()
    choice = read_choice(args, today)
    order = order_today(actor, choice)
    lists, days = tuple(_lists(order, today)), tuple(_days(choice, args))
    drawn = {one.name for one in lists} | {name for name, _, _ in days} | {KIND, "periode"}
    period = school_year_until(today)
    return ExportsPage(
        choice=choice,
        tabs=tuple(_tab(workbook, choice) for workbook in Workbook),
        lists=lists,
        days=days,
        carried={name: value for name, value in choice.query.items() if name not in drawn},
        said=say_narrowing(order),
        lines=count_lines(order),
        requests=list_own_requests(actor),
        period=period,
        past=list_past_exports(actor.territory_id, period, order.offer),
    )


def address_of(query: Mapping[str, str]) -> str:
    """Return the address of the page that shows a choice."""
    return f"{url_for('reports.list_exports')}?{urlencode(query)}"


def names_address_of(query: Mapping[str, str]) -> str:
    """Return the address where a choice is asked for with names."""
    return f"{url_for('reports.export_names')}?{urlencode(query)}"


def _tab(workbook: Workbook, choice: Choice) -> Tab:
    return Tab(LABELS[workbook], address_of({KIND: workbook.value}), workbook is choice.workbook)


def _lists(order: Order, today: date) -> list[Select]:
    choice = order.choice
    periods = [] if choice.workbook is W.PLACES else _period_lists(choice, today)
    return [*periods, *(_list(name, order.offer, choice) for name in ASKS[choice.workbook])]


def _period_lists(choice: Choice, today: date) -> list[Select]:
    query = choice.period.query if choice.period else {}
    every = [("", "Toutes les dates")] if choice.workbook is W.REFERRALS else []
    years = [(str(year), year_label(year)) for year in list_years(today)]
    months = [(f"{first:%Y-%m}", month_label(first)) for first in list_months(today)]
    return [
        Select(YEAR, "Année scolaire", (*every, *years), query.get(YEAR, "")),
        Select(MONTH, "Mois", (("", "Toute l’année"), *months), query.get(MONTH, "")),
    ]


def _list(name: str, offer: Offer, choice: Choice) -> Select:
    filters = choice.filters
    label, every, options, chosen = {
        "association": ("Association", "Toutes", offer.programmes, filters.programme),
        "etablissement": (
            "Établissement ou service",
            "Tous",
            offer.organisations,
            filters.organisation,
        ),
        "statut": ("Statut", "Tous", tuple(STATUS_LABELS.items()), filters.status),
        "etape": ("Étape", "Toutes", tuple(STAGE_LABELS.items()), filters.stage),
    }[name]
    return Select(name, label, (("", every), *options), chosen)


def _days(choice: Choice, args: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the days one may type, as they were typed when they could not be read."""
    if choice.workbook is W.PLACES:
        mistyped = args.get(DAY, "").strip() if choice.faults else ""
        return [(DAY, "Au soir du", _written(choice.places_on) or mistyped)]
    typed = {name: args.get(name, "").strip() for name in ("du", "au")}
    if not choice.faults:
        since, until = _bounds(choice)
        typed = {"du": _written(since), "au": _written(until)}
    return [("du", "Ou du", typed["du"]), ("au", "Au", typed["au"])]


def _bounds(choice: Choice) -> tuple[date | None, date | None]:
    """Return the days that were chosen as days: those of a year or a month are said by lists."""
    if choice.period is None:
        return choice.filters.since, choice.filters.until
    if choice.period.kind == DAYS:
        return choice.period.period.start, choice.period.period.end
    return None, None


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
