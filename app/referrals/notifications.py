"""Who is told what: pure. Never the name, the birth date or a contact of a young person.

Source: spec/screens.md C.7 (mails 3, 4, 6, 7 and 8).
"""

from dataclasses import dataclass
from datetime import date

from app.core.mail import Mail


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail may say of a referral.

    `who` is initials, age and class (« L. C., 13 ans, 4e »); `origin` is the prescriber's
    organisation as the association may read it.
    """

    reference: str
    who: str
    objectives: str
    origin: str
    prescriber: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldProposal:
    """What a mail may say of a proposal; `free` is None for an open-ended programme.

    `managers` are told when the association has no `coordinators`.
    """

    association: str
    coordinators: tuple[str, ...]
    managers: tuple[str, ...]
    deadline: date
    free: int | None
    stated: int


def tell_receipt(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that the referral is proposed."""
    return [Mail(told.prescriber, "receipt", {"told": told, "proposal": proposal})]


def tell_coordinators(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the association that a young person is proposed; the managers if nobody is there."""
    context = {"told": told, "proposal": proposal}
    if not proposal.coordinators:
        return [Mail(proposal.managers, "no_coordinator", context)]
    return [Mail(proposal.coordinators, "new_proposal", context)]


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


def tell_rerouted(told: Told, declined_by: str, reason: str, proposal: ToldProposal) -> list[Mail]:
    """Tell the prescriber that one association declined and another was asked at once."""
    context = {"told": told, "declined_by": declined_by, "reason": reason, "proposal": proposal}
    return [Mail(told.prescriber, "rerouted", context)]


def tell_declined(told: Told, declined_by: str, reason: str, waits: bool) -> list[Mail]:
    """Tell the prescriber that an association declined and nobody else is asked.

    Args:
        waits: whether the referral waits (a place, a manager, the prescriber), or is closed.
    """
    context = {"told": told, "declined_by": declined_by, "reason": reason, "waits": waits}
    return [Mail(told.prescriber, "declined", context)]
