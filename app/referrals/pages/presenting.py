"""The page of one referral, as each role may read it (`reach` decides how much).

A prescriber of a sensitive kind, and whoever wrote for it, stay « partenaire habilité ».
"""

from datetime import date, datetime

from app.auth.models import User
from app.auth.rules import SENSITIVE_LABEL, Actor, Role, shown_name
from app.core.clock import day_of
from app.core.formats import date_text, initials
from app.core.typography import of_name, typo
from app.matching.wording import lower_first, upper_first
from app.referrals.endings import MODALITIES
from app.referrals.models import Assignment, Referral
from app.referrals.pages.acts import Acts
from app.referrals.pages.explaining import Why, explain_proposal
from app.referrals.pages.phrases import (
    MEETING_LABELS,
    QPV_WORDS,
    class_words,
    expected_by,
    in_sentence,
    need_labels,
)
from app.referrals.pages.reach import (
    Rights,
    find_followed,
    find_held,
    find_live,
    rights_of,
    status_for,
    thread_for,
)
from app.referrals.pages.referral import Answer, Identity, Person, ReferralPage
from app.referrals.pages.threads import Listener, tell_thread
from app.referrals.pages.waits import Wait
from app.referrals.rules import (
    AWAITS_ANSWER,
    SEES_IDENTITY,
    age_on,
)


def present(
    referral: Referral, actor: Actor, now: datetime, acts: Acts, wait: Wait | None
) -> ReferralPage:
    """Return the page of a referral as one person may read it.

    Args:
        acts: what the person may do of it now.
        wait: why it waits, None when it does not.
    """
    today = day_of(now)
    held = find_held(referral, actor)
    live = find_live(referral, actor, held)
    rights = rights_of(actor, held)
    person = referral.young_person
    return ReferralPage(
        reference=referral.reference,
        heading=_heading(referral, rights),
        age=age_on(person.birth_date, today),
        class_label=class_words(referral.situation),
        origin=_origin(referral, rights),
        submitted_at=referral.submitted_at,
        status=status_for(referral, actor, held, live),
        waiting=wait if actor.role is not Role.COORDINATOR or live else None,
        answer=_answer(held, today),
        why=_why(referral, actor, live),
        needs=need_labels(referral.objectives),
        facts=(
            *_mentoring(find_followed(referral, actor)),
            *_facts(referral, rights),
        ),
        note=referral.note if rights.note else "",
        identity=_identity(referral) if rights.contacts else None,
        expected=_expected(live),
        thread=tell_thread(
            thread_for(referral, actor, held),
            Listener(actor, _writer(referral, rights), hides_origin=_is_hidden(referral, rights)),
        ),
        contact=_contact(referral, actor, rights),
        acts=acts,
        at=now,
    )


def heading_of(referral: Referral, actor: Actor) -> str:
    """Return how a person may call a young person: by name or by initials."""
    held = find_held(referral, actor)
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


def _why(referral: Referral, actor: Actor, live: Assignment | None) -> Why | None:
    if live is None:
        return None
    is_next = actor.role is Role.COORDINATOR
    return explain_proposal(live, referral.assignments, tells_earlier=not is_next)


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


def _mentoring(assignment: Assignment | None) -> tuple[tuple[str, str], ...]:
    """Return when a pair met, where, and until when it is expected to; nothing before it met."""
    if assignment is None or assignment.started_on is None or assignment.modality is None:
        return ()
    where = lower_first(MODALITIES[assignment.modality])
    met = ("Première rencontre", f"{date_text(assignment.started_on)}, {where}")
    if assignment.ended_on is not None:
        return met, ("Fin de l’accompagnement", date_text(assignment.ended_on))
    if assignment.expected_end is None:
        return (met,)
    return met, ("Fin prévue", date_text(assignment.expected_end))


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
        newest_first = reversed(referral.assignments)
        accepted = next((one for one in newest_first if one.state in SEES_IDENTITY), None)
        if accepted is None or accepted.answered_by is None:
            return None
        return _person(accepted.answered_by, accepted.programme.name)
    if _is_hidden(referral, rights):
        return None
    return _person(referral.author, referral.organisation.name)


def _person(user: User, organisation: str) -> Person:
    return Person(user.name, in_sentence(user.job_title), organisation, user.email, user.phone)
