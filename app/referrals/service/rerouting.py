"""What follows when a proposal ends without an acceptance. Joins the caller's act."""

from dataclasses import dataclass

from app.auth import mailing
from app.auth.rules import Actor
from app.core import audit
from app.referrals.models import Assignment, Referral
from app.referrals.reasons import Consequence
from app.referrals.rules import AWAITS_ANSWER, ReferralState, WaitReason
from app.referrals.service import notifications
from app.referrals.service.notifications import Ended
from app.referrals.service.placement import (
    add_to_thread,
    make_wait,
    move_referral,
    place,
    serve_waiting_list,
)
from app.referrals.service.telling import tell_of, tell_of_proposal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a referral: asked elsewhere (`following`), waiting (why), or else closed."""

    referral: Referral
    following: Assignment | None
    wait_reason: WaitReason | None

    @property
    def is_rerouted(self) -> bool:
        """Whether another association is asked."""
        return self.following is not None


def reroute(referral: Referral, consequence: Consequence, actor: Actor | None) -> Outcome:
    """Apply what the end of a proposal leads to; its place was given back by the caller.

    Args:
        actor: who ended it; None when nobody answered.
    """
    move_referral(referral, ReferralState.SUBMITTED)
    following = None
    match consequence:
        case Consequence.REROUTE:
            following = place(referral)
        case Consequence.MANAGER_REVIEW:
            make_wait(referral, WaitReason.NO_ELIGIBLE_ASSOCIATION)
        case Consequence.BACK_TO_PRESCRIBER:
            make_wait(referral, WaitReason.AWAITING_AGREEMENT)
        case Consequence.CLOSE:
            _close(referral, actor)
    return Outcome(referral, following, referral.wait_reason)


def outcome_of(referral: Referral) -> Outcome:
    """Return what became of a referral, as it stands."""
    asked = [one for one in referral.assignments if one.state in AWAITS_ANSWER]
    return Outcome(referral, asked[-1] if asked else None, referral.wait_reason)


def tell_what_follows(referral: Referral, ended: Ended, outcome: Outcome) -> None:
    """Tell the prescriber what became of the referral, and the next association if there is one."""
    told = tell_of(referral)
    if outcome.following is None:
        mailing.post(notifications.tell_ended(told, ended, outcome.wait_reason))
        return
    proposal = tell_of_proposal(outcome.following)
    mailing.post(notifications.tell_rerouted(told, ended, proposal))
    mailing.post(notifications.tell_coordinators(told, proposal))


def serve_and_tell(programme_id: int) -> None:
    """Give a freed place to whoever waits for it, and tell both sides."""
    for served in serve_waiting_list(programme_id):
        told, proposal = tell_of(served.referral), tell_of_proposal(served)
        mailing.post(notifications.tell_receipt(told, proposal))
        mailing.post(notifications.tell_coordinators(told, proposal))


def forget_own_public(referral: Referral) -> None:
    """Erase what was confirmed of an association's own public, and mark that it was.

    Each decision is marked, whether it held a confirmation or not: the mark tells nothing of the
    young person. What was erased cannot be replayed (`decisions.replay` says so).
    """
    referral.confirmed = []
    for assignment in referral.assignments:
        profile = {**assignment.decision["profile"], "confirmed": []}
        assignment.decision = {**assignment.decision, "profile": profile, "erased": ["confirmed"]}


def _close(referral: Referral, actor: Actor | None) -> None:
    move_referral(referral, ReferralState.WITHDRAWN)
    forget_own_public(referral)
    add_to_thread(
        referral,
        "withdrawn",
        actor_id=actor.user_id if actor else None,
        organisation_id=actor.organisation_id if actor else None,
    )
    audit.record("referral.withdrawn", actor, "referral", referral.reference, erased=["confirmed"])
