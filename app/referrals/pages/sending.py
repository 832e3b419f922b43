"""What a prescriber reads once a referral is sent: where it is, what comes next."""

from dataclasses import dataclass
from datetime import date

from app.matching import Reason, explanation_from_data
from app.referrals.models import Assignment, Referral
from app.referrals.pages.wording import FULL_NEXT, TO_ASSIGN_NEXT, WAIT_REASONS
from app.referrals.rules import HOLDS_A_PLACE, ReferralState, WaitReason, is_adult
from app.referrals.statuses import Status, status_of

CALLED = {
    False: "La famille sera appelée par l’association : prévenez-la de cet appel.",
    True: "Le jeune sera appelé par l’association : prévenez-le de cet appel.",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral just after it was sent, or reopened later.

    `association`, `deadline` and `reasons` tell the live proposal; `waiting` why there is none;
    `is_adult` whether the association calls the young person or the family.
    """

    reference: str
    is_adult: bool
    first_name: str
    status: Status
    association: str
    slug: str
    deadline: date | None
    reasons: tuple[Reason, ...]
    waiting: str

    @property
    def steps(self) -> tuple[str, ...]:
        """What happens next, in order."""
        if self.association:
            return ("Vous recevez un courriel dès que l’association répond.", CALLED[self.is_adult])
        return (
            "Vous recevez un courriel dès qu’une association est proposée.",
            "Vous n’avez rien d’autre à faire pour l’instant.",
        )


def tell_sent(referral: Referral, on: date) -> Sent:
    """Return what the confirmation says of a referral, as it stands that day."""
    live = _live(referral)
    explanation = explanation_from_data(live.decision["explanation"]) if live else None
    return Sent(
        reference=referral.reference,
        is_adult=is_adult(referral.young_person.birth_date, on),
        first_name=referral.young_person.first_name,
        status=status_of(referral.state, referral.wait_reason),
        association=live.programme.name if live else "",
        slug=live.programme.slug if live else "",
        deadline=live.deadline if live else None,
        reasons=explanation.reasons if explanation else (),
        waiting="" if live else _waiting(referral),
    )


def _live(referral: Referral) -> Assignment | None:
    held = [a for a in referral.assignments if a.state in HOLDS_A_PLACE]
    return held[-1] if held else None


def _waiting(referral: Referral) -> str:
    if referral.state is not ReferralState.WAITLISTED or referral.wait_reason is None:
        return ""
    told = {
        WaitReason.NO_ELIGIBLE_ASSOCIATION: TO_ASSIGN_NEXT,
        WaitReason.NO_PLACE_LEFT: FULL_NEXT,
    }
    return told.get(referral.wait_reason, f"{WAIT_REASONS[referral.wait_reason]}.")
