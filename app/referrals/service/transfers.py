"""Asking another association to take over, without losing the place that is held."""

from app.auth import mailing
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core.db import db, transactional
from app.referrals.errors import ImpossibleActError, InvalidReasonError
from app.referrals.models import Assignment, Referral
from app.referrals.moves import Move
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service import news, notifications
from app.referrals.service.moving import begin, check_clock, finish
from app.referrals.service.placement import propose_to, read_setting
from app.referrals.service.recalling import take_back_one
from app.referrals.service.rerouting import Outcome, serve_and_tell
from app.referrals.service.states import add_to_thread, move_assignment, move_referral
from app.referrals.service.telling import tell_of, tell_of_programme, tell_of_proposal

UNFIT = "Les critères de cette association ne permettent pas ce transfert."
NO_PLACE = "Cette association n’a plus de place : choisissez-en une autre."


@transactional
def transfer(reference: str, version: int, slug: str, reason: str, actor: Actor) -> Assignment:
    """Ask another association to take over; the first keeps its place until the other accepts.

    Args:
        version: of the proposal that holds the place.
        slug: of the association that is asked.

    Returns:
        The new proposal.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile, or a transfer is already pending.
        InvalidReasonError: no reason.
        ImpossibleActError: no place there, a rule against it, or this referral was there before.
    """
    if not reason.strip():
        raise InvalidReasonError("Dites pourquoi l’accompagnement change d’association")
    act = begin(Move.TRANSFER, reference, version, actor, reason=slug, said=reason)
    if act.is_repeated:
        return act.referral.assignments[-1]
    source = act.offer
    if slug in {one.programme.slug for one in act.referral.assignments if _had(one)}:
        raise ImpossibleActError("Cette association a déjà eu cette demande.")
    if read_setting(act.referral).offer(slug).eligibility.blocking is not None:
        raise ImpossibleActError(UNFIT)
    finish(act, text=reason)
    target = propose_to(act.referral, slug, transfers=source)
    if target is None:
        raise ImpossibleActError(NO_PLACE)
    told = tell_of(act.referral)
    mailing.post(notifications.tell_coordinators(told, tell_of_proposal(target)))
    mailing.post(news.tell_transfer_asked(told, tell_of_programme(source.programme)))
    return target


def _had(assignment: Assignment) -> bool:
    """Whether an association really had the referral: a proposal taken back bars nobody."""
    return assignment.state is not AssignmentState.RECALLED


@transactional
def cancel_transfer(reference: str, version: int, actor: Actor) -> Referral:
    """Take a pending transfer back: the first association goes on as before.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: the other association answered meanwhile.
    """
    act = begin(Move.CANCEL_TRANSFER, reference, version, actor)
    if act.is_repeated:
        return act.referral
    target = act.offer
    if not target.pending_transfer:
        raise ImpossibleActError("Aucun transfert n’est en attente.")
    freed = take_back_one(target)
    finish(act)
    source = db.session.get_one(Assignment, target.transfers_id)
    kept = tell_of_programme(source.programme, to_managers=False)
    mailing.post(news.tell_transfer_cancelled(tell_of(act.referral), kept))
    serve_and_tell(freed)
    return act.referral


def hand_over(target: Assignment) -> None:
    """End the proposal a transfer comes from: its place goes back; joins the caller's act."""
    source = db.session.get_one(Assignment, target.transfers_id)
    referral = target.referral
    check_clock(Move.HAND_OVER, source)
    move_assignment(source, AssignmentState.TRANSFERRED)
    db.session.flush()  # one live proposal a referral: the first one ends before the other begins
    capacity.release_place(source.programme_id, source.id, AssignmentState.TRANSFERRED)
    add_to_thread(referral, "handed_over", assignment=source)
    if referral.state is ReferralState.MENTORING:
        move_referral(referral, ReferralState.ACCEPTED)
    programme = tell_of_programme(source.programme, to_managers=False)
    mailing.post(news.tell_handed_over(tell_of(referral), programme))
    serve_and_tell(source.programme_id)


def keep_source(target: Assignment) -> Outcome:
    """Tell that a transfer failed: the first association goes on; joins the caller's act."""
    source = db.session.get_one(Assignment, target.transfers_id)
    told = tell_of(target.referral)
    refused = tell_of_programme(target.programme)
    kept = tell_of_programme(source.programme, to_managers=False)
    mailing.post(news.tell_transfer_failed(told, refused, kept))
    return Outcome(target.referral, None, None, stays=True)
