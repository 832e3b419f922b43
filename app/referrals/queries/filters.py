"""The filters of the lists: what an address asks for, and the conditions it stands for.

The dashboard links here and counts with the same conditions: the two cannot differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, func, not_, or_, select

from app.auth.models import Organisation
from app.capacity.models import Programme
from app.core.clock import PARIS
from app.core.working_days import working_days_between
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.models import Assignment, Referral
from app.referrals.origins import KIND_STARTS, ORIGIN_LABELS, SITUATIONS_BY_STAGE
from app.referrals.rules import (
    ANSWER_OBJECTIVE_DAYS,
    AWAITS_ANSWER,
    ReferralState,
    WaitReason,
)
from app.referrals.statuses import STATUS_BY_CODE, STATUSES, TO_ASSIGN, WAITING

UNPLACED_AFTER_DAYS = 30
SEARCH_LENGTH = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside, an address was made up
_SLUG = re.compile(r"[a-z0-9_-]{1,40}")
PLACE_TAKEN = "place_occupee"
STATUS_LABELS: dict[str, str] = {
    **{status.code: status.label for status in STATUSES},
    PLACE_TAKEN: "Acceptée ou en cours",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything.

    `status`, `stage` and `origin` are codes of their labels; `programme` is a slug, of the last
    proposal; `since` and `until` are days of submission in Paris, both included; `late`: awaiting
    an answer beyond the objective of 5 working days (« en retard » is beyond the deadline of 10);
    `unplaced`: no solution in sight; `unreadable` names the dates that could not be read.
    """

    status: str = ""
    stage: str = ""
    programme: str = ""
    origin: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    unplaced: bool = False
    search: str = ""
    unreadable: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return replace(self, unreadable=()) != Filters()


def read_filters(query: Mapping[str, str], today: date) -> Filters:
    """Return the filters of a query string; a value nobody offers asks for nothing."""
    since, until = _day(query, "du", today), _day(query, "au", today)
    return Filters(
        status=_among(query, "statut", STATUS_LABELS),
        stage=_among(query, "etape", SITUATIONS_BY_STAGE),
        programme=_slug(query, "association"),
        origin=_among(query, "origine", ORIGIN_LABELS),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        late=query.get("retard") == "1",
        unplaced=query.get("sans_solution") == "1",
        search=" ".join(query.get("q", "").replace("\0", " ").split())[:SEARCH_LENGTH],
        unreadable=tuple(text for text in (since, until) if isinstance(text, str)),
    )


def conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """Return what the filters ask of `Referral`, the search apart (it depends on who reads)."""
    found: list[ColumnElement[bool]] = []
    if filters.status:
        found.append(has_status(filters.status))
    if filters.stage:
        found.append(Referral.situation.in_(SITUATIONS_BY_STAGE[filters.stage]))
    if filters.programme:
        found.append(has_last_programme(filters.programme))
    if filters.origin:
        found.append(comes_from(filters.origin))
    if filters.since:
        found.append(Referral.submitted_at >= day_start(filters.since))
    if filters.until:
        found.append(Referral.submitted_at < day_start(filters.until + timedelta(days=1)))
    if filters.late:
        found.append(is_late(today))
    if filters.unplaced:
        found.append(is_unplaced(today))
    return found


def has_status(code: str) -> ColumnElement[bool]:
    """Return the condition of a key of `STATUS_LABELS`."""
    if code == PLACE_TAKEN:
        return Referral.state.in_((ReferralState.ACCEPTED, ReferralState.MENTORING))
    if code == TO_ASSIGN.code:
        return Referral.wait_reason == WaitReason.NO_ELIGIBLE_ASSOCIATION
    if code == WAITING.code:
        return and_(
            Referral.state == ReferralState.WAITLISTED,
            Referral.wait_reason != WaitReason.NO_ELIGIBLE_ASSOCIATION,
        )
    return Referral.state == STATUS_BY_CODE[code].state


def has_last_programme(slug: str) -> ColumnElement[bool]:
    """Return the condition « its last proposal, live or not, went to that programme »."""
    last = select(func.max(Assignment.id)).group_by(Assignment.referral_id)
    return Referral.id.in_(
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.slug == slug, Assignment.id.in_(last))
    )


def comes_from(origin: str) -> ColumnElement[bool]:
    """Return the condition of a group of prescribers, the one `origins.origin_of` tells."""
    kinds = cast(Organisation.kinds, String)
    starts = {
        code: kinds.contains(f'"{start}', autoescape=True) for code, start in KIND_STARTS.items()
    }
    codes = list(starts)
    earlier = codes[: codes.index(origin)] if origin in starts else codes
    asked = [starts[origin]] if origin in starts else []
    organisations = select(Organisation.id).where(*asked, *(not_(starts[code]) for code in earlier))
    return Referral.organisation_id.in_(organisations)


def is_late(today: date) -> ColumnElement[bool]:
    """Return the condition « awaiting an answer for more than 5 working days »."""
    late = select(Assignment.referral_id).where(
        Assignment.state.in_(AWAITS_ANSWER),
        Assignment.proposed_at < day_start(first_day_in_time(today)),
    )
    return Referral.id.in_(late)


def is_unplaced(today: date) -> ColumnElement[bool]:
    """Return the condition « no solution »: to assign, declined by all, or waiting for a month."""
    before = day_start(today - timedelta(days=UNPLACED_AFTER_DAYS))
    return and_(
        Referral.state == ReferralState.WAITLISTED,
        or_(
            Referral.wait_reason.in_((WaitReason.NO_ELIGIBLE_ASSOCIATION, WaitReason.ALL_DECLINED)),
            Referral.waiting_since < before,
        ),
    )


def first_day_in_time(today: date) -> date:
    """Return the earliest day of proposal whose answer is not late today."""
    day = today
    while working_days_between(day - timedelta(days=1), today) <= ANSWER_OBJECTIVE_DAYS:
        day -= timedelta(days=1)
    return day


def day_start(day: date) -> datetime:
    """Return the instant a day begins in Roubaix."""
    return datetime.combine(day, time.min, PARIS)


def _among(query: Mapping[str, str], name: str, codes: Mapping[str, object]) -> str:
    value = query.get(name, "")
    return value if value in codes else ""


def _slug(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    return value if _SLUG.fullmatch(value) else ""


def _day(query: Mapping[str, str], name: str, today: date) -> date | str | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        day = read_date(text, today)
    except UnreadableDateError:
        return text[:SEARCH_LENGTH]
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else text
