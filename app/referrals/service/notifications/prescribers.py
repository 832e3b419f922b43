"""Mails to those who refer. Source: spec/screens.md C.7 (mails 3, 6, 7, 8 and 9)."""

from datetime import date

from app.core.mail import Mail, Urgency
from app.referrals.pages.wording import AFTER_AN_END
from app.referrals.rules import WaitReason
from app.referrals.service.notifications.told import Ended, Told, ToldProposal

QUESTION_PAUSE_DAYS = 10  # working days; source: spec/lifecycle.md, "request_information"


def tell_receipt(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that the referral is proposed."""
    return [_news(told, "receipt", proposal=proposal)]


def tell_waiting(
    told: Told,
    has_options: bool,
    *,
    position: int | None = None,
    news_by: date | None = None,
    openings: tuple[str, ...] = (),
    declined: bool = False,
) -> list[Mail]:
    """Tell the prescriber that the referral waits.

    Args:
        has_options: whether associations fit but are full; otherwise a manager looks at it.
        position: in the waiting list, from 1; None says nothing of it.
        news_by: the day the prescriber is written to at the latest; only when that is true.
        openings: what would open more, as ends of one sentence: « accepter des rencontres à
            distance ouvrirait 2 associations ».
        declined: every association that fits was asked, without success.
    """
    wait = {"position": position, "news_by": news_by, "openings": openings, "declined": declined}
    return [_news(told, "waiting", has_options=has_options, **wait)]


def tell_accepted(told: Told, association: str, contact: str, contact_email: str) -> list[Mail]:
    """Tell the prescriber that an association accepts, and who to talk to."""
    return [
        _news(
            told,
            "accepted",
            association=association,
            contact=contact,
            contact_email=contact_email,
        )
    ]


def tell_rerouted(told: Told, ended: Ended, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that one proposal ended and another association was asked at once."""
    return [_news(told, "rerouted", ended=ended, proposal=proposal)]


def tell_ended(told: Told, ended: Ended, wait_reason: WaitReason | None) -> list[Mail]:
    """Tell the prescriber that a proposal ended and nobody else is asked.

    It presses when the prescriber is the one who is waited for.

    Args:
        wait_reason: why the referral waits; None when it is withdrawn.
    """
    context = {"told": told, "ended": ended, "after": AFTER_AN_END[wait_reason]}
    blocks = wait_reason is WaitReason.AWAITING_AGREEMENT
    urgency = Urgency.PRESSING if blocks else Urgency.NEWS
    return [Mail(told.prescriber, "declined", context, urgency=urgency)]


def tell_question(told: Told, association: str) -> list[Mail]:
    """Tell the prescriber that an association asks something, without what it asks: free text."""
    context = {"told": told, "association": association, "pause_days": QUESTION_PAUSE_DAYS}
    return [Mail(told.prescriber, "question", context)]


def tell_merged(merged: Told, kept: Told) -> list[Mail]:
    """Tell both prescribers that two referrals became one, and neither who the other is."""
    return [_news(merged, "merged"), _news(kept, "merged_from")]


def _news(told: Told, template: str, **context: object) -> Mail:
    return Mail(told.prescriber, template, {"told": told, **context}, urgency=Urgency.NEWS)
