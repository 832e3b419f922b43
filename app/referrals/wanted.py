"""What a list is narrowed to, read from an address and written back to one. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.origins import ORIGIN_LABELS, SITUATIONS_BY_STAGE
from app.referrals.rules import WaitReason
from app.referrals.statuses import STATUSES

DATE_LENGTH = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside, an address was made up
OLDEST_FIRST = "anciennes"
NAMES = (
    "etape",
    "statut",
    "association",
    "origine",
    "etablissement",
    "motif",
    "du",
    "au",
    "retard",
    "sans_solution",
    "tri",
)
"""The names of the filters and of the order in an address."""
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SLUG = re.compile(r"[a-z0-9_-]{1,40}")
PLACE_TAKEN = "place_occupee"
TO_CONFIRM = "a_confirmer"
STATUS_LABELS: dict[str, str] = {
    **{status.code: status.label for status in STATUSES},
    PLACE_TAKEN: "Acceptée ou en cours",
    TO_CONFIRM: "À confirmer, terme atteint",
}
WAITS: dict[str, tuple[WaitReason, str]] = {
    "complet": (WaitReason.NO_PLACE_LEFT, "Associations complètes"),
    "aucune": (WaitReason.NO_ELIGIBLE_ASSOCIATION, "Aucune association possible"),
    "refus": (WaitReason.ALL_DECLINED, "Toutes demandées, sans succès"),
    "nouvelles": (WaitReason.AWAITING_AGREEMENT, "Nouvelles de la famille attendues"),
}
"""Code in addresses: the reason, and the words of the filter."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything.

    `status`, `stage`, `origin` and `wait` are codes of their labels; `programme` is a slug, of the
    last proposal; `organisation` the code of whoever refers; `since` and `until` are days of
    submission in Paris, both included; `late`: awaiting an answer beyond the objective of 5 working
    days (« en retard » is beyond the deadline of 10); `unplaced`: no solution in sight;
    `unreadable` are the dates that could not be read, name and text. The order narrows nothing.
    """

    status: str = ""
    stage: str = ""
    programme: str = ""
    origin: str = ""
    organisation: str = ""
    wait: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    unplaced: bool = False
    oldest_first: bool = False
    search: str = ""
    unreadable: tuple[tuple[str, str], ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return replace(self, unreadable=(), oldest_first=False) != Filters()

    @property
    def query(self) -> dict[str, str]:
        """The filters and the order as an address asks for them; never the search."""
        values = (
            self.stage,
            self.status,
            self.programme,
            self.origin,
            self.organisation,
            self.wait,
            self.since.isoformat() if self.since else "",
            self.until.isoformat() if self.until else "",
            "1" if self.late else "",
            "1" if self.unplaced else "",
            OLDEST_FIRST if self.oldest_first else "",
        )
        return {name: value for name, value in zip(NAMES, values, strict=True) if value}

    def typed(self, name: str) -> str:
        """Return what the field of a day holds: the day, or the text that is none."""
        day = {"du": self.since, "au": self.until}[name]
        return f"{day:%d/%m/%Y}" if day else dict(self.unreadable).get(name, "")


def read_filters(query: Mapping[str, str], today: date) -> Filters:
    """Return the filters of a query string; a value nobody offers asks for nothing."""
    days = {name: _day(query.get(name, "").strip(), today) for name in ("du", "au")}
    since, until = days["du"], days["au"]
    return Filters(
        status=_among(query, "statut", STATUS_LABELS),
        stage=_among(query, "etape", SITUATIONS_BY_STAGE),
        programme=_slug(query, "association"),
        origin=_among(query, "origine", ORIGIN_LABELS),
        organisation=_code(query, "etablissement"),
        wait=_among(query, "motif", WAITS),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        late=query.get("retard") == "1",
        unplaced=query.get("sans_solution") == "1",
        oldest_first=query.get("tri") == OLDEST_FIRST,
        unreadable=tuple((name, day) for name, day in days.items() if isinstance(day, str)),
    )


def _among(query: Mapping[str, str], name: str, codes: Mapping[str, object]) -> str:
    value = query.get(name, "")
    return value if value in codes else ""


def _slug(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    return value if _SLUG.fullmatch(value) else ""


def _code(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    return value if _CODE.fullmatch(value) else ""


def _day(text: str, today: date) -> date | str | None:
    if not text:
        return None
    try:
        day = read_date(text, today)
    except UnreadableDateError:
        return text[:DATE_LENGTH]
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else text[:DATE_LENGTH]
