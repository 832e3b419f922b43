"""The sheet « Lecture »: what a workbook is, and what it was narrowed to."""

from collections.abc import Iterator

from app.auth.rules import SENSITIVE_LABEL, is_sensitive
from app.core.formats import date_text
from app.core.typography import NBSP, typo
from app.core.xlsx import Column, Row, Sheet
from app.matching.wording import upper_first
from app.referrals.pages.bar import SEARCH, say_filters
from app.referrals.queries.kept import Offer
from app.reports.choices import LABELS, Choice, Workbook, say_readers
from app.reports.fates import find_kinds
from app.reports.periods import DAYS, Chosen, days_label, days_text
from app.reports.summary import said_today
from app.reports.workbooks.order import Order

READING_COLUMNS = (Column("Rubrique", width=26), Column("Lecture", width=110, wraps=True))
FILTER_LABELS = {
    "etape": "Étape du parcours",
    "statut": "Statut",
    "association": "Association",
    "origine": "Qui oriente",
    "etablissement": "Établissement ou service",
    "motif": "Raison de l’attente",
    "du": "Envoyées",
    "au": "Envoyées",
    "retard": "Réponse attendue",
    "sans_solution": "Solution",
    SEARCH: "Référence cherchée",
}
NOT_REPEATED = frozenset({"origine", "etablissement", SEARCH})
"""Filters whose words stay out of the journal: its readers learn that they were there."""
NAMELESS = (
    "Ni nom, ni contact, ni note, ni date de naissance. Un partenaire habilité n’y est pas nommé."
)


def reading_sheet(order: Order) -> Sheet:
    """Return what the workbook says of itself."""
    return Sheet("Lecture", "Lecture", READING_COLUMNS, list(_lines(order)))


def say_narrowing(order: Order) -> dict[str, str]:
    """Return the period, the day and the filters of a workbook, by label, in words."""
    choice = order.choice
    said = {}
    if choice.period:
        said["Période"] = say_period(choice.period)
    if choice.workbook in {Workbook.COMMITTEE, Workbook.SHARED}:
        said["Places"] = f"{said_today(order.on)}, quelle que soit la période"
    if choice.workbook is Workbook.PLACES:
        said["Places"] = said_today(order.on)
        if choice.places_on:
            said["Places"] = f"Au soir du {date_text(choice.places_on)}"
    words = say_filters(choice.filters, order.offer)
    if order.has_forgotten_words:
        said[FILTER_LABELS["recherche"]] = "oubliée depuis, refaites la recherche"
    hidden = _hides_its_sender(order)
    for name, value in words.items():
        label = FILTER_LABELS[name]
        if name in {"du", "au"} and choice.period:
            continue
        if name in hidden:
            value = upper_first(SENSITIVE_LABEL)  # noqa: PLW2901 - the word that may be said
        said[label] = f"{said[label]}, {value[0].lower()}{value[1:]}" if label in said else value
    return said


def say_period(chosen: Chosen) -> str:
    """Return a period by its name and its days; days that were chosen are its name."""
    days = days_text(chosen.period.start, chosen.period.end)
    label = days_label(chosen.period.start, chosen.period.end)
    return label if chosen.kind == DAYS else f"{chosen.label} ({days})"


def say_choice(choice: Choice, offer: Offer) -> str:
    """Return what a workbook was narrowed to, in a line; whom nobody may name is not named."""
    said = [choice.period.label] if choice.period else []
    if choice.places_on:
        said.append(f"Au soir du {date_text(choice.places_on)}")
    words = say_filters(choice.filters, offer) | ({SEARCH: ""} if choice.search_key else {})
    for name, value in words.items():
        if not (choice.period and name in {"du", "au"}):
            said.append(FILTER_LABELS[name] if name in NOT_REPEATED else value)
    return ", ".join(said)


def _lines(order: Order) -> Iterator[Row]:
    choice = order.choice
    yield "Classeur", LABELS[choice.workbook]
    yield "Établi le", date_text(order.on)
    said = say_narrowing(order)
    yield from said.items()
    if not said.keys() - {"Période", "Places"}:
        yield "Filtres", "Aucun"
    if order.banner:
        yield "Noms", order.banner
    else:
        yield "Noms", typo(NAMELESS)
    yield f"Qui peut le lire{NBSP}?", typo(say_readers(choice.workbook))


def _hides_its_sender(order: Order) -> frozenset[str]:
    """Return the filters whose words would name whom nobody may name."""
    filters = order.choice.filters
    hidden = set()
    if filters.origin and is_sensitive(frozenset({filters.origin})):
        hidden.add("origine")
    if filters.organisation and is_sensitive(find_kinds(order.territory_id, filters.organisation)):
        hidden.add("etablissement")
    return frozenset(hidden)
