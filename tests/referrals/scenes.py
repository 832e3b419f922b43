"""Who acts in the tests of answers: people of the cast, and requests they sent."""

from typing import Any

from sqlalchemy import select

from app.auth.queries import find_person
from app.auth.rules import Actor
from app.core.db import db
from app.core.models import AuditEvent
from app.referrals.models import Assignment, Referral
from tests.factories import COLLEGE, get_organisation, make_referral

LINA: dict[str, Any] = {
    "first_name": "Lina",
    "last_name": "Carpentier",
    "guardian_name": "Nadège Carpentier",
    "phone": "0639981234",
    "email": "nadege@example.org",
    "note": "Lina est libre le mercredi.",
}
SECRETS = ("Lina", "Carpentier", "Nadège", "39 98 12 34", "0639981234", "nadege@example.org")


def actor_of(who: str) -> Actor:
    """Return somebody of the cast, as services know them."""
    person = find_person(f"{who}@example.org")
    assert person is not None
    return person.actor


def send_lina(who: str = "samira.haddad", to: str = "afev", **answers: Any) -> Referral:
    """Return a request for Lina Carpentier, 13, in 4e, that prefers an association."""
    facts = {**LINA, "age": 13, "situation": "4e", "wish": to, "qpv": True, **answers}
    referral = make_referral(actor_of(who), **facts)
    assert [one.programme.slug for one in referral.assignments] == [to]
    return referral


def send_lina_again(**answers: Any) -> Referral:
    """Return the request of the ASE for the same young person, heard and typed « Linah »."""
    facts = {"first_name": "Linah", "school_id": get_organisation(COLLEGE).id, **answers}
    return send_lina("isabelle.carlier", **facts)


def state_of(referral: Referral) -> str:
    """Return the state in the base now."""
    db.session.rollback()
    return db.session.scalars(select(Referral.state).where(Referral.id == referral.id)).one()


def proposals_of(referral: Referral) -> list[tuple[str, str]]:
    """Return the proposals of a request, oldest first: (association, state)."""
    db.session.rollback()
    statement = select(Assignment).where(Assignment.referral_id == referral.id)
    found = db.session.scalars(statement.order_by(Assignment.id))
    return [(one.programme.slug, one.state.value) for one in found]


def count_events(action: str) -> int:
    """Return how many times something was written to the trail."""
    db.session.rollback()
    return len(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all())
