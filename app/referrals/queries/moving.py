"""Reading a referral to move it: whole, in the reach of the person who acts."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, Referral, ThreadEntry
from app.referrals.moves import MOVES, Move
from app.referrals.queries.scope import visible_to
from app.referrals.rules import HOLDS_A_PLACE
from app.referrals.steps import Standing


def get_movable(reference: str, actor: Actor) -> Referral:
    """Return a referral with its proposals and its thread, for somebody who acts on it.

    Raises:
        NotFoundError: absent, or out of the person's reach.
    """
    asked = _select_movable(actor).where(Referral.reference == reference)
    referral = db.session.scalars(asked).one_or_none()
    if referral is None:
        raise NotFoundError
    return referral


def list_movable(references: Collection[str], actor: Actor) -> Sequence[Referral]:
    """Return several, in the order they were sent; what is out of reach is left out."""
    asked = _select_movable(actor).where(Referral.reference.in_(sorted(references)))
    return db.session.scalars(asked.order_by(Referral.submitted_at, Referral.id)).all()


def _select_movable(actor: Actor) -> Select[Referral]:
    return (
        select(Referral)
        .where(_reachable_by(actor))
        .options(
            joinedload(Referral.young_person),
            joinedload(Referral.organisation),
            selectinload(Referral.assignments).joinedload(Assignment.programme),
            selectinload(Referral.thread).joinedload(ThreadEntry.actor),
            selectinload(Referral.thread).joinedload(ThreadEntry.organisation),
        )
        .execution_options(populate_existing=True)
    )


def concerned(move: Move, referral: Referral, actor: Actor) -> Assignment | None:
    """Return the proposal a move concerns: of the actor's own, in a state it leaves, else the last.

    A move of the referral alone concerns the proposal that holds a place, if there is one.
    """
    line = MOVES[move]
    theirs = [one for one in referral.assignments if _is_theirs(one, actor)]
    ready = [one for one in theirs if one.state in (line.assignment or HOLDS_A_PLACE)]
    last = theirs[-1:] if line.assignment or actor.role is Role.COORDINATOR else []
    found = ready or last
    return found[-1] if found else None


def standing_of(move: Move, referral: Referral, assignment: Assignment | None) -> Standing:
    """Return where things stand, as the table reads them."""
    moves_proposal = bool(MOVES[move].assignment) and assignment is not None
    return Standing(
        referral.state,
        assignment.state if assignment else None,
        assignment.version if moves_proposal and assignment else referral.version,
        transfer_pending=any(one.pending_transfer for one in referral.assignments),
    )


def _is_theirs(assignment: Assignment, actor: Actor) -> bool:
    if actor.role is not Role.COORDINATOR:
        return True
    return assignment.programme.organisation_id == actor.organisation_id


def _reachable_by(actor: Actor) -> ColumnElement[bool]:
    """Like `visible_to`; an association reaches whatever it was asked, to be told what became."""
    if actor.role is not Role.COORDINATOR:
        return visible_to(actor)
    return Referral.id.in_(
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.organisation_id == actor.organisation_id)
    )
