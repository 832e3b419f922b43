"""Lists of referrals and of drafts, in the scope of the person who reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, Referral, ReferralDraft, YoungPerson
from app.referrals.queries.filters import Filters, conditions
from app.referrals.queries.scope import visible_to
from app.referrals.references import read_reference
from app.referrals.rules import REFERENCE_LENGTH, SEES_IDENTITY
from app.referrals.texts import name_words

PAGE_SIZE = 50
DRAFTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list, newest first.

    `total` counts the whole list; `next_after` is the reference the next page comes after, "" on
    the last one; `is_first` whether nothing comes before.
    """

    referrals: Sequence[Referral]
    total: int
    next_after: str
    is_first: bool


def read_slice(actor: Actor, filters: Filters, today: date, after: str = "") -> Slice:
    """Return the referrals a person may see, narrowed, newest first.

    Args:
        after: the reference of the last referral of the page before; the first page when "", or
            when nothing comes after it (gone, made up).
    """
    wanted = [visible_to(actor), *conditions(filters, today)]
    if filters.search:
        wanted.append(matches(filters.search, actor))
    total = db.session.scalars(select(func.count(Referral.id)).where(*wanted)).one()
    found = db.session.scalars(
        select(Referral)
        .where(*wanted, *([_is_after(after, actor)] if after else []))
        .order_by(Referral.submitted_at.desc(), Referral.id.desc())
        .limit(PAGE_SIZE + 1)
        .options(
            joinedload(Referral.young_person),
            joinedload(Referral.organisation),
            selectinload(Referral.assignments).joinedload(Assignment.programme),
        )
    ).all()
    if after and not found:
        return read_slice(actor, filters, today)
    more = len(found) > PAGE_SIZE
    return Slice(
        referrals=found[:PAGE_SIZE],
        total=total,
        next_after=found[PAGE_SIZE - 1].reference if more else "",
        is_first=not after,
    )


def matches(search: str, actor: Actor) -> ColumnElement[bool]:
    """Return the condition « is looked for by these words »: the reference, or the name.

    Each word must be a part of the name, whatever its accents, hyphens and order. Nobody finds by
    name somebody whose name they may not read: managers never, associations once they accepted.
    """
    reference = search.upper()[:REFERENCE_LENGTH]
    by_reference = Referral.reference.startswith(reference, autoescape=True)
    words = name_words(search)
    if actor.role is Role.MANAGER or not words:
        return by_reference
    by_name: ColumnElement[bool] = Referral.young_person_id.in_(
        select(YoungPerson.id).where(
            *(YoungPerson.name_key.contains(word, autoescape=True) for word in words)
        )
    )
    if actor.role is Role.COORDINATOR:
        by_name = and_(by_name, _is_accepted_by(actor.organisation_id))
    return or_(by_reference, by_name)


def list_drafts(actor: Actor, after: str = "") -> Sequence[ReferralDraft]:
    """Return the drafts of the person's organisation, latest first: one page, and one more.

    Args:
        after: the reference of the last draft of the page before; "" for the first page.
    """
    statement = (
        select(ReferralDraft)
        .where(ReferralDraft.organisation_id == actor.organisation_id)
        .order_by(ReferralDraft.updated_at.desc(), ReferralDraft.id.desc())
        .limit(DRAFTS_SHOWN + 1)
    )
    if after:
        last = aliased(ReferralDraft)
        own = last.organisation_id == ReferralDraft.organisation_id
        earlier = or_(
            ReferralDraft.updated_at < last.updated_at,
            and_(ReferralDraft.updated_at == last.updated_at, ReferralDraft.id < last.id),
        )
        statement = statement.join(last, and_(last.reference == after, own, earlier))
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


def _is_after(reference: str, actor: Actor) -> ColumnElement[bool]:
    """Return the condition « stands after that referral of theirs », in the order of the list."""
    last = (Referral.reference == reference, visible_to(actor))
    instant = select(Referral.submitted_at).where(*last).correlate(None).scalar_subquery()
    rank = select(Referral.id).where(*last).correlate(None).scalar_subquery()
    return or_(
        Referral.submitted_at < instant,
        and_(Referral.submitted_at == instant, Referral.id < rank),
    )


def _is_accepted_by(organisation_id: int) -> ColumnElement[bool]:
    return Referral.id.in_(
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(
            Programme.organisation_id == organisation_id,
            Assignment.state.in_(SEES_IDENTITY),
        )
    )
