"""The longest referral the base can hold: every text at its limit, a thread of forty events."""

from typing import Any

from app.core import clock
from app.core.base import Json
from app.core.db import db
from app.referrals.models import Assignment, Referral, ThreadEntry
from app.referrals.reasons import DeclineReason, Refusal
from tests.factories import accept, decline, get_last_assignment
from tests.referrals.scenes import actor_of, send_lina

WORDS = "Wilhelmine-Alexandrine Mamadou des Champs-Moulins "
ASSOCIATIONS = {"afev": "theo.marchand", "telemaque": "gaelle.dubus", "proxite": "sonia.delcourt"}
ASSOCIATIONS |= {"lacle": "odile.prevost", "face": "julien.masure"}


def fill_up(length: int, words: str) -> str:
    """Return a text of exactly that length; the words may be one that never breaks."""
    return (words * length)[:length].strip().ljust(length, "m")


def send_longest(words: str = WORDS, *, accepted: bool = False) -> tuple[Referral, str]:
    """Return a referral whose every text is at its limit, and who answers for its association.

    Args:
        words: what the texts are made of.
        accepted: whether that association has accepted.
    """
    school = actor_of("samira.haddad").organisation_id
    referral = send_lina("nadia.ferrand", "afev", school_id=school, **_answers(words))
    refusal = Refusal(DeclineReason.NO_SUITABLE_MENTOR, fill_up(500, words))
    decline(referral, actor_of("theo.marchand"), refusal)
    live = get_last_assignment(referral)
    coordinator = ASSOCIATIONS[live.programme.slug]
    if accepted:
        accept(referral, actor_of(coordinator))
    _lengthen_people(referral, live, words)
    live.decision = _explain_at_length(live.decision)
    db.session.add_all(_many_events(referral, referral.assignments[0]))
    db.session.commit()
    return referral, coordinator


def _answers(words: str) -> dict[str, Any]:
    return {
        "first_name": fill_up(80, words),
        "last_name": fill_up(80, words),
        "guardian_name": fill_up(120, words),
        "email": f"{fill_up(242, words.replace(' ', ''))}@example.org",
        "note": fill_up(500, words),
        "objectives": frozenset({"scolaire", "confiance", "orientation"}),
    }


def _lengthen_people(referral: Referral, live: Assignment, words: str) -> None:
    for person in (referral.author, live.answered_by):
        if person is not None:
            person.name, person.job_title = fill_up(120, words), fill_up(80, words)
            person.phone = "0320990000"
    referral.organisation.name = fill_up(160, WORDS)  # nobody types it: it is in the directory
    assert referral.school is not None
    referral.school.name = fill_up(160, WORDS)


def _explain_at_length(decision: Json) -> Json:
    """Return a decision of eight criteria and eight other associations; the engine gives fewer."""
    row = {
        "criterion": "x",
        "label": "Établissement",
        "sentence": fill_up(110, "sept mots "),
        "status": "yes",
    }
    other = {
        "programme_id": "x",
        "name": "La Cravate Solidaire",
        "sentence": fill_up(105, "sept mots "),
    }
    explanation = {**decision["explanation"], "reasons": [row] * 8, "also_possible": [other] * 8}
    return {**decision, "explanation": explanation}


def _many_events(referral: Referral, declined: Assignment) -> list[ThreadEntry]:
    return [
        ThreadEntry(
            referral_id=referral.id,
            assignment_id=declined.id,
            kind="declined",
            at=clock.now(),
            actor_id=referral.author_id,
            organisation_id=referral.organisation_id,
            text=declined.decline_note,
        )
        for _ in range(40)
    ]
