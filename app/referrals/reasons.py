"""Why an association declines: codes, French labels, whose side, what follows. Pure.

Source: spec/lifecycle.md, "Reason codes"; wording of spec/screens.md C.4 where they meet.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.referrals.rules import WaitReason


class DeclineReason(StrEnum):
    """Why an association does not take a referral."""

    NO_PLACE_LEFT = "no_place_left"
    NO_SUITABLE_MENTOR = "no_suitable_mentor"
    AGE_OUT_OF_RANGE = "age_out_of_range"
    LEVEL_OUT_OF_SCOPE = "level_out_of_scope"
    AREA_OUT_OF_SCOPE = "area_out_of_scope"
    NEED_OUT_OF_SCOPE = "need_out_of_scope"
    ALREADY_SUPPORTED = "already_supported"
    DUPLICATE = "duplicate"
    UNREACHABLE = "unreachable"
    NO_SHOW = "no_show"
    NOT_INTERESTED = "not_interested"
    FAMILY_DECLINED = "family_declined"
    UNAVAILABLE = "unavailable"
    OTHER = "other"


class Attribution(StrEnum):
    """Whose side a refusal is counted on; statistics never mix them."""

    CAPACITY = "capacity"
    ASSOCIATION = "association"
    ELIGIBILITY = "eligibility"
    PERSON = "person"
    DATA = "data"


class Consequence(StrEnum):
    """What happens to the referral."""

    REROUTE = "reroute"
    CLOSE = "close"
    BACK_TO_PRESCRIBER = "back_to_prescriber"
    MANAGER_REVIEW = "manager_review"


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """What is known of a reason: its French label, its side, its consequence."""

    label: str
    attribution: Attribution
    consequence: Consequence


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an association does not take a referral; `note` is needed beside `OTHER`."""

    reason: DeclineReason
    note: str = ""

    @property
    def facts(self) -> ReasonFacts:
        """Its label, its side, its consequence."""
        return DECLINE_REASONS[self.reason]


_R, _C = Consequence.REROUTE, Consequence.CLOSE
_B, _M = Consequence.BACK_TO_PRESCRIBER, Consequence.MANAGER_REVIEW
_ASSOCIATION, _ELIGIBILITY = Attribution.ASSOCIATION, Attribution.ELIGIBILITY
_PERSON = Attribution.PERSON

DECLINE_REASONS: dict[DeclineReason, ReasonFacts] = {
    DeclineReason.NO_PLACE_LEFT: ReasonFacts("Plus de place disponible", Attribution.CAPACITY, _R),
    DeclineReason.NO_SUITABLE_MENTOR: ReasonFacts(
        "Pas de mentor correspondant (langue, horaires, lieu)", _ASSOCIATION, _R
    ),
    DeclineReason.AGE_OUT_OF_RANGE: ReasonFacts("Âge hors public", _ELIGIBILITY, _R),
    DeclineReason.LEVEL_OUT_OF_SCOPE: ReasonFacts("Niveau ou statut hors public", _ELIGIBILITY, _R),
    DeclineReason.AREA_OUT_OF_SCOPE: ReasonFacts(
        "Hors territoire, hors QPV ou REP", _ELIGIBILITY, _R
    ),
    DeclineReason.NEED_OUT_OF_SCOPE: ReasonFacts(
        "Besoin hors du champ du mentorat", _ELIGIBILITY, _M
    ),
    DeclineReason.UNAVAILABLE: ReasonFacts("Horaires ou transport incompatibles", _PERSON, _R),
    DeclineReason.UNREACHABLE: ReasonFacts(
        "Jeune ou famille injoignable après 3 essais", _PERSON, _B
    ),
    DeclineReason.NO_SHOW: ReasonFacts("Absence au premier rendez-vous", _PERSON, _B),
    DeclineReason.NOT_INTERESTED: ReasonFacts(
        "Le jeune ne souhaite pas être accompagné", _PERSON, _C
    ),
    DeclineReason.FAMILY_DECLINED: ReasonFacts("Autorisation refusée par la famille", _PERSON, _C),
    DeclineReason.ALREADY_SUPPORTED: ReasonFacts("Déjà accompagné ailleurs", _PERSON, _C),
    DeclineReason.DUPLICATE: ReasonFacts("Demande en double", Attribution.DATA, _C),
    DeclineReason.OTHER: ReasonFacts("Autre", _ASSOCIATION, _R),
}


def awaits_review(wait: WaitReason | None, declined: DeclineReason | None) -> bool:
    """Return whether a referral waits for a manager to look at what is asked.

    Args:
        declined: why its last proposal was declined, None when it was not.
    """
    if wait is not WaitReason.NO_ELIGIBLE_ASSOCIATION or declined is None:
        return False
    return DECLINE_REASONS[declined].consequence is Consequence.MANAGER_REVIEW
