"""One line of a list, as one person may read it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.auth.rules import Actor, Role, shown_name
from app.core.clock import day_of
from app.core.formats import count, date_text, day_month_text, initials, short_name
from app.core.typography import with_article
from app.matching.wording import upper_first
from app.referrals.models import Assignment, Referral, ReferralDraft
from app.referrals.pages.phrases import class_words
from app.referrals.pages.reach import find_held, find_live, rights_of, status_for
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.picks import Pick
from app.referrals.rules import (
    AWAITS_ANSWER,
    AssignmentState,
    age_on,
)
from app.referrals.situations import BY_CODE
from app.referrals.statuses import Status

PICKED = {
    Role.MANAGER: AssignmentState.PROPOSED,
    Role.COORDINATOR: AssignmentState.STARTED,
}
"""The state of the proposals that an act on several rows of the list concerns, by role."""


@dataclass(frozen=True, slots=True)
class Row:
    """A referral in a list: who, where it stands, what comes next.

    `pick` is what its check box sends, "" when no act on several rows concerns it.
    """

    reference: str
    who: str
    details: str
    origin: str
    status: Status
    next_step: str
    late: bool
    sent_at: datetime
    pick: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list; `who` is « Sans nom » while nothing tells it."""

    reference: str
    who: str
    details: str
    updated_at: datetime


def row_of(referral: Referral, actor: Actor, now: datetime) -> Row:
    """Return the line of a referral for one reader.

    A prescriber reads « Lina C. »; an association initials until it accepts; a manager initials.
    """
    held = find_held(referral, actor)
    rights = rights_of(actor, held)
    person, today = referral.young_person, day_of(now)
    name = short_name if rights.name else initials
    age = count("an", age_on(person.birth_date, today))
    organisation = referral.organisation
    is_association = actor.role is Role.COORDINATOR
    live = find_live(referral, actor, held) if is_association else _last(referral)
    return Row(
        reference=referral.reference,
        who=name(person.first_name, person.last_name),
        details=f"{age}, {class_words(referral.situation)}",
        origin=upper_first(
            shown_name(organisation.name, organisation.kind_codes, accepted=rights.origin)
        ),
        status=status_for(referral, actor, held, live),
        next_step="" if is_association and live is None else _next_step(referral, live, today),
        late=_is_overdue(live, today),
        sent_at=referral.submitted_at,
        pick=_pick(referral, live, actor),
    )


def draft_row_of(draft: ReferralDraft) -> DraftRow:
    """Return the line of a draft."""
    typed = draft.answers
    first, last = str(typed.get("first_name", "")), str(typed.get("last_name", ""))
    situation = BY_CODE.get(str(typed.get("situation", "")))
    return DraftRow(
        reference=draft.reference,
        who=short_name(first, last) if first else last or "Sans nom",
        details=situation.label if situation else "",
        updated_at=draft.updated_at,
    )


def _last(referral: Referral) -> Assignment | None:
    return referral.assignments[-1] if referral.assignments else None


def _pick(referral: Referral, live: Assignment | None, actor: Actor) -> str:
    """A manager may remind whoever has to answer, an association go on with a mentoring.

    The version is that of the proposal.
    """
    if live is None or PICKED.get(actor.role) is not live.state:
        return ""
    return str(Pick(referral.reference, live.version))


def _next_step(referral: Referral, live: Assignment | None, today: date) -> str:
    """Say what is awaited, from whom and until when; "" when nothing is."""
    if referral.wait_reason is not None:
        return f"{WAIT_REASONS[referral.wait_reason]}."
    if live is None:
        return ""
    match live.state:
        case AssignmentState.PROPOSED if live.deadline is not None:
            when = "depuis" if live.deadline < today else "au plus tard"
            said = f"Réponse attendue {when} le {day_month_text(live.deadline)}."
        case AssignmentState.INFO_REQUESTED:
            said = "Une question attend la réponse du prescripteur."
        case AssignmentState.ACCEPTED:
            said = f"{upper_first(with_article(live.programme.name))} cherche un mentor."
        case AssignmentState.STARTED if live.expected_end is not None:
            said = f"Fin prévue le {date_text(live.expected_end)}."
        case _:
            said = ""
    return said


def _is_overdue(live: Assignment | None, today: date) -> bool:
    return (
        live is not None
        and live.state in AWAITS_ANSWER
        and live.deadline is not None
        and live.deadline < today
    )
