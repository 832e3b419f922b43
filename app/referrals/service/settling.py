"""Settling a likeness: two young people, or one whose two referrals become one."""

from dataclasses import dataclass

from app.auth import mailing
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import transactional
from app.core.errors import NotFoundError, StaleError
from app.referrals.endings import WithdrawReason
from app.referrals.errors import AlreadySettledError, UnmergeableError
from app.referrals.models import Referral, Suspicion
from app.referrals.pages.suspicions import settled_sentence, unmergeable_sentence, versions_of
from app.referrals.queries import suspicions as queries
from app.referrals.rules import ReferralState
from app.referrals.service import notifications
from app.referrals.service.forgetting import forget_own_public
from app.referrals.service.recalling import take_back
from app.referrals.service.rerouting import serve_and_tell
from app.referrals.service.states import add_to_thread, move_referral
from app.referrals.service.telling import tell_of
from app.referrals.suspicions import SuspicionState, can_go_on

CHANGED = (
    "L’une des deux demandes a changé depuis que vous avez ouvert cette page. Rien n’a été changé."
)


@dataclass(frozen=True, slots=True)
class Merger:
    """The referral that goes on, and the one that was withdrawn for it."""

    kept: Referral
    merged: Referral


@transactional
def dismiss_suspicion(reference: str, actor: Actor) -> Suspicion:
    """Say that two referrals are of two young people; nobody else is told.

    The second click of the same person finds the first one's work done.

    Raises:
        NotFoundError: absent, or of another territory.
        AlreadySettledError: it was settled otherwise, or by somebody else.
    """
    capacity.lock_places(actor.territory_id, actor.user_id)
    suspicion = queries.get_suspicion(reference, actor)
    if _is_settled_so(suspicion, actor, SuspicionState.DISMISSED):
        return suspicion
    _require_open(suspicion)
    _settle(suspicion, SuspicionState.DISMISSED, actor)
    audit.record("suspicion.dismissed", actor, "suspicion", reference)
    return suspicion


@transactional
def merge_referrals(reference: str, kept_reference: str, versions: str, actor: Actor) -> Merger:
    """Let one referral go on for a young person; the other one is withdrawn as its duplicate.

    A place the other one held is given back and serves the waiting list, in the same transaction.
    Both threads keep their story and name each other, for the managers; neither prescriber, nor any
    association, is told who the other organisation is.

    Args:
        versions: those of both referrals on the person's page (`pages.suspicions.versions_of`).

    Raises:
        NotFoundError: absent, of another territory, or not one of its two referrals.
        AlreadySettledError: it was settled otherwise, or by somebody else.
        StaleError: one of the referrals changed meanwhile.
        UnmergeableError: a mentoring that started is never withdrawn, nor what has ended merged.
    """
    capacity.lock_places(actor.territory_id, actor.user_id)
    suspicion = queries.get_suspicion(reference, actor)
    merger = _choose(suspicion, kept_reference)
    if _is_settled_so(suspicion, actor, SuspicionState.MERGED, merger.kept.id):
        return merger
    _require_open(suspicion)
    if versions != versions_of(suspicion):
        raise StaleError(CHANGED)
    if not can_go_on(merger.kept.state, merger.merged.state):
        raise UnmergeableError(unmergeable_sentence(merger.kept, merger.merged))
    suspicion.kept_id = merger.kept.id
    _settle(suspicion, SuspicionState.MERGED, actor)
    freed = _withdraw(merger, actor)
    mailing.post(notifications.tell_merged(tell_of(merger.merged), tell_of(merger.kept)))
    serve_and_tell(*freed)
    audit.record("suspicion.merged", actor, "suspicion", reference, into=merger.kept.reference)
    return merger


def _choose(suspicion: Suspicion, kept_reference: str) -> Merger:
    pair = (suspicion.earlier, suspicion.later)
    for kept, merged in (pair, pair[::-1]):
        if kept.reference == kept_reference:
            return Merger(kept, merged)
    raise NotFoundError


def _is_settled_so(
    suspicion: Suspicion, actor: Actor, state: SuspicionState, kept_id: int | None = None
) -> bool:
    """Return whether this very decision was taken already, by the same person."""
    taken = (suspicion.state, suspicion.decided_by_id, suspicion.kept_id)
    return taken == (state, actor.user_id, kept_id)


def _require_open(suspicion: Suspicion) -> None:
    if suspicion.state is not SuspicionState.OPEN:
        raise AlreadySettledError(settled_sentence(suspicion))


def _settle(suspicion: Suspicion, state: SuspicionState, actor: Actor) -> None:
    suspicion.state = state
    suspicion.decided_at = clock.now()
    suspicion.decided_by_id = actor.user_id


def _withdraw(merger: Merger, actor: Actor) -> list[int]:
    """Withdraw the referral that is merged; return the programmes whose place was given back."""
    kept, merged = merger.kept, merger.merged
    freed = take_back(merged)
    move_referral(merged, ReferralState.WITHDRAWN, WithdrawReason.DUPLICATE)
    merged.merged_into_id = kept.id
    forget_own_public(merged)
    for told, kind, other in ((merged, "merged", kept), (kept, "merged_from", merged)):
        add_to_thread(told, kind, actor=actor, text=other.reference)
    audit.record(
        "referral.withdrawn",
        actor,
        "referral",
        merged.reference,
        reason=WithdrawReason.DUPLICATE,
        into=kept.reference,
        erased=["confirmed"],
    )
    return freed
