"""How lists and reports group referrals: the codes of addresses and their words. Pure.

The filters of the lists and the counts of the dashboard both read these tables, so that a figure
and the list it leads to never differ.
"""

from app.matching.vocabulary import STAGES
from app.referrals.rules import ReferralState, WaitReason
from app.referrals.situations import SITUATIONS

TO_ASSIGN = "a_affecter"
WAITING = "attente"

STATUS_OF_STATE: dict[ReferralState, str] = {
    ReferralState.SUBMITTED: "envoyee",
    ReferralState.PROPOSED: "proposee",
    ReferralState.ACCEPTED: "acceptee",
    ReferralState.MENTORING: "en_cours",
    ReferralState.WAITLISTED: WAITING,
    ReferralState.CLOSED_UNPLACED: "cloturee",
    ReferralState.WITHDRAWN: "retiree",
    ReferralState.ENDED_EARLY: "interrompue",
    ReferralState.COMPLETED: "terminee",
}

_STAGE_OF_GROUP = {
    "École": "ecole",
    "Collège": "college",
    "Lycée général et technologique": "lycee",
    "Lycée professionnel": "lycee",
    "Études supérieures": "etudes",
    "Apprentissage et vie active": "vie_active",
}
STAGE_OF_SITUATION: dict[str, str] = {s.code: _STAGE_OF_GROUP[s.group] for s in SITUATIONS}

ORIGINS: dict[str, str] = {
    "ecoles": "Écoles",
    "colleges": "Collèges",
    "lycees": "Lycées",
    "missions_locales": "Missions locales",
    "ase": "Aide sociale à l’enfance",
    "autres": "Autres partenaires",
}
_ORIGIN_KINDS: dict[str, frozenset[str]] = {
    "ecoles": frozenset({"ecole", "ecole_rep", "ecole_rep_plus"}),
    "colleges": frozenset({"college", "college_rep", "college_rep_plus"}),
    "lycees": frozenset({"lycee", "lycee_rep", "lycee_rep_plus", "lycee_pro", "lycee_techno"}),
    "missions_locales": frozenset({"mission_locale"}),
    "ase": frozenset({"ase"}),
}


def status_of(state: ReferralState, reason: WaitReason | None) -> str:
    """Return the code of a referral's status; waiting for a manager's choice is one of its own."""
    return TO_ASSIGN if reason is WaitReason.NO_ELIGIBLE_ASSOCIATION else STATUS_OF_STATE[state]


def stage_of(situation: str) -> str:
    """Return the code of the stage of the path a situation belongs to, a key of `STAGES`."""
    return STAGE_OF_SITUATION[situation]


def situations_of(stage: str) -> frozenset[str]:
    """Return the codes of the situations of a stage; empty for an unknown one."""
    return frozenset(code for code, its_stage in STAGE_OF_SITUATION.items() if its_stage == stage)


def stage_label(stage: str) -> str:
    """Return the name of a stage as a title says it: Vie active."""
    label = STAGES[stage]
    return label[0].upper() + label[1:]


def origin_of(kinds: frozenset[str]) -> str:
    """Return the code of the family of prescribers an organisation belongs to.

    Args:
        kinds: those of the organisation; the first family that shares one wins.
    """
    for origin, its_kinds in _ORIGIN_KINDS.items():
        if kinds & its_kinds:
            return origin
    return "autres"
