"""The filter bar of the lists: its controls and its words, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.auth.rules import Actor, Role
from app.core.formats import date_text
from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.referrals.pages.phrases import in_sentence
from app.referrals.queries.kept import Offer, Option, Saved
from app.referrals.statuses import TO_ASSIGN, WAITING
from app.referrals.wanted import OLDEST_FIRST, STATUS_LABELS, WAITS, Filters

SEARCH = "recherche"
LATE, UNPLACED = "Au-delà de l’objectif", "Sans solution"
ORDERS = {OLDEST_FIRST: "Les plus anciennes d’abord"}
UNSEEN = {TO_ASSIGN.code, WAITING.code, "envoyee", "retiree", "cloturee"}
"""Statuses of no association's referral: it holds a place in none of them."""
AT_FIRST_SIGHT = ("statut", "etape", "association", "etablissement")
ASKED_BY: dict[Role, frozenset[str]] = {
    Role.PRESCRIBER: frozenset({"association", "motif", "sans_solution"}),
    Role.COORDINATOR: frozenset(),
    Role.MANAGER: frozenset({"association", "etablissement", "origine", "motif", "sans_solution"}),
    Role.ADMINISTRATOR: frozenset(),
}
"""The filters a role may ask, beside those of everybody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the filter bar: name in the address, label, (value, words), the one chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What the page draws above a list.

    `lists` are seen at first sight, `more` are folded, open when one of them narrows the list;
    `days` are (name, label, text typed); `boxes` are (name, label, ticked). `active` are (words,
    query string without that filter); `search_key` stands for the search in addresses.
    """

    lists: tuple[Choice, ...]
    more: tuple[Choice, ...]
    days: tuple[tuple[str, str, str], ...]
    boxes: tuple[tuple[str, str, bool], ...]
    is_unfolded: bool
    active: tuple[Option, ...]
    saved: tuple[Saved, ...]
    query: str
    search_key: str


def draw_bar(actor: Actor, filters: Filters, offer: Offer, search_key: str) -> Bar:
    """Return the bar of a reader.

    Args:
        filters: those in force.
        search_key: of the search in force, "" without one.
    """
    choices = [one for one in _choices(filters, offer) if _may_ask(actor, one.name)]
    words = say_filters(filters, offer)
    kept = filters.query | ({SEARCH: search_key} if search_key else {})
    folded = set(words) - {*AT_FIRST_SIGHT, SEARCH}
    return Bar(
        lists=tuple(_seen_by(actor, one) for one in choices if one.name in AT_FIRST_SIGHT),
        more=tuple(one for one in choices if one.name not in AT_FIRST_SIGHT),
        days=tuple(
            (name, label, filters.typed(name))
            for name, label in (("du", "Envoyée depuis le"), ("au", "Envoyée jusqu’au"))
        ),
        boxes=tuple(box for box in _boxes(filters) if _may_ask(actor, box[0])),
        is_unfolded=bool(folded or filters.unreadable or filters.oldest_first),
        active=tuple((said, _without(kept, name)) for name, said in words.items()),
        saved=offer.saved,
        query=urlencode(filters.query),
        search_key=search_key,
    )


def say_filters(filters: Filters, offer: Offer) -> dict[str, str]:
    """Return the filters in force, by name in the address, in words."""
    organisations, programmes = dict(offer.organisations), dict(offer.programmes)
    words = {
        "etape": STAGE_LABELS.get(filters.stage, ""),
        "statut": STATUS_LABELS.get(filters.status, ""),
        "association": programmes.get(filters.programme, filters.programme),
        "origine": ORIGIN_LABELS.get(filters.origin, ""),
        "etablissement": organisations.get(filters.organisation, filters.organisation),
        "motif": WAITS[filters.wait][1] if filters.wait else "",
        "du": f"Depuis le {date_text(filters.since)}" if filters.since else "",
        "au": f"Jusqu’au {date_text(filters.until)}" if filters.until else "",
        "retard": LATE if filters.late else "",
        "sans_solution": UNPLACED if filters.unplaced else "",
        SEARCH: filters.search,
    }
    return {name: said for name, said in words.items() if said}


def enumerate_filters(words: Mapping[str, str]) -> str:
    """Return « Collège, en liste d’attente »: labels go on as a sentence, names stay."""
    labels = {"statut", "motif", "du", "au", "retard", "sans_solution"}
    said = [in_sentence(one) if name in labels else one for name, one in words.items()]
    first = next(iter(words.values()), "")
    return ", ".join([first, *said[1:]])


def open_to(actor: Actor, filters: Filters) -> Filters:
    """Leave out what a role may not ask: only managers may know which partner refers."""
    return filters if actor.role is Role.MANAGER else replace(filters, origin="", organisation="")


def _choices(filters: Filters, offer: Offer) -> Sequence[Choice]:
    waits = {code: label for code, (_, label) in WAITS.items()}
    order = OLDEST_FIRST if filters.oldest_first else ""
    return (
        _choice("statut", "Statut", "Tous", STATUS_LABELS, filters.status),
        _choice("etape", "Étape", "Toutes", STAGE_LABELS, filters.stage),
        _choice("association", "Association", "Toutes", dict(offer.programmes), filters.programme),
        _choice(
            "etablissement",
            "Établissement ou service",
            "Tous",
            dict(offer.organisations),
            filters.organisation,
        ),
        _choice("origine", "Qui oriente", "Tous", ORIGIN_LABELS, filters.origin),
        _choice("motif", "Raison de l’attente", "Toutes", waits, filters.wait),
        _choice("tri", "Ordre", "Les plus récentes d’abord", ORDERS, order),
    )


def _choice(name: str, label: str, every: str, labels: Mapping[str, str], chosen: str) -> Choice:
    return Choice(name, label, (("", every), *labels.items()), chosen)


def _boxes(filters: Filters) -> Sequence[tuple[str, str, bool]]:
    return (("retard", LATE, filters.late), ("sans_solution", UNPLACED, filters.unplaced))


def _may_ask(actor: Actor, name: str) -> bool:
    everybody = {"statut", "etape", "tri", "retard"}
    return name in everybody | ASKED_BY[actor.role]


def _seen_by(actor: Actor, choice: Choice) -> Choice:
    """An association is not offered statuses that none of its referrals can have."""
    if actor.role is not Role.COORDINATOR or choice.name != "statut":
        return choice
    return replace(choice, options=tuple(o for o in choice.options if o[0] not in UNSEEN))


def _without(kept: Mapping[str, str], name: str) -> str:
    return urlencode({other: value for other, value in kept.items() if other != name})
