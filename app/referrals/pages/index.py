"""The page that lists referrals: its rows, its filters and their words, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from app.auth.rules import Actor, Permission, Role
from app.capacity import queries as capacity_queries
from app.core import clock
from app.core.formats import count, date_text
from app.core.typography import NBSP, typo
from app.referrals.models import ReferralDraft
from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.referrals.pages.rows import DraftRow, Row, draft_row_of, row_of
from app.referrals.queries import listing
from app.referrals.queries.filters import STATUS_LABELS, Filters, read_filters
from app.referrals.queries.listing import DRAFTS_SHOWN
from app.referrals.queries.suspicions import count_open
from app.referrals.references import read_reference

TITLES = {
    Role.PRESCRIBER: "Mes demandes",
    Role.COORDINATOR: "Demandes de l’association",
    Role.MANAGER: "Demandes",
}
LEADS = {
    Role.PRESCRIBER: "",
    Role.COORDINATOR: "Celles qui tiennent ou ont tenu une place chez vous.",
    Role.MANAGER: "Sans nom : un jeune se reconnaît à ses initiales et à sa référence.",
}
NOTHING_YET = {
    Role.PRESCRIBER: "",
    Role.COORDINATOR: "Les prochaines arriveront ici et par courriel.",
    Role.MANAGER: "La première demande d’un établissement apparaîtra ici.",
}
DRAFTS = "brouillons"
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the filter bar: name in the address, label, (value, words), the one chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything the page shows.

    `more_drafts` is the reference the next drafts come after, "" when all are shown.
    `active` are (words, query string without that filter); `carried` the filters that have no
    control but are kept when the bar is sent; `next_query` leads to the page after, "" at the end.
    `suspicions` counts the likely duplicates a manager has to settle; None for the others.
    """

    title: str
    role: Role
    rows: tuple[Row, ...]
    drafts: tuple[DraftRow, ...]
    more_drafts: str
    counted: str
    filters: Filters
    choices: tuple[Choice, ...]
    active: tuple[Option, ...]
    carried: tuple[Option, ...]
    next_query: str
    first_query: str
    is_first_page: bool
    suspicions: int | None

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on, even one that could not be read."""
        return self.filters.any or bool(self.filters.unreadable)

    @property
    def lead(self) -> str:
        """The line under the title, for whoever did not write these referrals."""
        return typo(LEADS[self.role])

    @property
    def nothing_yet(self) -> str:
        """What an empty list says."""
        return NOTHING_YET[self.role]

    @property
    def search_label(self) -> str:
        """A manager reads no name, so looks for a reference."""
        return "Référence" if self.role is Role.MANAGER else "Nom ou référence"

    def links(self, here: str) -> list[Option]:
        """Return the active filters with the address of the list without each."""
        return [(words, f"{here}?{query}" if query else here) for words, query in self.active]

    @property
    def nothing_found(self) -> str:
        """« Aucune demande pour « Collège, en liste d’attente ». », as the person asked it."""
        asked = ", ".join(words for words, _ in self.active)
        return f"Aucune demande pour «{NBSP}{asked}{NBSP}»." if asked else "Aucune demande."


def read_index(actor: Actor, query: Mapping[str, str]) -> Index:
    """Return the list a person asks for.

    Args:
        query: the query string; the page after a referral is asked with `apres`.
    """
    now, today = clock.now(), clock.today()
    filters = _open_to(actor, read_filters(query, today))
    after = read_reference(query.get("apres"))
    found = listing.read_slice(actor, filters, today, after)
    shows_drafts = actor.role is Role.PRESCRIBER and not filters.any and found.is_first
    drafts = _drafts(actor, read_reference(query.get(DRAFTS))) if shows_drafts else ()
    draft_rows = tuple(draft_row_of(draft) for draft in drafts[:DRAFTS_SHOWN])
    programmes = _programmes(actor)
    words = _words(filters, dict(programmes))
    kept = {name: query[name] for name in words if name in query}
    return Index(
        title=TITLES[actor.role],
        role=actor.role,
        rows=tuple(row_of(referral, actor, now) for referral in found.referrals),
        drafts=draft_rows,
        more_drafts=draft_rows[-1].reference if len(drafts) > DRAFTS_SHOWN else "",
        counted=count("demande", found.total),
        filters=filters,
        choices=_choices(actor, filters, programmes),
        active=tuple((words[name], _without(kept, name)) for name in words),
        carried=tuple(
            (n, v) for n, v in kept.items() if n in {"du", "au", "retard", "sans_solution"}
        ),
        next_query=urlencode({**kept, "apres": found.next_after}) if found.next_after else "",
        first_query=urlencode(kept),
        is_first_page=found.is_first,
        suspicions=count_open(actor) if actor.may(Permission.SETTLE_SUSPICIONS) else None,
    )


def _drafts(actor: Actor, after: str) -> Sequence[ReferralDraft]:
    """Return a page of drafts; the first one when nothing comes after (deleted, made up)."""
    return listing.list_drafts(actor, after) or (after and listing.list_drafts(actor)) or ()


def _programmes(actor: Actor) -> list[Option]:
    if actor.role is Role.COORDINATOR:
        return []
    programmes = capacity_queries.list_programmes(actor.territory_id)
    return sorted(((p.slug, typo(p.name)) for p in programmes), key=lambda option: option[1])


def _choices(actor: Actor, filters: Filters, programmes: Sequence[Option]) -> tuple[Choice, ...]:
    choices = [
        _choice("statut", "Statut", "Tous", STATUS_LABELS, filters.status),
        _choice("etape", "Étape", "Toutes", STAGE_LABELS, filters.stage),
    ]
    if programmes:
        choices.append(
            _choice("association", "Association", "Toutes", dict(programmes), filters.programme)
        )
    if actor.role is Role.MANAGER:
        choices.append(_choice("origine", "Qui oriente", "Tous", ORIGIN_LABELS, filters.origin))
    return tuple(choices)


def _choice(name: str, label: str, every: str, labels: Mapping[str, str], chosen: str) -> Choice:
    return Choice(name, label, (("", every), *labels.items()), chosen)


def _open_to(actor: Actor, filters: Filters) -> Filters:
    """Leave out what a role may not ask: only managers may know what kind of partner refers."""
    return filters if actor.role is Role.MANAGER else replace(filters, origin="")


def _words(filters: Filters, programmes: Mapping[str, str]) -> dict[str, str]:
    """Return the active filters, by name in the address, in words."""
    words = {
        "statut": STATUS_LABELS.get(filters.status, ""),
        "etape": STAGE_LABELS.get(filters.stage, ""),
        "association": programmes.get(filters.programme, filters.programme),
        "origine": ORIGIN_LABELS.get(filters.origin, ""),
        "du": _day_words("Depuis le", filters.since),
        "au": _day_words("Jusqu’au", filters.until),
        "retard": "Au-delà de l’objectif" if filters.late else "",
        "sans_solution": "Sans solution" if filters.unplaced else "",
        "q": filters.search,
    }
    return {name: said for name, said in words.items() if said}


def _day_words(before: str, day: date | None) -> str:
    return f"{before} {date_text(day)}" if day else ""


def _without(kept: Mapping[str, str], name: str) -> str:
    return urlencode({other: value for other, value in kept.items() if other != name})
