"""What the link of a mail says once it may not answer any more: who answered, and when."""

from dataclasses import dataclass
from datetime import datetime

from app.core.typography import typo
from app.referrals.pages.meanwhile import CHANGED, NOTHING_CHANGED, moment_words
from app.referrals.rules import AWAITS_ANSWER, AssignmentState

VERBS = {
    AssignmentState.ACCEPTED: "accepté",
    AssignmentState.STARTED: "accepté",
    AssignmentState.DECLINED: "décliné",
}
UNDONE = "Une réponse a été donnée, puis reprise. Connectez-vous pour répondre de nouveau."
ENDED = {
    AssignmentState.EXPIRED: (
        "Le délai de réponse est passé : la place a été rendue et la demande est repartie."
    ),
    AssignmentState.RECALLED: "Cette demande vous a été reprise.",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What happened to a proposal before a late answer to it; `name` is None for the system."""

    state: AssignmentState
    name: str | None
    at: datetime | None


def link_sentence(answered: Answered, now: datetime, *, is_own: bool) -> str:
    """Return what became of the request of a link that may not answer any more.

    Args:
        is_own: whether the person who follows the link is the one who answered.
    """
    if answered.state in AWAITS_ANSWER:
        return UNDONE
    if answered.name is None or answered.at is None:
        return (
            typo(f"{ENDED[answered.state]} {NOTHING_CHANGED}")
            if answered.state in ENDED
            else (CHANGED)
        )
    verb, moment = VERBS.get(answered.state, "répondu à"), moment_words(answered.at, now)
    if is_own and answered.state in VERBS:
        return f"Vous avez {verb} cette demande {moment}."
    return f"{answered.name} a déjà {verb} cette demande {moment}. {NOTHING_CHANGED}"
