"""Erasing what no longer serves once a referral has ended and cannot be undone any more."""

from functools import partial

from app.core import audit, clock
from app.core.db import transactional
from app.core.rounds import sum_each
from app.referrals.models import Referral
from app.referrals.queries import retention as queries


def forget_ended_publics() -> int:
    """Erase what was confirmed of an association's own public, a day after a referral ended.

    A chore, harmless when late or repeated: a day leaves the time to undo. Each referral is an act
    of its own.

    Returns:
        How many referrals were concerned.
    """
    ended = queries.list_ended_unerased(clock.now())
    return sum_each(partial(_forget, referral_id) for referral_id in ended)


@transactional
def _forget(referral_id: int) -> bool:
    referral = queries.find_ended_unerased(referral_id, clock.now())
    if referral is None:
        return False
    forget_own_public(referral)
    audit.record(
        "referral.public_erased", None, "referral", referral.reference, erased=["confirmed"]
    )
    return True


def forget_own_public(referral: Referral) -> None:
    """Erase what was confirmed of an association's own public, and mark that it was.

    Each decision is marked, whether it held a confirmation or not: the mark tells nothing of the
    young person. What was erased cannot be replayed (`decisions.replay` says so).
    """
    referral.erased_at = clock.now()
    referral.confirmed = []
    for assignment in referral.assignments:
        profile = {**assignment.decision["profile"], "confirmed": []}
        assignment.decision = {**assignment.decision, "profile": profile, "erased": ["confirmed"]}
