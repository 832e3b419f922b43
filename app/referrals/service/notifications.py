"""Who is told what. Never the name, the birth date or a contact of a young person.

Source: spec/screens.md C.7 (mails 3, 4, 6, 7, 8 and 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.mail import Mail
from app.referrals.pages.wording import AFTER_AN_END
from app.referrals.rules import WaitReason


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail may say of a referral.

    `who` is initials, age and class (« L. C., 13 ans, 4e »); `origin` is the prescriber's
    organisation as the association may read it; `is_adult` tells whom the association calls.
    """

    reference: str
    who: str
    objectives: str
    origin: str
    prescriber: tuple[str, ...]
    is_adult: bool


@dataclass(frozen=True, slots=True)
class ToldProgramme:
    """What a mail may say of an association; `free` is None for an open-ended programme.

    `managers` are told when the association has no `coordinators`.
    """

    association: str
    slug: str
    coordinators: tuple[str, ...]
    managers: tuple[str, ...]
    free: int | None
    stated: int


@dataclass(frozen=True, slots=True)
class ToldProposal:
    """A proposal to an association, and the last day of its answer."""

    programme: ToldProgramme
    deadline: date

    @property
    def association(self) -> str:
        """The name of the association."""
        return self.programme.association


@dataclass(frozen=True, slots=True)
class Ended:
    """Who was asked before; `reason` is the label of a refusal, "" when nobody answered."""

    association: str
    reason: str = ""


def tell_receipt(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that the referral is proposed."""
    return [Mail(told.prescriber, "receipt", {"told": told, "proposal": proposal})]


def tell_coordinators(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the association that a young person is proposed; the managers if nobody is there."""
    context = {"told": told, "proposal": proposal}
    programme = proposal.programme
    if not programme.coordinators:
        return [Mail(programme.managers, "no_coordinator", context)]
    return [Mail(programme.coordinators, "new_proposal", context)]


def tell_waiting(told: Told, has_options: bool) -> list[Mail]:
    """Tell the prescriber that the referral waits.

    Args:
        has_options: whether associations fit but are full; otherwise a manager looks at it.
    """
    return [Mail(told.prescriber, "waiting", {"told": told, "has_options": has_options})]


def tell_accepted(told: Told, association: str, contact: str, contact_email: str) -> list[Mail]:
    """Tell the prescriber that an association accepts, and who to talk to."""
    context = {
        "told": told,
        "association": association,
        "contact": contact,
        "contact_email": contact_email,
    }
    return [Mail(told.prescriber, "accepted", context)]


def tell_rerouted(told: Told, ended: Ended, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that one proposal ended and another association was asked at once."""
    context = {"told": told, "ended": ended, "proposal": proposal}
    return [Mail(told.prescriber, "rerouted", context)]


def tell_ended(told: Told, ended: Ended, wait_reason: WaitReason | None) -> list[Mail]:
    """Tell the prescriber that a proposal ended and nobody else is asked.

    Args:
        wait_reason: why the referral waits; None when it is withdrawn.
    """
    context = {"told": told, "ended": ended, "after": AFTER_AN_END[wait_reason]}
    return [Mail(told.prescriber, "declined", context)]


def tell_expired(
    told: Told, programme: ToldProgramme, deadline: date, *, goes_on: bool
) -> list[Mail]:
    """Tell the association that its place was given back, and the managers that it was silent.

    Args:
        deadline: the last day it could answer.
        goes_on: whether another association was asked.
    """
    context = {"told": told, "programme": programme, "deadline": deadline, "goes_on": goes_on}
    return [
        Mail(programme.coordinators, "expired", context),
        Mail(programme.managers, "no_answer", context),
    ]


def ask_to_correct_places(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Ask an association that says it is full to correct its places; the managers read it too."""
    to = (*programme.coordinators, *programme.managers)
    return [Mail(to, "correct_places", {"told": told, "programme": programme})]


def tell_question(told: Told, association: str) -> list[Mail]:
    """Tell the prescriber that an association asks a question; the mail does not hold it."""
    return [Mail(told.prescriber, "question", {"told": told, "association": association})]


def tell_reply(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell the association that its question was answered; the mail does not hold the answer."""
    return [Mail(programme.coordinators, "reply", {"told": told})]


def tell_reminder(
    association: str, coordinators: tuple[str, ...], waiting: Sequence[tuple[str, date]]
) -> list[Mail]:
    """Remind an association of the requests that wait for its answer, in one mail.

    Args:
        waiting: the reference and the last day of each, the most urgent first.
    """
    context = {"association": association, "waiting": waiting}
    return [Mail(coordinators, "reminder", context)]
