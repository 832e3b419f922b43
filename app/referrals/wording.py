"""French words of states, and sentences about what happened: pure."""

from dataclasses import dataclass
from datetime import datetime

from app.core.clock import PARIS
from app.core.formats import date_text, time_text
from app.referrals.rules import AssignmentState, ReferralState, WaitReason

_ANSWERS = {
    AssignmentState.ACCEPTED: "accepté",
    AssignmentState.STARTED: "accepté",
    AssignmentState.DECLINED: "décliné",
}


@dataclass(frozen=True, slots=True)
class Status:
    """How a state is drawn: a shape (class of the stylesheet) and a word."""

    shape: str
    label: str


STATUSES: dict[ReferralState, Status] = {
    ReferralState.SUBMITTED: Status("brouillon", "Envoyée"),
    ReferralState.WAITLISTED: Status("attente", "En liste d’attente"),
    ReferralState.PROPOSED: Status("proposee", "Proposée"),
    ReferralState.ACCEPTED: Status("acceptee", "Acceptée"),
    ReferralState.MENTORING: Status("encours", "Accompagnement en cours"),
    ReferralState.COMPLETED: Status("terminee", "Accompagnement terminé"),
    ReferralState.ENDED_EARLY: Status("annulee", "Accompagnement interrompu"),
    ReferralState.WITHDRAWN: Status("annulee", "Retirée"),
    ReferralState.CLOSED_UNPLACED: Status("annulee", "Clôturée sans solution"),
}
TO_ASSIGN = Status("affecter", "À affecter")

WAIT_REASONS: dict[WaitReason, str] = {
    WaitReason.NO_PLACE_LEFT: "Les associations possibles sont complètes",
    WaitReason.NO_ELIGIBLE_ASSOCIATION: "Aucune association ne remplit tous les critères",
    WaitReason.ALL_DECLINED: "Toutes les associations possibles ont décliné",
    WaitReason.AWAITING_AGREEMENT: "L’association attend des nouvelles de la famille ou du jeune",
}

TO_ASSIGN_NEXT = (
    "Aucune association ne remplit tous les critères. Votre demande sera affectée à la main "
    "par la Cité éducative."
)
FULL_NEXT = (
    "Les associations possibles sont complètes. La demande rejoint la liste d’attente ; vous "
    "serez prévenu dès qu’une place se libère."
)


def status_of(state: ReferralState, reason: WaitReason | None) -> Status:
    """Return how a referral's state is shown; « À affecter » is a wait no rule can end."""
    if reason is WaitReason.NO_ELIGIBLE_ASSOCIATION:
        return TO_ASSIGN
    return STATUSES[state]


def answered_sentence(
    name: str, state: AssignmentState, answered_at: datetime, now: datetime
) -> str:
    """Return who answered first and when: « Claire Wattelle a déjà accepté cette demande… »."""
    verb = _ANSWERS.get(state, "traité")
    local, today = answered_at.astimezone(PARIS), now.astimezone(PARIS).date()
    if local.date() == today:
        moment = "ce matin" if local.hour < 12 else "aujourd’hui"
    else:
        moment = f"le {date_text(local.date())}"
    return f"{name} a déjà {verb} cette demande {moment} à {time_text(local)}. Rien n’a été changé."
