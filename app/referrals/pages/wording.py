"""French words of states, and sentences about what happened."""

from dataclasses import dataclass
from datetime import datetime

from app.core.clock import PARIS
from app.core.formats import date_text, time_text
from app.referrals.rules import AssignmentState, WaitReason

ANSWER_VERBS = {
    AssignmentState.ACCEPTED: "accepté",
    AssignmentState.STARTED: "accepté",
    AssignmentState.DECLINED: "décliné",
}


WAIT_REASONS: dict[WaitReason, str] = {
    WaitReason.NO_PLACE_LEFT: "Les associations possibles sont complètes",
    WaitReason.NO_ELIGIBLE_ASSOCIATION: "La Cité éducative l’examine pour l’affecter à la main",
    WaitReason.ALL_DECLINED: "Toutes les associations possibles ont été demandées, sans succès",
    WaitReason.AWAITING_AGREEMENT: "Des nouvelles de la famille ou du jeune sont attendues",
}


@dataclass(frozen=True, slots=True)
class After:
    """What became of a referral nobody else is asked for.

    `standing` ends « La demande 7K3Q9M … »; `to_association` and `to_prescriber` are sentences.
    """

    standing: str
    to_association: str
    to_prescriber: str


AFTER_AN_END: dict[WaitReason | None, After] = {
    WaitReason.NO_PLACE_LEFT: After(
        "est en liste d’attente",
        "Elle rejoint la liste d’attente : aucune autre association possible n’a de place pour "
        "l’instant.",
        "Les autres associations possibles sont complètes. La demande est en liste d’attente : "
        "nous vous écrirons dès qu’une place se libère.",
    ),
    WaitReason.ALL_DECLINED: After(
        "reste sans solution",
        "Toutes les associations possibles ont été demandées : la Cité éducative la voit parmi "
        "celles qui sont sans solution.",
        "Toutes les associations possibles ont été demandées. La Cité éducative voit la demande "
        "parmi celles qui sont sans solution ; vous pouvez lui écrire.",
    ),
    WaitReason.NO_ELIGIBLE_ASSOCIATION: After(
        "est à affecter",
        "Elle est à affecter : la Cité éducative va l’examiner.",
        "La demande est à affecter : la Cité éducative l’examine et vous écrira.",
    ),
    WaitReason.AWAITING_AGREEMENT: After(
        "attend de vos nouvelles",
        "Le prescripteur est prévenu : la demande attend des nouvelles de la famille ou du jeune.",
        "La demande attend des nouvelles de la famille ou du jeune. Quand vous en avez, "
        "écrivez-nous à l’adresse ci-dessous.",
    ),
    None: After(
        "est retirée",
        "La demande est retirée et le prescripteur est prévenu.",
        "La demande est retirée. Vous pourrez en faire une autre si la situation change.",
    ),
}
"""Key: why the referral waits, None once it is withdrawn."""

TO_ASSIGN_NEXT = (
    "Aucune association ne remplit tous les critères. Votre demande sera affectée à la main "
    "par la Cité éducative."
)
FULL_NEXT = (
    "Les associations possibles sont complètes. La demande rejoint la liste d’attente ; vous "
    "serez prévenu dès qu’une place se libère."
)


def answered_sentence(
    name: str, state: AssignmentState, answered_at: datetime, now: datetime
) -> str:
    """Return who answered first and when: « Claire Wattelle a déjà accepté cette demande… »."""
    verb = ANSWER_VERBS.get(state, "traité")
    moment = _moment_words(answered_at, now)
    return f"{name} a déjà {verb} cette demande {moment}. Rien n’a été changé."


def own_answer_sentence(state: AssignmentState, answered_at: datetime, now: datetime) -> str:
    """Return what a person answered and when: « Vous avez accepté cette demande ce matin… »."""
    return f"Vous avez {ANSWER_VERBS[state]} cette demande {_moment_words(answered_at, now)}."


def _moment_words(instant: datetime, now: datetime) -> str:
    local, today = instant.astimezone(PARIS), now.astimezone(PARIS).date()
    if local.date() == today:
        day = "ce matin" if local.hour < 12 else "aujourd’hui"
    else:
        day = f"le {date_text(local.date())}"
    return f"{day} à {time_text(local)}"
