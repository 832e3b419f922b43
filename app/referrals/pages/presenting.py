"""What each role may read of one referral: its page, decided here and nowhere else.

Before an association accepts, it reads initials, age, class, needs, wishes and the explanation. The
note for the mentor waits for the acceptance too: it is free text, which may name the young person
or tell more than choosing needs (spec/trust.md B lists what a decision card holds; the note is not
on it). A prescriber of a sensitive kind, and whoever wrote for it, stay « partenaire habilité ».
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.auth.models import User
from app.auth.rules import SENSITIVE_LABEL, Actor, Role, shown_name
from app.core.clock import PARIS
from app.core.formats import date_text, initials
from app.core.typography import of_name, to_name, typo
from app.matching.wording import upper_first
from app.referrals.models import Assignment, Referral, ThreadEntry
from app.referrals.pages.acts import Acts
from app.referrals.pages.explaining import explain_proposal
from app.referrals.pages.phrases import (
    MEETING_LABELS,
    QPV_WORDS,
    class_words,
    expected_by,
    in_sentence,
    need_labels,
)
from app.referrals.pages.referral import Answer, Identity, Person, ReferralPage
from app.referrals.pages.threads import Listener, tell_thread
from app.referrals.pages.waits import Wait
from app.referrals.rules import (
    AWAITS_ANSWER,
    HOLDS_A_PLACE,
    SEES_IDENTITY,
    AssignmentState,
    ReferralState,
    age_on,
)
from app.referrals.statuses import Status, status_of

ENDED_AS = {
    AssignmentState.COMPLETED: ReferralState.COMPLETED,
    AssignmentState.ENDED_EARLY: ReferralState.ENDED_EARLY,
}
"""How a referral stands for an association whose part of it has ended."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may see: the name, the contacts with birth date, the note, who refers."""

    name: bool
    contacts: bool
    note: bool
    origin: bool


def rights_of(actor: Actor, held: Assignment | None) -> Rights:
    """Return what a person may read.

    Args:
        held: the proposal of this referral to the actor's association, for a coordinator.
    """
    if actor.role is Role.PRESCRIBER:
        return Rights(name=True, contacts=True, note=True, origin=True)
    if actor.role is Role.COORDINATOR:
        accepted = held is not None and held.state in SEES_IDENTITY
        return Rights(name=accepted, contacts=accepted, note=accepted, origin=accepted)
    return Rights(name=False, contacts=False, note=False, origin=True)


def present(
    referral: Referral, actor: Actor, now: datetime, acts: Acts, wait: Wait | None
) -> ReferralPage:
    """Return the page of a referral as one person may read it.

    Args:
        acts: what the person may do of it now.
        wait: why it waits, None when it does not.
    """
    today = now.astimezone(PARIS).date()
    held = _last([a for a in referral.assignments if _belongs(a, actor)])
    live = _live_for(referral, actor, held)
    rights = rights_of(actor, held)
    person = referral.young_person
    return ReferralPage(
        reference=referral.reference,
        heading=_heading(referral, rights),
        age=age_on(person.birth_date, today),
        class_label=class_words(referral.situation),
        origin=_origin(referral, rights),
        submitted_at=referral.submitted_at,
        status=_status_for(referral, actor, held, live),
        waiting=wait,
        answer=_answer(held, today),
        why=explain_proposal(live, referral.assignments) if live else None,
        needs=need_labels(referral.objectives),
        facts=_facts(referral, rights),
        note=referral.note if rights.note else "",
        identity=_identity(referral) if rights.contacts else None,
        expected=_expected(live),
        thread=tell_thread(
            _thread_for(referral, actor, held),
            Listener(actor, _writer(referral, rights), hides_origin=_is_hidden(referral, rights)),
        ),
        contact=_contact(referral, actor, rights),
        acts=acts,
        at=now,
    )


def _live_for(referral: Referral, actor: Actor, held: Assignment | None) -> Assignment | None:
    """Return the proposal that holds a place; an association only ever reads of its own."""
    if actor.role is Role.COORDINATOR:
        return held if held is not None and held.state in HOLDS_A_PLACE else None
    return _last([a for a in referral.assignments if a.state in HOLDS_A_PLACE])


def _status_for(
    referral: Referral, actor: Actor, held: Assignment | None, live: Assignment | None
) -> Status:
    """Return how the referral is shown; what became of it elsewhere is not told."""
    if actor.role is Role.COORDINATOR and live is None and held is not None:
        return status_of(ENDED_AS.get(held.state, referral.state), None)
    return status_shown(referral, live)


