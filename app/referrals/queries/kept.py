"""What a person keeps of their lists, and what the filter bar offers: one SELECT."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, SQLColumnExpression, String, cast, func, literal, select, union_all

from app.auth.models import Membership, Organisation
from app.auth.rules import OFFICE_HOURS, Actor, OrganisationCategory, Role
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.core.plain_text import alphabetical
from app.core.typography import typo
from app.referrals.models import KeptSearch, Referral, SavedFilter

PROGRAMME, ORGANISATION, SAVED, SEARCH = "programme", "organisation", "saved", "search"
SEARCH_KEPT = OFFICE_HOURS.absolute  # as long as the longest session
Option = tuple[str, str]
_KEY = re.compile(r"[A-Za-z0-9_-]{12}")


@dataclass(frozen=True, slots=True)
class Saved:
    """Filters under a name: `query` is a query string."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a filter bar offers one reader.

    `programmes` and `organisations` are (code in addresses, name), by name, empty for whoever may
    not ask; `search` are the words of their kept search, "" when there is none.
    """

    programmes: tuple[Option, ...]
    organisations: tuple[Option, ...]
    saved: tuple[Saved, ...]
    search: str


def read_offer(actor: Actor, search_key: str, now: datetime) -> Offer:
    """Return what the filter bar offers a person.

    Args:
        search_key: of the search the address asks for; "" for none.
    """
    parts = [_saved(actor), _searched(actor, search_key, now - SEARCH_KEPT)]
    if actor.role is not Role.COORDINATOR:
        parts.append(_programmes(actor))
    if actor.role is Role.MANAGER:
        parts.append(_organisations(actor))
    rows = db.session.execute(union_all(*parts)).all()
    saved = sorted((int(key), name, query) for kind, key, name, query in rows if kind == SAVED)
    return Offer(
        programmes=_by_name(rows, PROGRAMME),
        organisations=_by_name(rows, ORGANISATION),
        saved=tuple(Saved(*one) for one in saved),
        search=next((words for kind, _, words, _ in rows if kind == SEARCH), ""),
    )


def read_key(text: str | None) -> str:
    """Return the key of a search in an address; "", which none has, for what cannot be one.

    PostgreSQL refuses some characters (NUL): a query only ever sees what could be a key.
    """
    return text if text and _KEY.fullmatch(text) else ""


def hold_other_tabs(actor: Actor) -> None:
    """Keep the person's other tabs from writing what is theirs until the end of the act."""
    statement = select(Membership.id).where(Membership.id == actor.membership_id)
    db.session.execute(statement.with_for_update())


def count_saved_filters(actor: Actor) -> int:
    """Return how many filters a person keeps in this role."""
    statement = select(func.count(SavedFilter.id))
    return db.session.scalars(
        statement.where(SavedFilter.membership_id == actor.membership_id)
    ).one()


def find_saved_filter(actor: Actor, name: str) -> SavedFilter | None:
    """Return the person's filter of that name, if any."""
    return db.session.scalars(
        select(SavedFilter).where(
            SavedFilter.membership_id == actor.membership_id, SavedFilter.name == name
        )
    ).one_or_none()


def get_saved_filter(filter_id: int, actor: Actor) -> SavedFilter:
    """Return one of the person's filters.

    Raises:
        NotFoundError: absent, or somebody else's.
    """
    found = db.session.scalars(
        select(SavedFilter).where(
            SavedFilter.id == filter_id, SavedFilter.membership_id == actor.membership_id
        )
    ).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def _saved(actor: Actor) -> Select[str, str, str, str]:
    own = SavedFilter.membership_id == actor.membership_id
    return _line(SAVED, cast(SavedFilter.id, String), SavedFilter.name, SavedFilter.query).where(
        own
    )


def _searched(actor: Actor, key: str, kept_since: datetime) -> Select[str, str, str, str]:
    return _line(SEARCH, KeptSearch.key, KeptSearch.words).where(
        KeptSearch.key == key,
        KeptSearch.membership_id == actor.membership_id,
        KeptSearch.at > kept_since,
    )


def _programmes(actor: Actor) -> Select[str, str, str, str]:
    ours = Programme.territory_id == actor.territory_id
    return _line(PROGRAMME, Programme.slug, Programme.name).where(ours)


def _organisations(actor: Actor) -> Select[str, str, str, str]:
    """Those that referred somebody: a list of ninety schools would hide the twenty that do."""
    refers = select(Referral.id).where(Referral.organisation_id == Organisation.id).exists()
    return _line(ORGANISATION, Organisation.code, Organisation.name).where(
        Organisation.territory_id == actor.territory_id,
        Organisation.category == OrganisationCategory.PRESCRIBER,
        refers,
    )


def _line(
    kind: str,
    key: SQLColumnExpression[str],
    words: SQLColumnExpression[str],
    query: SQLColumnExpression[str] | None = None,
) -> Select[str, str, str, str]:
    return select(
        literal(kind, String), key, words, literal("", String) if query is None else query
    )


def _by_name(rows: Sequence[tuple[str, ...]], wanted: str) -> tuple[Option, ...]:
    options = [(key, typo(name)) for kind, key, name, _ in rows if kind == wanted]
    return tuple(sorted(options, key=lambda option: (alphabetical(option[1]), option[0])))
