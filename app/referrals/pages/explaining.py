"""Why this association, as its card shows it: from the decision kept with the proposal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.formats import day_month_text, level
from app.core.typography import typo
from app.matching import Other, explanation_from_data
from app.matching.wording import lower_first
from app.referrals.models import Assignment
from app.referrals.reasons import DECLINE_REASONS
from app.referrals.rules import AssignmentState

Studied = tuple[str, str, str]
ENDED: dict[AssignmentState, str] = {
    AssignmentState.EXPIRED: "Sans réponse",
    AssignmentState.RECALLED: "Reprise par la Cité éducative",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion, the sentence that cites its fact, how it stands (`yes`, `to_verify`)."""

    label: str
    sentence: str
    status: str


@dataclass(frozen=True, slots=True)
class Why:
    """The card: criteria, the other associations (name, word, sentence), when, which rules.

    `others` were asked before or could be; `excluded` do not fit or are full.
    """

    association: str
    rows: tuple[Row, ...]
    others: tuple[Studied, ...]
    excluded: tuple[Studied, ...]
    at: datetime
    version: int


def explain_proposal(
    live: Assignment, assignments: Sequence[Assignment], *, tells_earlier: bool
) -> Why:
    """Return the explanation of a proposal.

    Args:
        live: the proposal on the table.
        assignments: all those of the referral, oldest first.
        tells_earlier: whether to tell what earlier ones became; never to the next association.
    """
    decision = live.decision
    explanation = explanation_from_data(decision["explanation"])
    earlier = [one for one in assignments if one.id < live.id]
    return Why(
        association=live.programme.name,
        rows=tuple(Row(row.label, level(row.sentence), row.status) for row in explanation.reasons),
        others=(
            *(_tried(earlier) if tells_earlier else ()),
            *_studied("possible", explanation.also_possible, earlier),
        ),
        excluded=tuple(_studied("non retenue", explanation.not_retained, earlier)),
        at=live.proposed_at,
        version=dict(decision["rules"])[live.programme.slug],
    )


def _tried(earlier: Sequence[Assignment]) -> Iterator[Studied]:
    for rank, one in enumerate(earlier):
        word = "première proposition" if rank == 0 else "déjà demandée"
        yield typo(one.programme.name), word, level(typo(_fate(one)))


def _fate(assignment: Assignment) -> str:
    if assignment.decline_reason is None:
        return ENDED.get(assignment.state, "Sans suite")
    reason = lower_first(DECLINE_REASONS[assignment.decline_reason].label)
    on = f" le {day_month_text(assignment.answered_at)}" if assignment.answered_at else ""
    return f"Déclinée{on} : {reason}"


def _studied(
    word: str, others: Sequence[Other], earlier: Sequence[Assignment]
) -> Iterator[Studied]:
    asked = {one.programme.slug for one in earlier}
    for other in others:
        if other.programme_id not in asked:
            yield typo(other.name), word, level(other.sentence)
