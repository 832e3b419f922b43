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
from app.referrals.models import Assignment, Referral
from app.referrals.pages.explaining import Why, explain_proposal
from app.referrals.pages.phrases import (
    MEETING_LABELS,
    QPV_WORDS,
    Deadline,
    class_words,
    expected_by,
    in_sentence,
    need_labels,
)
from app.referrals.pages.threads import Knot, tell_thread
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.rules import (
    AWAITS_ANSWER,
    HOLDS_A_PLACE,
    SEES_IDENTITY,
    ReferralState,
    age_on,
)
from app.referrals.statuses import Status, status_of


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may see: the name, the contacts with birth date, the note, who refers."""

    name: bool
    contacts: bool
    note: bool
    origin: bool


@dataclass(frozen=True, slots=True)
class Person:
    """An adult to talk to, at work."""

    name: str
    role: str
    organisation: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Birth date and contacts; shown once the association has accepted, and the reading logged."""

    birth_date: date
    guardian: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the association has to answer, and the version of the proposal it has on screen."""

    version: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything the page shows; what the reader may not see is not in it."""

    reference: str
    heading: str
    age: int
    class_label: str
    origin: str
    submitted_at: datetime
    status: Status
    waiting: str
    answer: Answer | None
    why: Why | None
    needs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    note: str
    identity: Identity | None
    expected: tuple[str, date] | None
    thread: tuple[Knot, ...]
    contact: Person | None
    at: datetime


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


def present(referral: Referral, actor: Actor, now: datetime) -> ReferralPage:
    """Return the page of a referral as one person may read it."""
    today = now.astimezone(PARIS).date()
    live = _last([a for a in referral.assignments if a.state in HOLDS_A_PLACE])
    held = _last([a for a in referral.assignments if _belongs(a, actor)])
    rights = rights_of(actor, held)
    person = referral.young_person
    return ReferralPage(
        reference=referral.reference,
        heading=_heading(referral, rights),
        age=age_on(person.birth_date, today),
        class_label=class_words(referral.situation),
        origin=_origin(referral, rights),
        submitted_at=referral.submitted_at,
        status=status_shown(referral, live),
        waiting=f"{WAIT_REASONS[referral.wait_reason]}." if referral.wait_reason else "",
        answer=_answer(held, today),
        why=explain_proposal(live, referral.assignments) if live else None,
        needs=need_labels(referral.objectives),
        facts=_facts(referral, rights),
        note=referral.note if rights.note else "",
        identity=_identity(referral) if rights.contacts else None,
        expected=_expected(live),
        thread=tell_thread(
            referral.thread,
            _writer(referral, rights),
            notes=actor.role is Role.PRESCRIBER,
            mergers=actor.role is Role.MANAGER,
        ),
        contact=_contact(referral, actor, rights),
        at=now,
    )


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