def _thread_for(referral: Referral, actor: Actor, held: Assignment | None) -> Sequence[ThreadEntry]:
    """Return the thread a person reads.

    An association reads of the request and of its own proposals, until its part ends: not why
    another one declined, nor what became of the young person elsewhere.
    """
    if actor.role is not Role.COORDINATOR or held is None:
        return referral.thread
    own = {one.id for one in referral.assignments if _belongs(one, actor)}
    read = [entry for entry in referral.thread if entry.assignment_id in own | {None}]
    if held.state in HOLDS_A_PLACE:
        return read
    last = max((n for n, entry in enumerate(read) if entry.assignment_id == held.id), default=-1)
    return read[: last + 1]


def status_shown(referral: Referral, live: Assignment | None) -> Status:
    """Return how a referral is shown; a proposal names the association that is asked."""
    status = status_of(referral.state, referral.wait_reason)
    if referral.state is ReferralState.PROPOSED and live is not None:
        return replace(status, label=f"{status.label} {to_name(live.programme.name)}")
    return status


def _last(assignments: Sequence[Assignment]) -> Assignment | None:
    return assignments[-1] if assignments else None


def _belongs(assignment: Assignment, actor: Actor) -> bool:
    is_coordinator = actor.role is Role.COORDINATOR
    return is_coordinator and assignment.programme.organisation_id == actor.organisation_id


def heading_of(referral: Referral, actor: Actor) -> str:
    """Return how a person may call a young person: by name or by initials."""
    held = _last([a for a in referral.assignments if _belongs(a, actor)])
    return _heading(referral, rights_of(actor, held))


def _heading(referral: Referral, rights: Rights) -> str:
    person = referral.young_person
    if rights.name:
        return f"{person.first_name} {person.last_name}"
    return initials(person.first_name, person.last_name)


def _origin(referral: Referral, rights: Rights) -> str:
    organisation = referral.organisation
    return shown_name(organisation.name, organisation.kind_codes, accepted=rights.origin)


def _is_hidden(referral: Referral, rights: Rights) -> bool:
    return _origin(referral, rights) == SENSITIVE_LABEL


def _writer(referral: Referral, rights: Rights) -> str:
    """Return who sent the referral, as the thread may say it."""
    if _is_hidden(referral, rights):
        return upper_first(SENSITIVE_LABEL)
    author = referral.author
    return ", ".join(part for part in (author.name, in_sentence(author.job_title)) if part)


def _answer(held: Assignment | None, today: date) -> Answer | None:
    if held is None or held.state not in AWAITS_ANSWER:
        return None
    return Answer(held.version, expected_by(held.deadline, today))


def _facts(referral: Referral, rights: Rights) -> tuple[tuple[str, str], ...]:
    agreed = date_text(referral.agreement_at)
    by = "" if _is_hidden(referral, rights) else f" par {referral.author.name}"
    facts = [
        ("Rencontres souhaitées", MEETING_LABELS[referral.meeting]),
        ("Quartier prioritaire", QPV_WORDS[referral.qpv]),
        ("Accord", f"Notice remise et accord recueilli le {agreed}{by}"),
    ]
    if referral.school is not None and rights.origin:
        facts.insert(0, ("Établissement fréquenté", referral.school.name))
    return tuple(facts)


def _identity(referral: Referral) -> Identity:
    person = referral.young_person
    return Identity(person.birth_date, person.guardian_name, person.phone, person.email)


def _expected(live: Assignment | None) -> tuple[str, date] | None:
    if live is None or live.deadline is None:
        return None
    return typo(f"Réponse {of_name(live.programme.name)} attendue"), live.deadline


def _contact(referral: Referral, actor: Actor, rights: Rights) -> Person | None:
    """Return the other side: the association that accepted, or whoever refers."""
    if actor.role is Role.PRESCRIBER:
        accepted = _last([a for a in referral.assignments if a.state in SEES_IDENTITY])
        if accepted is None or accepted.answered_by is None:
            return None
        return _person(accepted.answered_by, accepted.programme.name)
    if _is_hidden(referral, rights):
        return None
    return _person(referral.author, referral.organisation.name)


def _person(user: User, organisation: str) -> Person:
    return Person(user.name, in_sentence(user.job_title), organisation, user.email, user.phone)
