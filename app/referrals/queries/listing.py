"""Lists of referrals and of drafts, in the scope of the person who reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.marks import Mark, mark_instant
from app.referrals.models import Assignment, Referral, ReferralDraft, YoungPerson
from app.referrals.queries.filters import conditions
from app.referrals.queries.scope import once_visible_to, visible_to
from app.referrals.references import is_reference, read_reference
from app.referrals.rules import REFERENCE_LENGTH, SEES_IDENTITY, ReferralState
from app.referrals.texts import name_words
from app.referrals.wanted import Filters

PAGE_SIZE = 40  # a page stays under 60 kB (spec/screens.md, H.7)
DRAFTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list.

    `total` counts the whole list; `next_after` is where the next page begins, None on the last one;
    `is_first` whether nothing comes before.
    """

    referrals: Sequence[Referral]
    total: int
    next_after: Mark | None
    is_first: bool


def read_slice(actor: Actor, filters: Filters, today: date, after: Mark | None = None) -> Slice:
    """Return the referrals a person may see, narrowed, with their number: two SELECT.

    Args:
        after: where the page before ends; the first page when None, or when nothing comes after.
    """
    wanted = [visible_to(actor), *conditions(filters, today, actor)]
    total, page = select(func.count(Referral.id)), select(Referral.id)
    if filters.search:
        wanted.append(matches(filters.search, actor))
        total, page = total.join(Referral.young_person), page.join(Referral.young_person)
    if after:
        page = page.where(_is_after(after, actor, filters.oldest_first))
    order = _order(filters.oldest_first)
    # Rows are sorted by their numbers, then those of the page are read whole.
    page = page.where(*wanted).order_by(*order).limit(PAGE_SIZE + 1).correlate(None)
    rows = db.session.execute(
        select(Referral, total.where(*wanted).correlate(None).scalar_subquery())
        .where(Referral.id.in_(page))
        .order_by(*order)
        .options(
            joinedload(Referral.young_person),
            joinedload(Referral.organisation),
            selectinload(Referral.assignments).joinedload(Assignment.programme),
        )
    ).all()
    if after and not rows:
        return read_slice(actor, filters, today)
    found = [referral for referral, _ in rows[:PAGE_SIZE]]
    return Slice(
        referrals=found,
        total=rows[0][1] if rows else 0,
        next_after=_mark_of(found[-1]) if len(rows) > PAGE_SIZE else None,
        is_first=after is None,
    )


def nobody_waits(actor: Actor) -> bool:
    """Return whether no referral in the person's scope waits, not even to be assigned."""
    waits = exists().where(visible_to(actor), Referral.state == ReferralState.WAITLISTED)
    return not db.session.scalar(select(waits))


def matches(search: str, actor: Actor) -> ColumnElement[bool]:
    """Return the condition « is looked for by these words », on `Referral` and its `YoungPerson`.

    Each word must be a part of the name, whatever its accents, hyphens and order. Nobody finds by
    name somebody whose name they may not read: managers never, associations once they accepted.
    Only names in the reader's own scope are looked at (docs/adr/064).
    """
    by_reference = _has_reference(search.upper())
    words = name_words(search)
    if actor.role is Role.MANAGER or not words:
        return by_reference
    by_name = and_(*(YoungPerson.name_key.contains(word, autoescape=True) for word in words))
    if actor.role is Role.COORDINATOR:
        by_name = and_(by_name, _is_accepted_by(actor.organisation_id))
    return or_(by_reference, by_name)


def list_drafts(actor: Actor, after: Mark | None = None) -> Sequence[ReferralDraft]:
    """Return the drafts of the person's organisation, latest first: one page, and one more.

    Args:
        after: where the page before ends; None for the first page.
    """
    statement = (
        select(ReferralDraft)
        .where(ReferralDraft.organisation_id == actor.organisation_id)
        .order_by(ReferralDraft.updated_at.desc(), ReferralDraft.id.desc())
        .limit(DRAFTS_SHOWN + 1)
    )
    if after:
        last = aliased(ReferralDraft)
        own = (last.organisation_id == actor.organisation_id, last.reference == after.reference)
        rank = select(last.id).where(*own).scalar_subquery()
        statement = statement.where(
            or_(
                ReferralDraft.updated_at < after.instant,
                and_(ReferralDraft.updated_at == after.instant, ReferralDraft.id < rank),
            )
        )
    return db.session.scalars(statement).all()


def get_draft(reference: str, actor: Actor) -> ReferralDraft:
    """Return one draft of the person's organisation.

    Raises:
        NotFoundError: absent, sent, deleted, or somebody else's.
    """
    draft = db.session.scalars(
        select(ReferralDraft).where(
            ReferralDraft.reference == read_reference(reference),
            ReferralDraft.organisation_id == actor.organisation_id,
        )
    ).one_or_none()
    if draft is None:
        raise NotFoundError
    return draft


def _order(oldest_first: bool) -> tuple[ColumnElement[Any], ...]:
    columns = (Referral.submitted_at, Referral.id)
    return tuple(one.asc() if oldest_first else one.desc() for one in columns)


def _mark_of(referral: Referral) -> Mark:
    return mark_instant(referral.submitted_at, referral.reference)


def _is_after(after: Mark, actor: Actor, oldest_first: bool) -> ColumnElement[bool]:
    """Return the condition « stands after that mark », in the order of the list.

    The first comparison says nothing more than the others: it is what an index can begin from.
    """
    last = aliased(Referral)
    own = (last.reference == after.reference, once_visible_to(actor, last))
    rank = select(last.id).where(*own).scalar_subquery()
    sent, instant = Referral.submitted_at, after.instant
    if oldest_first:
        return and_(sent >= instant, or_(sent > instant, Referral.id > rank))
    return and_(sent <= instant, or_(sent < instant, Referral.id < rank))


def _has_reference(typed: str) -> ColumnElement[bool]:
    """A whole reference is found by its index, wherever it stands among 100,000."""
    if is_reference(typed):
        return Referral.reference == typed
    return Referral.reference.startswith(typed[:REFERENCE_LENGTH], autoescape=True)


def _is_accepted_by(organisation_id: int) -> ColumnElement[bool]:
    return Referral.id.in_(
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(
            Programme.organisation_id == organisation_id,
            Assignment.state.in_(SEES_IDENTITY),
        )
    )
