"""What a prescriber reads once a referral is sent: where it is, what comes next."""

from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.core import clock
from app.core.formats import level
from app.core.typography import typo
from app.matching import explanation_from_data
from app.referrals.models import Assignment, Referral
from app.referrals.pages.explaining import Row
from app.referrals.pages.wording import FULL_NEXT, TO_ASSIGN_NEXT, WAIT_REASONS
from app.referrals.queries.referral import get_referral
from app.referrals.rules import AssignmentState, WaitReason, is_adult
from app.referrals.statuses import Status, status_of

CALLED = {
    False: "La famille sera appelée par l’association : prévenez-la de cet appel.",
    True: "Le jeune sera appelé par l’association : prévenez-le de cet appel.",
}
NOTHING_TO_DO = (
    "Vous recevez un courriel dès qu’une association est proposée.",
    "Vous n’avez rien d’autre à faire pour l’instant.",
)
NEWS_AWAITED = ("Quand vous avez de ses nouvelles, relancez la demande depuis sa fiche.",)
MOVED_ON = "La demande a avancé depuis son envoi : sa fiche dit où elle en est."


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral just after it was sent, or reopened later.

    `association`, `deadline` and `reasons` tell the proposal that awaits an answer, "", None and ()
    when there is none; `standing` then says where the referral is; `steps` come next, in order.
    """

    reference: str
    status: Status
    association: str
    deadline: date | None
    reasons: tuple[Row, ...]
    standing: str
    steps: tuple[str, ...]


def read_sent(reference: str, actor: Actor) -> Sent:
    """Return the confirmation of a referral, as it stands today.

    Raises:
        NotFoundError: absent or out of the actor's scope.
    """
    return tell_sent(get_referral(reference, actor), clock.today())


def tell_sent(referral: Referral, on: date) -> Sent:
    """Return what the confirmation says of a referral, as it stands that day."""
    asked = _asked(referral)
    adult = is_adult(referral.young_person.birth_date, on)
    return Sent(
        reference=referral.reference,
        status=status_of(referral.state, referral.wait_reason),
        association=asked.programme.name if asked else "",
        deadline=asked.deadline if asked else None,
        reasons=_reasons(asked) if asked else (),
        standing="" if asked else typo(_standing(referral)),
        steps=tuple(typo(step) for step in _steps(referral, asked, adult=adult)),
    )


def _asked(referral: Referral) -> Assignment | None:
    """Return the first proposal that awaits an answer; a transfer is no news of the sending."""
    return next(
        (
            one
            for one in referral.assignments
            if one.state is AssignmentState.PROPOSED and not one.pending_transfer
        ),
        None,
    )


def _reasons(asked: Assignment) -> tuple[Row, ...]:
    explanation = explanation_from_data(asked.decision["explanation"])
    return tuple(Row(r.label, level(r.sentence), r.status) for r in explanation.reasons)


def _standing(referral: Referral) -> str:
    reason = referral.wait_reason
    if reason is None:
        return MOVED_ON
    if reason is WaitReason.NO_PLACE_LEFT:
        return FULL_NEXT
    if reason is WaitReason.NO_ELIGIBLE_ASSOCIATION and not referral.assignments:
        return TO_ASSIGN_NEXT
    return f"{WAIT_REASONS[reason]}."


def _steps(referral: Referral, asked: Assignment | None, *, adult: bool) -> tuple[str, ...]:
    if asked is not None:
        return "Vous recevez un courriel dès que l’association répond.", CALLED[adult]
    if referral.wait_reason is None:
        return ()
    return NEWS_AWAITED if referral.wait_reason is WaitReason.AWAITING_AGREEMENT else NOTHING_TO_DO
