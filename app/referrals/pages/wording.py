"""French words of states, and sentences about what happened."""

from dataclasses import dataclass

from app.referrals.rules import WaitReason

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
        "est à affecter",
        "Toutes les associations possibles ont été demandées : la Cité éducative va l’examiner.",
        "Toutes les associations possibles ont été demandées, sans succès. La Cité éducative "
        "examine la demande et vous écrira.",
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
        "ouvrez-la et relancez-la.",
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
