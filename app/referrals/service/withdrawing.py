"""What whoever asked may do of a referral: take it back, send it again, ask for less."""

from app.auth import mailing
from app.auth.rules import Actor
from app.core.db import transactional
from app.referrals.endings import WithdrawReason
from app.referrals.errors import ImpossibleActError, InvalidReasonError
from app.referrals.models import Referral
from app.referrals.moves import Move
from app.referrals.pages.waits import waits_for_review
from app.referrals.rules import ANYHOW, ReferralState, WaitReason
from app.referrals.service import news
from app.referrals.service.moving import Act, begin, finish
from app.referrals.service.recalling import take_back
from app.referrals.service.rerouting import Outcome, place_again, serve_and_tell
from app.referrals.service.states import move_referral
from app.referrals.service.telling import tell_of


@transactional
def withdraw(
    reference: str, version: int, reason: WithdrawReason, note: str, actor: Actor
) -> Referral:
    """Take a referral back before anything started; a place that was held goes to who waits.

    Args:
        version: of the referral.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    if reason is WithdrawReason.OTHER and not note.strip():
        raise InvalidReasonError("Précisez la raison")
    act = begin(Move.WITHDRAW, reference, version, actor, reason=reason, said=note)
    if act.is_repeated:
        return act.referral
    freed = take_back(act.referral)
    move_referral(act.referral, ReferralState.WITHDRAWN, reason)
    finish(act, text=note)
    if act.referral.organisation_id != actor.organisation_id:
        mailing.post(news.tell_withdrawn(tell_of(act.referral), reason))
    serve_and_tell(*freed)
    return act.referral


@transactional
def resubmit(reference: str, version: int, news: str, actor: Actor) -> Outcome:
    """Send again a referral that waited for news of the family or of the young person.

    Args:
        news: in the prescriber's words; shown in the thread.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        InvalidReasonError: no news.
        ImpossibleActError: it waits for something else.
    """
    if not news.strip():
        raise InvalidReasonError("Écrivez les nouvelles que vous avez")
    act = begin(Move.RESUBMIT, reference, version, actor, said=news)
    if act.is_repeated:
        return Outcome(act.referral, None, act.referral.wait_reason)
    if act.referral.wait_reason is not WaitReason.AWAITING_AGREEMENT:
        raise ImpossibleActError("Cette demande n’attend pas de nouvelles.")
    return _look_again(act, news)


@transactional
def widen(reference: str, version: int, actor: Actor) -> Outcome:
    """Accept any way of meeting, so that more associations are possible; keeps its rank.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        ImpossibleActError: a manager looks at what is asked first.
    """
    act = begin(Move.WIDEN, reference, version, actor)
    if act.is_repeated:
        return Outcome(act.referral, None, act.referral.wait_reason)
    if waits_for_review(act.referral):
        raise ImpossibleActError("La Cité éducative examine cette demande.")
    act.referral.meeting = ANYHOW
    return _look_again(act, "")


def _look_again(act: Act, text: str) -> Outcome:
    """Look for an association; if the referral waits again, it keeps its place in the list."""
    referral, since = act.referral, act.referral.waiting_since
    finish(act, text=text)
    outcome = place_again(referral)
    if outcome.wait_reason is not None:
        referral.waiting_since = since
    return outcome
