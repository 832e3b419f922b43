"""The only place that moves a referral or a proposal; `snapshots` alone puts one back.

Joins the caller's act.
"""

from sqlalchemy import delete

from app.auth.rules import Actor
from app.auth.tokens import new_token
from app.core import clock
from app.core.db import db
from app.referrals.endings import CloseReason, WithdrawReason
from app.referrals.models import Assignment, Referral, ThreadEntry, WaitingOption
from app.referrals.rules import AWAITS_ANSWER, AssignmentState, ReferralState, WaitReason
from app.referrals.steps import (
    ASSIGNMENT_STEPS,
    REFERRAL_STEPS,
    ForbiddenMoveError,
    checked_step,
)

Why = WaitReason | WithdrawReason | CloseReason


def add_to_thread(
    referral: Referral,
    kind: str,
    *,
    assignment: Assignment | None = None,
    actor: Actor | None = None,
    reason: str = "",
    text: str = "",
) -> None:
    """Append one knot that is no move of a person on a referral that stands (`moving.finish` is).

    Args:
        actor: None for what the system does by itself.
    """
    db.session.add(
        ThreadEntry(
            referral_id=referral.id,
            assignment_id=assignment.id if assignment else None,
            kind=kind,
            at=clock.now(),
            actor_id=actor.user_id if actor else None,
            organisation_id=actor.organisation_id if actor else None,
            reason=reason,
            text=text,
        )
    )


def move_referral(referral: Referral, target: ReferralState, why: Why | None = None) -> None:
    """Change the state of a referral, if the table allows it; the only place that does.

    Args:
        why: the reason its new state needs: to wait, withdrawn, or closed.
    """
    referral.state = checked_step(REFERRAL_STEPS, referral.state, target)
    referral.wait_reason = why if isinstance(why, WaitReason) else None
    referral.withdraw_reason = why if isinstance(why, WithdrawReason) else None
    referral.close_reason = why if isinstance(why, CloseReason) else None
    referral.waiting_since = clock.now() if target is ReferralState.WAITLISTED else None
    if target not in {ReferralState.SUBMITTED, ReferralState.WAITLISTED}:
        referral.priority_at, referral.priority_reason = None, ""
    db.session.execute(delete(WaitingOption).where(WaitingOption.referral_id == referral.id))


def wait_otherwise(referral: Referral, reason: WaitReason) -> None:
    """Let a referral that waits go on waiting for another reason; it keeps its rank."""
    if referral.state is not ReferralState.WAITLISTED:
        raise ForbiddenMoveError(f"{referral.state} does not wait")
    referral.wait_reason = reason


def move_assignment(assignment: Assignment, target: AssignmentState) -> None:
    """Change the state of a proposal, if the table allows it; the only place that does.

    Its deadline goes: it belongs to the wait for an answer, which a move ends or suspends. Once
    nothing is awaited, the links that answer it by mail are worth nothing any more, even if the
    answer is undone later.
    """
    assignment.state = checked_step(ASSIGNMENT_STEPS, assignment.state, target)
    assignment.deadline = assignment.days_left = assignment.paused_until = None
    if target not in AWAITS_ANSWER:
        assignment.pending_transfer = False
        assignment.answer_key = new_token()
