"""How much of one referral a person reads: decided here and nowhere else.

Before an association accepts, it reads initials, age, class, needs, wishes and the explanation. The
note for the mentor waits for the acceptance too: it is free text, which may name the young person
or tell more than choosing needs (spec/trust.md B lists what a decision card holds; the note is not
on it). It reads of its own part only, before others and after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.auth.rules import Actor, Role
from app.core.typography import to_name
from app.referrals.models import Assignment, Referral, ThreadEntry
from app.referrals.rules import HOLDS_A_PLACE, SEES_IDENTITY, AssignmentState, ReferralState
from app.referrals.statuses import Status, status_of

ENDED_AS = {
    AssignmentState.COMPLETED: ReferralState.COMPLETED,
    AssignmentState.ENDED_EARLY: ReferralState.ENDED_EARLY,
}
"""How a referral stands for an association whose part of it has ended."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may see: the name, the contacts with birth date, the note, who refers."""

    name: bool
    contacts: bool
    note: bool
    origin: bool


def rights_of(actor: Actor, held: Assignment | None) -> Rights:
    """Return what a person may read.

    Args:
        held: the proposal of this referral to the actor's association, for a coordinator.
    """
    if actor.role is Role.PRESCRIBER:
        return Rights(name=True, contacts=True, note=True, origin=True)
    if actor.role is Role.COORDINATOR:
        accepted = held is not None and held.state in SEES_IDENTITY
        return Rights(name=accepted, contacts=accepted, note=accepted, origin=accepted)
    return Rights(name=False, contacts=False, note=False, origin=True)


def find_live(referral: Referral, actor: Actor, held: Assignment | None) -> Assignment | None:
    """Return the proposal that holds a place; an association only ever reads of its own."""
    if actor.role is Role.COORDINATOR:
        return held if held is not None and held.state in HOLDS_A_PLACE else None
    return _last([a for a in referral.assignments if a.state in HOLDS_A_PLACE])


def status_for(
    referral: Referral, actor: Actor, held: Assignment | None, live: Assignment | None
) -> Status:
    """Return how the referral is shown; what became of it elsewhere is not told."""
    if actor.role is Role.COORDINATOR and live is None and held is not None:
        return status_of(ENDED_AS.get(held.state, referral.state), None)
    return status_shown(referral, live)


def thread_for(referral: Referral, actor: Actor, held: Assignment | None) -> Sequence[ThreadEntry]:
    """Return the thread a person reads.

    An association reads of the request and of its own proposals, until its part ends: not why
    another one declined, nor what became of the young person elsewhere.
    """
    if actor.role is not Role.COORDINATOR or held is None:
        return referral.thread
    own = {one.id for one in referral.assignments if belongs(one, actor)}
    read = [entry for entry in referral.thread if entry.assignment_id in own | {None}]
    if held.state in HOLDS_A_PLACE:
        return read
    last = max((n for n, entry in enumerate(read) if entry.assignment_id == held.id), default=-1)
    return read[: last + 1]


def status_shown(referral: Referral, live: Assignment | None) -> Status:
    """Return how a referral is shown; a proposal names the association that is asked."""
    status = status_of(referral.state, referral.wait_reason)
    if referral.state is ReferralState.PROPOSED and live is not None:
        return replace(status, label=f"{status.label} {to_name(live.programme.name)}")
    return status


def _last(assignments: Sequence[Assignment]) -> Assignment | None:
    return assignments[-1] if assignments else None


def find_held(referral: Referral, actor: Actor) -> Assignment | None:
    """Return the last proposal of a referral to the actor's association; None for other roles."""
    return _last([one for one in referral.assignments if belongs(one, actor)])


def find_followed(referral: Referral, actor: Actor) -> Assignment | None:
    """Return the proposal whose mentoring a person may follow; a pending transfer is none yet."""
    if actor.role is Role.COORDINATOR:
        return find_held(referral, actor)
    return _last([one for one in referral.assignments if not one.pending_transfer])


def belongs(assignment: Assignment, actor: Actor) -> bool:
    """Return whether a proposal went to the actor's association."""
    is_coordinator = actor.role is Role.COORDINATOR
    return is_coordinator and assignment.programme.organisation_id == actor.organisation_id
