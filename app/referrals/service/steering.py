"""The manager's hand: assign, take back, put first, close, reopen. Each with a reason."""

from app.auth import mailing
from app.auth.rules import Actor
from app.capacity import queries as capacity_queries
from app.core import clock
from app.core.db import transactional
from app.referrals.endings import CloseReason
from app.referrals.errors import ImpossibleActError, InvalidReasonError
from app.referrals.models import Assignment, Referral
from app.referrals.moves import Move
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service import news
from app.referrals.service.moving import begin, finish
from app.referrals.service.placement import propose_to
from app.referrals.service.recalling import take_back
from app.referrals.service.rerouting import Outcome, place_again, serve_and_tell, tell_both_sides
from app.referrals.service.states import move_referral
from app.referrals.service.suspecting import doubt_again
from app.referrals.service.telling import tell_of
from app.referrals.service.transfers import NO_PLACE

DECLINED = "Cette association a déjà décliné cette demande."
CLOSED = "Cette association ne reçoit plus de demandes pour l’instant."


@transactional
def assign_by_hand(
    reference: str, version: int, slug: str, reason: str, actor: Actor
) -> Assignment:
    """Propose a referral to the association a manager chose, taking it back from another if needed.

    The choice may go against the criteria (the reason says why), never against the places
    (docs/adr/054).

    Args:
        version: of the referral.
        slug: of the association.

    Returns:
        The new proposal.

    Raises:
        NotFoundError: absent, out of the person's reach, or no such association.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: no reason.
        ImpossibleActError: no place there, closed, or it declined this referral already.
    """
    _require(reason, "Dites pourquoi vous choisissez cette association")
    act = begin(Move.ASSIGN, reference, version, actor, reason=slug, said=reason)
    referral = act.referral
    if act.is_repeated:
        return referral.assignments[-1]
    programme = capacity_queries.get_sheet(actor.territory_id, slug).programme
    _require_open(referral, slug, is_open=programme.is_open)
    freed = take_back(referral)
    finish(act, text=reason)
    move_referral(referral, ReferralState.SUBMITTED)
    assignment = propose_to(referral, slug)
    if assignment is None:
        raise ImpossibleActError(NO_PLACE)
    tell_both_sides(assignment)
    serve_and_tell(*freed)
    return assignment


@transactional
def recall(reference: str, version: int, reason: str, actor: Actor) -> Outcome:
    """Take a referral back from an association that has not started; another one is asked.

    Args:
        version: of the proposal.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: no reason.
    """
    _require(reason, "Dites pourquoi vous reprenez la demande")
    act = begin(Move.RECALL, reference, version, actor, said=reason)
    if act.is_repeated:
        return Outcome(act.referral, None, act.referral.wait_reason)
    freed = take_back(act.referral)
    finish(act, text=reason)
    outcome = place_again(act.referral)
    serve_and_tell(*freed)
    return outcome


@transactional
def prioritise(reference: str, version: int, reason: str, actor: Actor) -> Referral:
    """Let a waiting referral be served first; without a reason, take the priority away.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
    """
    act = begin(
        Move.PRIORITISE,
        reference,
        version,
        actor,
        reason="first" if reason else "none",
        said=reason,
    )
    if act.is_repeated:
        return act.referral
    act.referral.priority_at = clock.now() if reason else None
    act.referral.priority_reason = reason.strip()
    finish(act, text=reason)
    return act.referral


@transactional
def close_unplaced(
    reference: str, version: int, reason: CloseReason, note: str, actor: Actor
) -> Referral:
    """Close a referral nobody can take; the prescriber is told of the other paths.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    if reason is CloseReason.OTHER:
        _require(note, "Précisez la raison")
    act = begin(Move.CLOSE_UNPLACED, reference, version, actor, reason=reason, said=note)
    if act.is_repeated:
        return act.referral
    move_referral(act.referral, ReferralState.CLOSED_UNPLACED, reason)
    finish(act, text=note)
    mailing.post(news.tell_closed(tell_of(act.referral), reason))
    return act.referral


@transactional
def reopen(reference: str, version: int, reason: str, actor: Actor) -> Outcome:
    """Take up a referral that had ended: nothing is erased, an association is looked for again.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: no reason.
    """
    _require(reason, "Dites pourquoi vous rouvrez la demande")
    act = begin(Move.REOPEN, reference, version, actor, said=reason)
    if act.is_repeated:
        return Outcome(act.referral, None, act.referral.wait_reason)
    finish(act, text=reason)
    doubt_again(act.referral)
    act.referral.erased_at = act.referral.merged_into_id = None
    return place_again(act.referral)


def _require(reason: str, message: str) -> None:
    if not reason.strip():
        raise InvalidReasonError(message)


def _require_open(referral: Referral, slug: str, *, is_open: bool) -> None:
    if not is_open:
        raise ImpossibleActError(CLOSED)
    declined = {
        one.programme.slug for one in referral.assignments if one.state is AssignmentState.DECLINED
    }
    if slug in declined:
        raise ImpossibleActError(DECLINED)
