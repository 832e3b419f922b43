"""Noting, for the managers only, that another organisation follows a likely same young person."""

from collections.abc import Sequence

from app.core import audit, clock
from app.core.db import db
from app.referrals.models import Referral, Suspicion
from app.referrals.queries import suspicions as queries
from app.referrals.queries.alike import Alike
from app.referrals.references import new_reference
from app.referrals.suspicions import FOLLOWED, SuspicionState


def suspect(referral: Referral, found: Sequence[Alike]) -> None:
    """Note each referral of another organisation that is still followed; joins the caller's act.

    Whoever sends is told nothing: only a manager may know that two organisations follow one person.

    Args:
        found: the referrals of the territory that look alike, the organisation's own among them.
    """
    for other in found:
        if other.organisation_id != referral.organisation_id and other.state in FOLLOWED:
            _note(referral, other)


def _note(referral: Referral, other: Alike) -> None:
    suspicion = Suspicion(
        reference=_unused_reference(),
        territory_id=referral.territory_id,
        earlier_id=other.id,
        later_id=referral.id,
        score=other.verdict.score,
        agreed=list(other.verdict.agreed),
        state=SuspicionState.OPEN,
        raised_at=clock.now(),
    )
    db.session.add(suspicion)
    audit.record("suspicion.raised", None, "suspicion", suspicion.reference)


def _unused_reference() -> str:
    reference = new_reference()
    while queries.is_reference_used(reference):
        reference = new_reference()
    return reference
