"""The page that lists referrals: its rows and its words, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.auth.rules import Actor, Permission, Role
from app.core import clock
from app.core.formats import count
from app.core.typography import NBSP, typo
from app.referrals.marks import mark_instant, read_mark
from app.referrals.models import ReferralDraft
from app.referrals.pages.bar import SEARCH, Bar, draw_bar, enumerate_filters, open_to, say_filters
from app.referrals.pages.batches import Batch, batches_of
from app.referrals.pages.rows import DraftRow, Row, draft_row_of, row_of
from app.referrals.queries import kept, listing
from app.referrals.queries.kept import Option
from app.referrals.queries.listing import DRAFTS_SHOWN
from app.referrals.queries.suspicions import count_open
from app.referrals.statuses import WAITING
from app.referrals.wanted import Filters, read_filters

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
HERE = "referrals.list_referrals"


@dataclass(frozen=True, slots=True)
class Index:
    """Everything the page shows.

    `more_drafts` is where the next drafts begin, "" when all are shown; `lost_search` tells a
    search that is not kept any more; `nobody_waits` an empty waiting list. `here` is the query
    string of the page in front, `next_query` leads to the page after, "" at the end.
    `suspicions` counts the likely duplicates a manager has to settle; None for the others.
    """

    title: str
    role: Role
    rows: tuple[Row, ...]
    drafts: tuple[DraftRow, ...]
    more_drafts: str
    counted: str
    filters: Filters
    bar: Bar
    asked: str
    lost_search: bool
    nobody_waits: bool
    batches: tuple[Batch, ...]
    here: str
    next_query: str
    first_query: str
    is_first_page: bool
    suspicions: int | None

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on, even one that could not be read."""
        return self.filters.any or bool(self.filters.unreadable) or self.lost_search

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

    @property
    def order(self) -> str:
        """How the rows follow each other, as the table says it."""
        return (
            "les plus anciennes d’abord"
            if self.filters.oldest_first
            else "les plus récentes d’abord"
        )

    @property
    def has_picks(self) -> bool:
        """Whether a row of the page may be selected."""
        return bool(self.batches) and any(row.pick for row in self.rows)

    @property
    def page_picks(self) -> str:
        """Every row of the page that may be selected, as one choice."""
        return " ".join(row.pick for row in self.rows if row.pick)

    def links(self, here: str) -> list[Option]:
        """Return the active filters with the address of the list without each."""
        return [(words, f"{here}?{query}" if query else here) for words, query in self.bar.active]

    @property
    def nothing_found(self) -> str:
        """« Aucune demande pour « Collège, en liste d’attente ». », as the person asked it."""
        return (
            f"Aucune demande pour «{NBSP}{self.asked}{NBSP}»." if self.asked else "Aucune demande."
        )


def read_index(actor: Actor, query: Mapping[str, str]) -> Index:
    """Return the list a person asks for.

    Args:
        query: the query string; the page after a mark is asked with `apres`, a search with the key
            that stands for its words.
    """
    now, today = clock.now(), clock.today()
    key = kept.read_key(query.get(SEARCH))
    offer = kept.read_offer(actor, key, now)
    key = key if offer.search else ""
    filters = replace(open_to(actor, read_filters(query, today)), search=offer.search)
    found = listing.read_slice(actor, filters, today, read_mark(query.get("apres")))
    shows_drafts = actor.role is Role.PRESCRIBER and not filters.any and found.is_first
    drafts = _drafts(actor, query.get(DRAFTS)) if shows_drafts else ()
    asked = filters.query | ({SEARCH: key} if key else {})
    following = {"apres": str(found.next_after)} if found.next_after else {}
    return Index(
        title=TITLES[actor.role],
        role=actor.role,
        rows=tuple(row_of(referral, actor, now) for referral in found.referrals),
        drafts=tuple(draft_row_of(draft) for draft in drafts[:DRAFTS_SHOWN]),
        more_drafts=_mark_after(drafts),
        counted=count("demande", found.total),
        filters=filters,
        bar=draw_bar(actor, filters, offer, key),
        asked=enumerate_filters(say_filters(filters, offer)),
        lost_search=bool(query.get(SEARCH)) and not key,
        nobody_waits=not found.total and _asks_who_waits(filters) and listing.nobody_waits(actor),
        batches=batches_of(actor.role, HERE),
        here=urlencode(asked | ({"apres": query["apres"]} if not found.is_first else {})),
        next_query=urlencode(asked | following) if following else "",
        first_query=urlencode(asked),
        is_first_page=found.is_first,
        suspicions=count_open(actor) if actor.may(Permission.SETTLE_SUSPICIONS) else None,
    )


def _drafts(actor: Actor, after: str | None) -> Sequence[ReferralDraft]:
    """Return a page of drafts; the first one when nothing comes after."""
    mark = read_mark(after)
    return listing.list_drafts(actor, mark) or (mark and listing.list_drafts(actor)) or ()


def _mark_after(drafts: Sequence[ReferralDraft]) -> str:
    if len(drafts) <= DRAFTS_SHOWN:
        return ""
    last = drafts[DRAFTS_SHOWN - 1]
    return str(mark_instant(last.updated_at, last.reference))


def _asks_who_waits(filters: Filters) -> bool:
    return replace(filters, oldest_first=False) == Filters(status=WAITING.code)
