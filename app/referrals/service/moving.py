"""One act of a person on a referral: alone, checked, told. Every move begins and ends here."""

import hashlib
from dataclasses import dataclass
from typing import Any

from app.auth.rules import Actor, Role
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db
from app.referrals.errors import InvalidReasonError, StaleActError
from app.referrals.models import Assignment, Referral, ThreadEntry
from app.referrals.moves import MOVES, Line, Move
from app.referrals.pages.meanwhile import tell_meanwhile
from app.referrals.queries import moving as queries
from app.referrals.queries.moving import concerned, standing_of
from app.referrals.service.snapshots import take_snapshot
from app.referrals.steps import (
    ForbiddenMoveError,
    StaleMoveError,
    check_move,
)

DIGEST_LENGTH = 16
MISSING_WHY = "Dites pourquoi vous agissez à la place de l’association"


@dataclass(frozen=True, slots=True)
class Act:
    """A move in hand: who makes it, on what, how things stood.

    `reason` is a code; `why` is why a manager acts for the association; `is_repeated` tells the
    second click of a move already made: there is nothing left to do.
    """

    move: Move
    actor: Actor
    referral: Referral
    assignment: Assignment | None
    before: Json
    reason: str = ""
    why: str = ""
    is_repeated: bool = False

    @property
    def offer(self) -> Assignment:
        """The proposal concerned, for the moves that have one."""
        if self.assignment is None:
            raise ForbiddenMoveError(f"{self.move} without a proposal")
        return self.assignment

    @property
    def acts_for(self) -> int | None:
        """The association a manager acts for, None when people act for themselves."""
        if not acts_for_association(self.move, self.actor):
            return None
        return self.assignment.programme.organisation_id if self.assignment else None


def begin(
    move: Move,
    reference: str,
    seen: int,
    actor: Actor,
    *,
    reason: str = "",
    why: str = "",
    said: object = (),
) -> Act:
    """Hold the referral until the end of the act, and check the move against the table.

    Args:
        seen: the version the person had on screen: of the proposal for moves that concern one.
        reason: the code given, if the move asks for one.
        why: a manager's reason to act for an association.
        said: whatever else the form says; a second click says the same, another page does not.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile; the message says who and when.
        InvalidReasonError: a manager does not say why.
    """
    if acts_for_association(move, actor) and not why.strip():
        raise InvalidReasonError(MISSING_WHY)
    capacity.lock_places(actor.territory_id, actor.user_id)
    referral, assignment = find_concerned(move, reference, actor)
    before: Json = {"seen": seen, "said": _digest(said)}
    if _is_repeated(move, referral, actor, reason, before):
        return Act(move, actor, referral, assignment, before, reason, why, is_repeated=True)
    _check(move, referral, assignment, actor, seen)
    if MOVES[move].undoable:
        before |= take_snapshot(referral)
    return Act(move, actor, referral, assignment, before, reason, why)


def foresee(
    move: Move,
    referral: Referral,
    seen: int,
    actor: Actor,
    *,
    reason: str = "",
    said: object = (),
) -> bool:
    """Return whether a move was made already, the very same; hold and write nothing.

    Args:
        referral: as `queries.list_movable` reads it; the other arguments are those of `begin`.

    Raises:
        StaleActError: somebody acted meanwhile; the message says who and when.
        ForbiddenMoveError: nobody acted, and the table allows no such move from there.
    """
    assignment = concerned(move, referral, actor)
    if _is_repeated(move, referral, actor, reason, {"seen": seen, "said": _digest(said)}):
        return True
    standing = standing_of(move, referral, assignment)
    if seen == standing.version:
        check_move(move, standing, actor.role, seen)
    _check(move, referral, assignment, actor, seen)
    return False


def check_clock(move: Move, assignment: Assignment) -> None:
    """Check against the table a move the system makes on a proposal; nobody saw a version.

    Raises:
        ForbiddenMoveError: not from where the referral and the proposal stand.
    """
    check_move(move, standing_of(move, assignment.referral, assignment), None, None)


def find_concerned(move: Move, reference: str, actor: Actor) -> tuple[Referral, Assignment | None]:
    """Return the referral and the proposal a move concerns.

    Raises:
        NotFoundError: absent, or out of the person's reach.
    """
    referral = queries.get_movable(reference, actor)
    return referral, concerned(move, referral, actor)


def acts_for_association(move: Move, actor: Actor) -> bool:
    """Return whether a manager makes a move that belongs to associations."""
    who = MOVES[move].who
    return actor.role is Role.MANAGER and Role.COORDINATOR in who and Role.PRESCRIBER not in who


def look(move: Move, reference: str, actor: Actor) -> tuple[Referral, Assignment | None]:
    """Return what a move concerns, for the page that prepares it; writes nothing.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: the move is not possible any more; the message says who acted and when.
    """
    referral, assignment = find_concerned(move, reference, actor)
    _check(move, referral, assignment, actor, None)
    return referral, assignment


def finish(act: Act, *, text: str = "", **changes: Any) -> None:
    """Tell the act in the thread people read, and in the trail.

    Args:
        text: the person's own words.
        changes: what the trail keeps beside the reason: codes, never a free text.
    """
    line: Line = MOVES[act.move]
    db.session.add(
        ThreadEntry(
            referral_id=act.referral.id,
            assignment_id=act.assignment.id if act.assignment else None,
            kind=line.told,
            at=clock.now(),
            actor_id=act.actor.user_id,
            organisation_id=act.actor.organisation_id,
            on_behalf_id=act.acts_for,
            text="\n".join(filter(None, (text.strip(), act.why.strip()))),
            reason=act.reason,
            before=act.before,
        )
    )
    noun = "proposal" if line.assignment else "referral"
    if act.reason:
        changes["reason"] = act.reason
    if act.assignment is not None:
        changes["programme"] = act.assignment.programme.slug
    if act.acts_for:
        changes["on_behalf"] = act.acts_for
    audit.record(f"{noun}.{line.told}", act.actor, "referral", act.referral.reference, **changes)
    db.session.flush()


def _check(
    move: Move,
    referral: Referral,
    assignment: Assignment | None,
    actor: Actor,
    seen: int | None,
) -> None:
    try:
        check_move(move, standing_of(move, referral, assignment), actor.role, seen)
    except (ForbiddenMoveError, StaleMoveError) as error:
        entries = [one for one in referral.thread if _may_be_told(one, assignment, actor)]
        raise StaleActError(tell_meanwhile(entries, actor, clock.now())) from error


def _may_be_told(entry: ThreadEntry, assignment: Assignment | None, actor: Actor) -> bool:
    """An association hears of its own proposal only: never of what became of it elsewhere."""
    if actor.role is not Role.COORDINATOR:
        return True
    return assignment is not None and entry.assignment_id == assignment.id


def _is_repeated(move: Move, referral: Referral, actor: Actor, reason: str, before: Json) -> bool:
    """Return whether this very move was the last one a person made here: a second click."""
    made = [entry for entry in referral.thread if entry.actor_id is not None]
    if not made or made[-1].before is None:
        return False
    last, kept = made[-1], made[-1].before
    same = last.kind == MOVES[move].told and last.actor_id == actor.user_id
    said = {name: kept.get(name) for name in before}
    return same and last.reason == reason and said == before


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:DIGEST_LENGTH]
