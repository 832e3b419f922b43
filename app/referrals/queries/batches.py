"""What acts on several referrals read: who the selected rows are, whom a manager may remind."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.auth.rules import Actor
from app.core.db import db
from app.core.errors import NotFoundError
from app.core.formats import initials
from app.referrals.models import Assignment, Referral, ThreadEntry, YoungPerson
from app.referrals.queries.scope import once_visible_to, visible_to


def read_initials(references: Sequence[str], actor: Actor) -> dict[str, str]:
    """Return the initials of young people, by reference, of referrals the person sees or saw."""
    rows = db.session.execute(
        select(Referral.reference, YoungPerson.first_name, YoungPerson.last_name)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .where(Referral.reference.in_(references), once_visible_to(actor, Referral))
    )
    return {reference: initials(first, last) for reference, first, last in rows}


def get_proposal(reference: str, actor: Actor) -> Assignment:
    """Return the last proposal of a referral in the person's scope, kept from others meanwhile.

    Raises:
        NotFoundError: absent, out of scope, or proposed to nobody yet.
    """
    assignment = db.session.scalars(
        select(Assignment)
        .join(Assignment.referral)
        .where(Referral.reference == reference, visible_to(actor))
        .order_by(Assignment.id.desc())
        .limit(1)
        .with_for_update(of=Assignment)
    ).one_or_none()
    if assignment is None:
        raise NotFoundError
    return assignment


def find_entry_since(assignment: Assignment, kind: str, since: datetime) -> ThreadEntry | None:
    """Return the latest entry of a kind about a proposal since an instant, if any."""
    return db.session.scalars(
        select(ThreadEntry)
        .where(
            ThreadEntry.referral_id == assignment.referral_id,
            ThreadEntry.assignment_id == assignment.id,
            ThreadEntry.kind == kind,
            ThreadEntry.at >= since,
        )
        .order_by(ThreadEntry.id.desc())
        .limit(1)
    ).one_or_none()
