"""The states of a referral as people read them: one table for lists, filters, charts and sheets."""

from dataclasses import dataclass

from app.referrals.rules import NEEDS_SOMEBODY, ReferralState, WaitReason


@dataclass(frozen=True, slots=True)
class Status:
    """A state of a referral, in words and signs.

    `code` names it in addresses; `label` is said of one referral, `plural` of several; `shape` is
    the mark beside the word and `tone` the part of a chart: both are classes of the stylesheet.
    """

    code: str
    state: ReferralState
    label: str
    plural: str
    shape: str
    tone: str


R = ReferralState
TO_ASSIGN = Status(
    "a_affecter", R.WAITLISTED, "À affecter", "À affecter", shape="affecter", tone="affecter"
)
"""The wait no rule can end: somebody of the Cité éducative has to."""
WAITING = Status(
    "attente", R.WAITLISTED, "En liste d’attente", "Liste d’attente", "attente", "attente"
)
STATUSES: tuple[Status, ...] = (
    TO_ASSIGN,
    Status("envoyee", R.SUBMITTED, "Envoyée", "Envoyées", "brouillon", "annulee"),
    Status("proposee", R.PROPOSED, "Proposée", "Proposées", "proposee", "proposee"),
    Status(
        "acceptee", R.ACCEPTED, "Acceptée", "Acceptées, mentor recherché", "acceptee", "acceptee"
    ),
    Status(
        "en_cours",
        R.MENTORING,
        "Accompagnement en cours",
        "Accompagnements en cours",
        "encours",
        "encours",
    ),
    WAITING,
    Status(
        "cloturee",
        R.CLOSED_UNPLACED,
        "Clôturée sans solution",
        "Clôturées sans solution",
        "annulee",
        "sans",
    ),
    Status("retiree", R.WITHDRAWN, "Retirée", "Retirées", "annulee", "annulee"),
    Status(
        "interrompue",
        R.ENDED_EARLY,
        "Accompagnement interrompu",
        "Accompagnements interrompus",
        "annulee",
        "interrompue",
    ),
    Status(
        "terminee",
        R.COMPLETED,
        "Accompagnement terminé",
        "Accompagnements terminés",
        "terminee",
        "terminee",
    ),
)
"""Every referral has one of them; in the order of the lists and of the bar of the dashboard."""
STATUS_BY_CODE = {status.code: status for status in STATUSES}
_BY_STATE = {status.state: status for status in STATUSES if status is not TO_ASSIGN}


def status_of(state: ReferralState, reason: WaitReason | None) -> Status:
    """Return how a referral is shown; « À affecter » is a wait no rule can end."""
    if reason in NEEDS_SOMEBODY:
        return TO_ASSIGN
    return _BY_STATE[state]
