"""What a person may do of a referral now: the buttons of its page, from the table of moves."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.auth.rules import Actor, Role
from app.referrals.models import Referral, ThreadEntry
from app.referrals.moves import MOVES, Move
from app.referrals.pages.threads import title_of
from app.referrals.pages.waits import waits_for_review
from app.referrals.queries.moving import concerned, standing_of
from app.referrals.rules import ANYHOW, HOLDS_A_PLACE, AssignmentState, WaitReason
from app.referrals.steps import Standing, is_possible
from app.referrals.undoing import Made, find_undoable


@dataclass(frozen=True, slots=True)
class ActLink:
    """A button: its words, the page it leads to, its look; `posts` when one click is enough.

    `version` is of the row that would move: what the person has on screen.
    """

    move: Move
    label: str
    endpoint: str
    look: str = ""
    posts: bool = False
    version: int = 0


P, C, M = Role.PRESCRIBER, Role.COORDINATOR, Role.MANAGER
BUTTONS: dict[Role, tuple[ActLink, ...]] = {
    P: (
        ActLink(Move.REASSIGN, "Demander une autre association", "reassign", "fort", posts=True),
        ActLink(Move.RESUBMIT, "Donner des nouvelles et relancer…", "resubmit", "fort"),
        ActLink(Move.WIDEN, "Accepter toutes les rencontres", "widen", posts=True),
        ActLink(Move.CORRECT, "Corriger la demande…", "correct"),
        ActLink(Move.WITHDRAW, "Retirer la demande…", "withdraw", "non"),
    ),
    C: (
        ActLink(Move.START, "Mentor trouvé…", "start_mentoring", "fort"),
        ActLink(Move.COMPLETE, "Clore l’accompagnement…", "complete_mentoring"),
        ActLink(Move.CONTINUE, "Poursuivre l’an prochain", "continue_mentoring", posts=True),
        ActLink(Move.END_EARLY, "Signaler un arrêt…", "end_early", "non"),
        ActLink(Move.REASSIGN, "Demander une autre association", "reassign", posts=True),
    ),
    M: (
        ActLink(Move.ASSIGN, "Affecter à la main…", "assign_by_hand", "fort"),
        ActLink(Move.REASSIGN, "Demander une autre association", "reassign", "fort", posts=True),
        ActLink(Move.RESUBMIT, "Donner des nouvelles et relancer…", "resubmit"),
        ActLink(Move.PRIORITISE, "Changer la priorité…", "prioritise"),
        ActLink(Move.TRANSFER, "Transférer…", "transfer"),
        ActLink(Move.CANCEL_TRANSFER, "Annuler le transfert", "cancel_transfer", posts=True),
        ActLink(Move.RECALL, "Reprendre la demande…", "recall", "non"),
        ActLink(Move.WITHDRAW, "Retirer la demande…", "withdraw", "non"),
        ActLink(Move.CLOSE_UNPLACED, "Clôturer sans solution…", "close_unplaced", "non"),
        ActLink(Move.REOPEN, "Rouvrir…", "reopen"),
    ),
}
ON_BEHALF: tuple[ActLink, ...] = (
    ActLink(Move.ACCEPT, "Accepter…", "accept_on_behalf"),
    ActLink(Move.DECLINE, "Décliner…", "decline_proposal"),
    ActLink(Move.REQUEST_INFORMATION, "Poser une question…", "request_information"),
    ActLink(Move.START, "Mentor trouvé…", "start_mentoring"),
    ActLink(Move.CONTINUE, "Poursuivre l’an prochain…", "continue_on_behalf"),
    ActLink(Move.COMPLETE, "Clore l’accompagnement…", "complete_mentoring"),
    ActLink(Move.END_EARLY, "Signaler un arrêt…", "end_early"),
)
"""What a manager does in the place of an association, and says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """The question a prescriber may answer: the association, its words, until when it waits."""

    association: str
    text: str
    until: date
    version: int


