"""Who sees which referral: every query of this package starts here.

A referral that is not in scope does not exist: the answer is a 404, never a hint.
"""

from sqlalchemy import ColumnElement, Select, false, select

from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.referrals.models import Assignment, Referral
from app.referrals.rules import HOLDS_A_PLACE, AssignmentState

VISIBLE_TO_ASSOCIATION = HOLDS_A_PLACE | {AssignmentState.COMPLETED, AssignmentState.ENDED_EARLY}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Referral` that keeps what a person may see.

    A prescriber sees those of the organisation; a coordinator those that hold, or held to the
    end, a place in the association; a manager those of the territory; an administrator none.
    """
    match actor.role:
        case Role.PRESCRIBER:
            return Referral.organisation_id == actor.organisation_id
        case Role.COORDINATOR:
            return Referral.id.in_(_held_by(actor.organisation_id))
        case Role.MANAGER:
            return Referral.territory_id == actor.territory_id
        case Role.ADMINISTRATOR:
            return false()


def once_visible_to(actor: Actor, referral: type[Referral]) -> ColumnElement[bool]:
    """Return the condition that keeps what a person sees or saw: a place in a list, never a row.

    A list goes on from a referral that has left it meanwhile; what was never theirs is no place.
    """
    match actor.role:
        case Role.PRESCRIBER:
            return referral.organisation_id == actor.organisation_id
        case Role.COORDINATOR:
            return referral.id.in_(offered_to(actor.organisation_id))
        case Role.MANAGER:
            return referral.territory_id == actor.territory_id
        case Role.ADMINISTRATOR:
            return false()


def _held_by(organisation_id: int) -> Select[int]:
    return offered_to(organisation_id).where(Assignment.state.in_(VISIBLE_TO_ASSOCIATION))


def offered_to(organisation_id: int) -> Select[int]:
    """Select the referrals an association was ever asked for, to narrow by `Assignment`."""
    return (
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.organisation_id == organisation_id)
    )
