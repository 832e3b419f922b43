"""The sheet « Places », today or at the end of a past day, and its chart."""

from collections.abc import Sequence
from datetime import date

from app.capacity.history import DatedPlaces, list_places_on
from app.core.typography import NBSP
from app.core.xlsx import Column, Kind, Row, Sheet
from app.core.xlsx_charts import StackedBars
from app.reports.figures import Occupation
from app.reports.queries import list_occupations
from app.reports.workbooks.order import Order

CHART_ANCHOR = "F2"

PLACE_COLUMNS = (
    Column("Association", width=24),
    Column("Places déclarées", Kind.WHOLE, 11),
    Column("Ou plus", width=9),
    Column("Occupées", Kind.WHOLE, 11),
    Column("Réservées", Kind.WHOLE, 11),
    Column("Libres", Kind.WHOLE, 9),
    Column("Au-delà", Kind.WHOLE, 9),
    Column("Taux d’occupation", Kind.SHARE, 13),
    Column("Jeunes attendus d’ici juillet", Kind.WHOLE, 15),
    Column("Tension", width=12),
)
DATED_COLUMNS = (
    Column("Association", width=24),
    Column("Au soir du", Kind.DATE, 12),
    Column("Places déclarées", Kind.WHOLE, 11),
    Column("Ou plus", width=9),
    Column("Ouverte", width=10),
    Column("Prises", Kind.WHOLE, 11),
    Column("Libres", Kind.WHOLE, 9),
    Column("Au-delà", Kind.WHOLE, 9),
)


def places_sheet(order: Order) -> Sheet:
    """Return the places of the day that is asked for, of one association or of all."""
    if order.choice.places_on:
        return _dated_sheet(order, order.choice.places_on)
    occupations = list_occupations(order.territory_id, order.on)
    return occupations_sheet([o for o in occupations if _is_wanted(order, o.slug)])


def occupations_sheet(occupations: Sequence[Occupation]) -> Sheet:
    """Return the places of today."""
    return Sheet("Places", "Places", PLACE_COLUMNS, [_place_row(o) for o in occupations])


def places_chart(occupations: Sequence[Occupation]) -> tuple[StackedBars, ...]:
    """Return the chart of places, none when nobody offers any."""
    if not occupations:
        return ()
    return (
        StackedBars(
            shown_on="Synthèse",
            anchor=CHART_ANCHOR,
            source="Places",
            title=f"Qui a encore de la place{NBSP}?",
            names=1,
            series=(4, 6),
            colours=("0E4F4D", "F2B134", "FFFFFF"),
            count=len(occupations),
        ),
    )


def _dated_sheet(order: Order, day: date) -> Sheet:
    rows = list_places_on(order.territory_id, day)
    shown = [_dated_row(places, day) for places in rows if _is_wanted(order, places.slug)]
    return Sheet("Places", "Places", DATED_COLUMNS, shown)


def _is_wanted(order: Order, slug: str) -> bool:
    return order.choice.filters.programme in {"", slug}


def _place_row(places: Occupation) -> Row:
    return (
        places.name,
        places.stated,
        "Oui" if places.open_ended else "Non",
        places.occupied,
        places.reserved,
        places.free,
        places.beyond,
        places.occupied / places.stated if places.stated else None,
        round(places.expected),
        places.shortage,
    )


def _dated_row(places: DatedPlaces, day: date) -> Row:
    left = places.stated - places.taken
    return (
        places.name,
        day,
        places.stated,
        "Oui" if places.open_ended else "Non",
        "Oui" if places.is_open else "Non",
        places.taken,
        max(0, left) if places.is_open else 0,
        max(0, -left),
    )
