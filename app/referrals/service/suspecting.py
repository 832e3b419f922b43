"""Noting, for the managers only, that another organisation follows a likely same young person."""

from collections.abc import Sequence

from app.core import audit, clock
from app.core.db import db
from app.referrals.models import Referral, Suspicion
from app.referrals.queries import suspicions as queries
from app.referrals.queries.alike import Alike, list_alike_of
from app.referrals.references import unused_reference
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


def suspect_again(referral: Referral, found: Sequence[Alike]) -> None:
    """Note anew whom a corrected referral looks like; joins the caller's act.

    A likeness nobody settled is forgotten once it is gone: a mistake must not lead to a merge. What
    a manager settled stays settled.

    Args:
        found: as for `suspect`.
    """
    alike = {one.id: one for one in found}
    known: set[int] = set()
    for suspicion in queries.list_of(referral.id):
        (other,) = {suspicion.earlier_id, suspicion.later_id} - {referral.id}
        still = alike.get(other)
        if suspicion.state is SuspicionState.OPEN and still is None:
            db.session.delete(suspicion)
            audit.record("suspicion.forgotten", None, "suspicion", suspicion.reference)
            continue
        known.add(other)
        if suspicion.state is SuspicionState.OPEN and still is not None:
            suspicion.score, suspicion.agreed = still.verdict.score, list(still.verdict.agreed)
    db.session.flush()
    suspect(referral, [one for one in found if one.id not in known])


def doubt_again(referral: Referral) -> None:
    """Ask the managers about a referral that comes back to life; joins the caller's act.

    The same child may have been referred meanwhile, by the same organisation too: nobody is asked
    before a manager reopens or a prescriber undoes. A pair that was merged is open again.
    """
    known = queries.list_of(referral.id)
    for suspicion in known:
        if suspicion.state is SuspicionState.MERGED and suspicion.kept_id != referral.id:
            suspicion.state = SuspicionState.OPEN
            suspicion.decided_at = suspicion.decided_by_id = suspicion.kept_id = None
            audit.record("suspicion.reopened", None, "suspicion", suspicion.reference)
    met = {one.earlier_id for one in known} | {one.later_id for one in known}
    for other in list_alike_of(referral):
        if other.id not in met and other.state in FOLLOWED:
            _note(referral, other)


def _note(referral: Referral, other: Alike) -> None:
    sent = sorted([(other.submitted_at, other.id), (referral.submitted_at, referral.id)])
    (_, earlier_id), (_, later_id) = sent
    suspicion = Suspicion(
        reference=unused_reference(queries.is_reference_used),
        territory_id=referral.territory_id,
        earlier_id=earlier_id,
        later_id=later_id,
        score=other.verdict.score,
        agreed=list(other.verdict.agreed),
        state=SuspicionState.OPEN,
        raised_at=clock.now(),
    )
    db.session.add(suspicion)
    audit.record("suspicion.raised", None, "suspicion", suspicion.reference)
