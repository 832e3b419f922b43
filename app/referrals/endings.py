"""How a referral or a mentoring ends: codes, French labels, closing questions. Pure.

Source: spec/lifecycle.md, "Reason codes" and "Closing questions".
"""

from collections.abc import Mapping
from enum import StrEnum

from app.referrals.reasons import DeclineReason


class WithdrawReason(StrEnum):
    """Why a referral is taken back before anything started."""

    ENTERED_BY_MISTAKE = "entered_by_mistake"
    DUPLICATE = "duplicate"
    NEED_MET_ELSEWHERE = "need_met_elsewhere"
    MOVED_AWAY = "moved_away"
    LEFT_SCHOOL = "left_school"
    AGREEMENT_WITHDRAWN = "agreement_withdrawn"
    YOUNG_PERSON_DECLINES = "young_person_declines"
    OTHER = "other"


class CloseReason(StrEnum):
    """Why the Cité éducative closes a referral nobody could take."""

    NO_ELIGIBLE_ASSOCIATION = "no_eligible_association"
    NO_PLACE_THIS_PERIOD = "no_place_this_period"
    ALL_DECLINED = "all_declined"
    OTHER = "other"


class EndReason(StrEnum):
    """Why a mentoring stops before its end."""

    YOUNG_PERSON_STOPPED = "young_person_stopped"
    FAMILY_STOPPED = "family_stopped"
    MENTOR_STOPPED = "mentor_stopped"
    POOR_FIT = "poor_fit"
    ABSENCES = "absences"
    SITUATION_CHANGED = "situation_changed"
    MOVED_AWAY = "moved_away"
    LOST_CONTACT = "lost_contact"
    TRANSFERRED = "transferred"
    ASSOCIATION_STOPPED = "association_stopped"
    OTHER = "other"


class Completion(StrEnum):
    """How a mentoring reaches its end."""

    TERM_REACHED = "term_reached"
    OBJECTIVES_MET = "objectives_met"


class Modality(StrEnum):
    """Where the pair meets."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    BOTH = "both"


WITHDRAW_REASONS: dict[WithdrawReason, str] = {
    WithdrawReason.ENTERED_BY_MISTAKE: "Envoyée par erreur",
    WithdrawReason.DUPLICATE: "Demande en double",
    WithdrawReason.NEED_MET_ELSEWHERE: "Une autre solution a été trouvée",
    WithdrawReason.MOVED_AWAY: "Déménagement",
    WithdrawReason.LEFT_SCHOOL: "Le jeune a quitté l’établissement",
    WithdrawReason.AGREEMENT_WITHDRAWN: "La famille retire son accord",
    WithdrawReason.YOUNG_PERSON_DECLINES: "Le jeune ne souhaite plus être accompagné",
    WithdrawReason.OTHER: "Autre",
}
CLOSE_REASONS: dict[CloseReason, str] = {
    CloseReason.NO_ELIGIBLE_ASSOCIATION: "Aucune association ne correspond",
    CloseReason.NO_PLACE_THIS_PERIOD: "Aucune place pour cette période",
    CloseReason.ALL_DECLINED: "Toutes les associations possibles ont décliné",
    CloseReason.OTHER: "Autre",
}
END_REASONS: dict[EndReason, str] = {
    EndReason.YOUNG_PERSON_STOPPED: "Arrêt à la demande du jeune",
    EndReason.FAMILY_STOPPED: "Arrêt à la demande de la famille",
    EndReason.MENTOR_STOPPED: "Arrêt du mentor ou de la mentore",
    EndReason.POOR_FIT: "Le binôme ne fonctionne pas",
    EndReason.ABSENCES: "Absences répétées",
    EndReason.SITUATION_CHANGED: "Changement de situation",
    EndReason.MOVED_AWAY: "Déménagement",
    EndReason.LOST_CONTACT: "Plus de nouvelles du jeune ou de la famille",
    EndReason.TRANSFERRED: "Relais pris par une autre association",
    EndReason.ASSOCIATION_STOPPED: "Arrêt de l’association",
    EndReason.OTHER: "Autre",
}
COMPLETIONS: dict[Completion, str] = {
    Completion.OBJECTIVES_MET: "Objectifs atteints",
    Completion.TERM_REACHED: "Durée prévue atteinte",
}
MODALITIES: dict[Modality, str] = {
    Modality.ON_SITE: "Sur place",
    Modality.REMOTE: "À distance",
    Modality.BOTH: "Les deux",
}

ANSWERS: dict[str, str] = {
    "yes": "Oui",
    "rather_yes": "Plutôt oui",
    "rather_no": "Plutôt non",
    "no": "Non",
    "none": "Sans réponse",
}
CLOSING_QUESTIONS: dict[str, str] = {
    "confidence": "Plus de confiance dans la suite de son parcours",
    "results": "Un impact positif sur les résultats scolaires",
    "orientation": "Une meilleure idée de son projet d’étude ou d’orientation",
    "self_knowledge": "Une meilleure connaissance de soi",
}
"""The four questions whose national answers the brochure prints (84, 89, 72 and 86 %)."""
NEED_OUTCOMES: dict[str, str] = {"met": "Atteint", "partly": "En partie", "not_met": "Non"}

WITHDRAWN_AFTER: Mapping[DeclineReason | None, WithdrawReason] = {
    DeclineReason.ALREADY_SUPPORTED: WithdrawReason.NEED_MET_ELSEWHERE,
    DeclineReason.DUPLICATE: WithdrawReason.DUPLICATE,
    DeclineReason.NOT_INTERESTED: WithdrawReason.YOUNG_PERSON_DECLINES,
    DeclineReason.FAMILY_DECLINED: WithdrawReason.AGREEMENT_WITHDRAWN,
}
"""Why a referral is withdrawn when an association declines for a reason that closes it."""
