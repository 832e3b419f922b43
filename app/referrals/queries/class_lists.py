"""Class lists in progress, and what became of their lines, for the organisation that typed them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.auth.rules import Actor
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, ClassList, Referral
from app.referrals.queries.scope import visible_to
from app.referrals.references import read_reference

LISTS_SHOWN = 20


def get_list(reference: str, actor: Actor) -> ClassList:
    """Return one list of the person's organisation.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    found = db.session.scalars(select_list(reference, actor)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def select_list(reference: str, actor: Actor) -> Select[ClassList]:
    """Return the SELECT of one list of the person's organisation."""
    return select(ClassList).where(
        ClassList.reference == read_reference(reference),
        ClassList.organisation_id == actor.organisation_id,
    )


def list_lists(actor: Actor) -> Sequence[ClassList]:
    """Return the lists of the person's organisation, the latest ones first."""
    return db.session.scalars(
        select(ClassList)
        .where(ClassList.organisation_id == actor.organisation_id)
        .options(joinedload(ClassList.author))
        .order_by(ClassList.updated_at.desc(), ClassList.id.desc())
        .limit(LISTS_SHOWN)
    ).all()


def find_sent(keys: Collection[str], actor: Actor) -> Mapping[str, str]:
    """Return the reference of the referrals the organisation already sent, by submission key."""
    found = db.session.execute(
        select(Referral.submission_key, Referral.reference).where(
            Referral.organisation_id == actor.organisation_id,
            Referral.submission_key.in_(sorted(keys)),
        )
    )
    return {row.submission_key: row.reference for row in found}


def list_referrals_of(references: Collection[str], actor: Actor) -> Sequence[Referral]:
    """Return the referrals lines became, with their proposals, in the order they were sent."""
    return db.session.scalars(
        select(Referral)
        .where(visible_to(actor), Referral.reference.in_(sorted(references)))
        .options(selectinload(Referral.assignments).joinedload(Assignment.programme))
        .order_by(Referral.submitted_at, Referral.id)
    ).all()
