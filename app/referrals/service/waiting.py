"""Why a referral waits, its rank, and what would open more: read for a page, told by mail."""

from app.auth import mailing
from app.referrals.models import Referral
from app.referrals.openings import list_openings
from app.referrals.pages.waits import Wait
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.queries.waiting import find_position
from app.referrals.rules import WaitReason
from app.referrals.service import notifications
from app.referrals.service.placement import read_setting
from app.referrals.service.telling import tell_of


def read_wait(referral: Referral) -> Wait | None:
    """Return why a referral waits, its rank and what would open more; None when it does not."""
    if referral.wait_reason is None:
        return None
    setting = read_setting(referral)
    return Wait(
        reason=f"{WAIT_REASONS[referral.wait_reason]}.",
        position=find_position(referral.id),
        priority=referral.priority_at is not None,
        openings=list_openings(setting.profile, setting.board.programmes, setting.tried),
    )


def tell_wait(referral: Referral) -> None:
    """Tell the prescriber that a referral waits, its rank and what would open more."""
    wait = read_wait(referral)
    if wait is None:
        return
    has_options = referral.wait_reason is WaitReason.NO_PLACE_LEFT
    mailing.post(
        notifications.tell_waiting(
            tell_of(referral),
            has_options,
            position=wait.position,
            openings=wait.openings,
            declined=referral.wait_reason is WaitReason.ALL_DECLINED,
        )
    )