@dataclass(frozen=True, slots=True)
class Acts:
    """What a person may do of a referral now.

    `own` and `on_behalf` are buttons; `asks` tells an association that it may ask a question;
    `question` is the one a prescriber may answer; `undo` names the move that may be taken back,
    with the id of its entry.
    """

    own: tuple[ActLink, ...] = ()
    on_behalf: tuple[ActLink, ...] = ()
    asks: bool = False
    question: Question | None = None
    undo: tuple[int, str] | None = None


def list_acts(referral: Referral, actor: Actor, now: datetime) -> Acts:
    """Return what a person may do, from the table of moves."""
    is_manager = actor.role is Role.MANAGER
    return Acts(
        own=_possible(BUTTONS.get(actor.role, ()), referral, actor),
        on_behalf=_possible(ON_BEHALF, referral, actor) if is_manager else (),
        asks=_is_possible(Move.REQUEST_INFORMATION, referral, actor),
        question=_question(referral, actor),
        undo=_undo(referral, actor, now),
    )


def find_entry_to_undo(referral: Referral, actor: Actor, now: datetime) -> ThreadEntry | None:
    """Return the entry a person may take back now, None when there is none."""
    made = [Made(one.id, one.kind, one.actor_id, one.at) for one in referral.thread]
    found = find_undoable(made, actor.user_id, now)
    if found is None:
        return None
    entry = next(one for one in referral.thread if one.id == found.id)
    if entry.organisation_id != actor.organisation_id:
        return None  # made in another of the person's roles
    return None if _was_answered(referral, entry) else entry


def _was_answered(referral: Referral, entry: ThreadEntry) -> bool:
    """Return whether a proposal made since is not merely waiting any more.

    A priority proposes nothing by itself: what came after it is not its doing.
    """
    known = set((entry.before or {}).get("assignments", {}))
    since = [
        one
        for one in referral.assignments
        if str(one.id) not in known and one.proposed_at >= entry.at
    ]
    if entry.kind == MOVES[Move.PRIORITISE].told:
        return bool(since)
    return any(
        one.state in HOLDS_A_PLACE and one.state is not AssignmentState.PROPOSED for one in since
    )


def _undo(referral: Referral, actor: Actor, now: datetime) -> tuple[int, str] | None:
    entry = find_entry_to_undo(referral, actor, now)
    return (entry.id, title_of(entry)) if entry else None


def _question(referral: Referral, actor: Actor) -> Question | None:
    if not _is_possible(Move.PROVIDE_INFORMATION, referral, actor):
        return None
    asked = concerned(Move.PROVIDE_INFORMATION, referral, actor)
    entries = [one for one in referral.thread if one.kind == MOVES[Move.REQUEST_INFORMATION].told]
    if asked is None or asked.paused_until is None or not entries:
        return None
    return Question(asked.programme.name, entries[-1].text, asked.paused_until, asked.version)


def _possible(links: tuple[ActLink, ...], referral: Referral, actor: Actor) -> tuple[ActLink, ...]:
    standings = [(one, _standing(one.move, referral, actor)) for one in links]
    return tuple(
        replace(one, version=standing.version)
        for one, standing in standings
        if is_possible(one.move, standing, actor.role) and _is_meant(one.move, referral, actor)
    )


def _standing(move: Move, referral: Referral, actor: Actor) -> Standing:
    return standing_of(move, referral, concerned(move, referral, actor))


def _is_possible(move: Move, referral: Referral, actor: Actor) -> bool:
    return is_possible(move, _standing(move, referral, actor), actor.role)


def _is_meant(move: Move, referral: Referral, actor: Actor) -> bool:
    """Whether a move the table allows makes sense for this wait."""
    if move is Move.REASSIGN and actor.role is Role.COORDINATOR:
        last = referral.assignments[-1]
        return last.programme.organisation_id == actor.organisation_id
    if move is Move.RESUBMIT:
        return referral.wait_reason is WaitReason.AWAITING_AGREEMENT
    if move is Move.WIDEN:
        if waits_for_review(referral):
            return False
        return referral.meeting != ANYHOW and referral.wait_reason in {
            WaitReason.NO_PLACE_LEFT,
            WaitReason.NO_ELIGIBLE_ASSOCIATION,
        }
    if move is Move.CANCEL_TRANSFER:
        return any(one.pending_transfer for one in referral.assignments)
    return True
