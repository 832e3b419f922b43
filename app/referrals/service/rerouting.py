"""What follows when a proposal ends without an acceptance. Joins the caller's act."""

from dataclasses import dataclass

from app.auth import mailing
from app.auth.rules import Actor
from app.core import audit
from app.core.typography import of_person, typo
from app.referrals.endings import WITHDRAWN_AFTER, WithdrawReason
from app.referrals.models import Assignment, Referral
from app.referrals.pages.letters import initials_of
from app.referrals.pages.phrases import declined_sentence
from app.referrals.reasons import Consequence, DeclineReason
from app.referrals.rules import AWAITS_ANSWER, ReferralState, WaitReason
from app.referrals.service import notifications
from app.referrals.service.notifications import Ended
from app.referrals.service.placement import make_wait, place, serve_waiting_list
from app.referrals.service.states import add_to_thread, move_referral
from app.referrals.service.telling import tell_of, tell_of_proposal
from app.referrals.service.waiting import tell_wait


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a referral: asked elsewhere (`following`), waiting (why), or else closed.

    `stays` when only a transfer ended: the young person stays with the association they have.
    """

    referral: Referral
    following: Assignment | None
    wait_reason: WaitReason | None
    stays: bool = False

    @property
    def is_rerouted(self) -> bool:
        """Whether another association is asked."""
        return self.following is not None


def reroute(
    referral: Referral,
    consequence: Consequence,
    actor: Actor | None,
    declined: DeclineReason | None = None,
) -> Outcome:
    """Apply what the end of a proposal leads to; its place was given back by the caller.

    Args:
        actor: who ended it; None when nobody answered.
        declined: why the association declined, if it did.
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
            _close(referral, WITHDRAWN_AFTER.get(declined, WithdrawReason.OTHER), actor)
    return Outcome(referral, following, referral.wait_reason)


def place_again(referral: Referral) -> Outcome:
    """Look for an association again, from wherever the referral stands, and tell both sides."""
    move_referral(referral, ReferralState.SUBMITTED)
    following = place(referral)
    if following is None:
        tell_wait(referral)
    else:
        tell_both_sides(following)
    return Outcome(referral, following, referral.wait_reason)


def declined_words(outcome: Outcome) -> str:
    """Return what a refusal led to, for the person who declined."""
    who = initials_of(outcome.referral)
    if outcome.stays:
        return typo(
            f"Vous avez décliné le transfert {of_person(who)} La première association continue."
        )
    return declined_sentence(who, outcome.wait_reason, outcome.is_rerouted)


def outcome_of(referral: Referral) -> Outcome:
    """Return what became of a referral, as it stands."""
    asked = [one for one in referral.assignments if one.state in AWAITS_ANSWER]
    stays = referral.state in {ReferralState.ACCEPTED, ReferralState.MENTORING}
    return Outcome(referral, asked[-1] if asked else None, referral.wait_reason, stays=stays)


def tell_what_follows(referral: Referral, ended: Ended, outcome: Outcome) -> None:
    """Tell the prescriber what became of the referral, and the next association if there is one."""
    told = tell_of(referral)
    if outcome.following is None:
        mailing.post(notifications.tell_ended(told, ended, outcome.wait_reason))
        return
    proposal = tell_of_proposal(outcome.following)
    mailing.post(notifications.tell_rerouted(told, ended, proposal))
    mailing.post(notifications.tell_coordinators(told, proposal))


def serve_and_tell(*programme_ids: int) -> None:
    """Give the places that were freed to whoever waits for them, and tell both sides."""
    for programme_id in programme_ids:
        for served in serve_waiting_list(programme_id):
            tell_both_sides(served)


def tell_both_sides(assignment: Assignment) -> None:
    """Tell the prescriber and the association of a proposal just made."""
    told, proposal = tell_of(assignment.referral), tell_of_proposal(assignment)
    mailing.post(notifications.tell_receipt(told, proposal))
    mailing.post(notifications.tell_coordinators(told, proposal))


def _close(referral: Referral, reason: WithdrawReason, actor: Actor | None) -> None:
    move_referral(referral, ReferralState.WITHDRAWN, reason)
    add_to_thread(referral, "withdrawn", reason=reason)
    audit.record("referral.withdrawn", actor, "referral", referral.reference, reason=reason)
