"""Taking back one's last move: how things stood is put back, and both moves stay in the thread."""

from sqlalchemy import delete

from app.auth import mailing
from app.auth.rules import Actor, Role
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db, transactional
from app.referrals.errors import ImpossibleActError
from app.referrals.models import Assignment, Referral, ThreadEntry, WaitingOption
from app.referrals.moves import ENDS, MOVES, Move
from app.referrals.pages.acts import find_entry_to_undo
from app.referrals.pages.waits import waits_for_review
from app.referrals.queries import moving as queries
from app.referrals.rules import AWAITS_ANSWER, HOLDS_A_PLACE, ReferralState, WaitReason
from app.referrals.service import news
from app.referrals.service.placement import list_options, read_setting
from app.referrals.service.recalling import take_back_one
from app.referrals.service.rerouting import serve_and_tell
from app.referrals.service.snapshots import put_back
from app.referrals.service.suspecting import doubt_again
from app.referrals.service.telling import tell_of, tell_of_programme
from app.referrals.steps import check_who

SIDES = {
    Role.PRESCRIBER: "Le prescripteur",
    Role.COORDINATOR: "Une autre association",
    Role.MANAGER: "La Cité éducative",
}
"""Who took an act back, as an association may read it: a partner as the ASE is never named."""
TOO_LATE = (
    "Cette action ne peut plus être annulée : plus d’un jour a passé, ou quelqu’un a agi depuis. "
    "Rien n’a été changé."
)
PLACE_GONE = (
    "L’association n’a plus de place à rendre : cette action ne peut plus être annulée. "
    "Rien n’a été changé."
)


@transactional
def undo_last_move(reference: str, entry_id: int, actor: Actor) -> Referral:
    """Put things back as they stood before the person's last move.

    What the system did of itself after it is taken back too, unless somebody answered meanwhile.

    Args:
        entry_id: the entry of the thread the person saw as the last one; a second click on the
            same one finds the first one's work done.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        ImpossibleActError: too late, somebody acted since, or the place was given to somebody else.
    """
    check_who(Move.UNDO, actor.role)
    capacity.lock_places(actor.territory_id, actor.user_id)
    referral = queries.get_movable(reference, actor)
    if any(one.undoes_id == entry_id and one.actor_id == actor.user_id for one in referral.thread):
        return referral
    entry = find_entry_to_undo(referral, actor, clock.now())
    if entry is None or entry.id != entry_id or entry.before is None:
        raise ImpossibleActError(TOO_LATE)
    had_ended = referral.state in ENDS
    freed = _put_back_all(referral, entry.before)
    if had_ended and referral.state not in ENDS:
        doubt_again(referral)
    _tell(referral, entry, actor)
    serve_and_tell(*freed)
    return referral


def _put_back_all(referral: Referral, before: Json) -> list[int]:
    """Put back the referral and its proposals; return the programmes that may have a place now."""
    kept: Json = before["assignments"]
    freed = [take_back_one(one) for one in referral.assignments if _is_new(one, kept)]
    db.session.flush()
    # A transfer's second proposal stops being the live one before the first becomes it again.
    for assignment in sorted(referral.assignments, key=lambda one: one.id, reverse=True):
        if str(assignment.id) in kept:
            _put_back(assignment, kept[str(assignment.id)])
            db.session.flush()
    put_back(referral, before["referral"])
    return freed + _list_options_again(referral)


def _is_new(assignment: Assignment, kept: Json) -> bool:
    return assignment.state in HOLDS_A_PLACE and str(assignment.id) not in kept


def _put_back(assignment: Assignment, kept: Json) -> None:
    gave_back = assignment.state not in HOLDS_A_PLACE
    if gave_back and not capacity.reserve_place(assignment.programme_id, assignment.id):
        raise ImpossibleActError(PLACE_GONE)
    put_back(assignment, kept)
    if assignment.deadline is not None:
        assignment.deadline = max(assignment.deadline, clock.today())


def _list_options_again(referral: Referral) -> list[int]:
    """Let a waiting referral wait again for the same associations; return them.

    One of them may have had a place meanwhile: nobody waits beside it.
    """
    db.session.execute(delete(WaitingOption).where(WaitingOption.referral_id == referral.id))
    if referral.state is not ReferralState.WAITLISTED:
        return []
    if referral.wait_reason is WaitReason.AWAITING_AGREEMENT or waits_for_review(referral):
        return []  # it waits for somebody, not for a place
    setting = read_setting(referral)
    return [setting.board.ids[slug] for slug in sorted(list_options(referral, setting))]


def _tell(referral: Referral, entry: ThreadEntry, actor: Actor) -> None:
    line = MOVES[Move.UNDO]
    db.session.add(
        ThreadEntry(
            referral_id=referral.id,
            assignment_id=entry.assignment_id,
            kind=line.told,
            at=clock.now(),
            actor_id=actor.user_id,
            organisation_id=actor.organisation_id,
            on_behalf_id=entry.on_behalf_id,
            reason=entry.kind,
            undoes_id=entry.id,
        )
    )
    if entry.kind != MOVES[Move.PRIORITISE].told:  # nobody was told of it
        _tell_others(referral, actor)
    audit.record("referral.undone", actor, "referral", referral.reference, undone=entry.kind)
    db.session.flush()


def _tell_others(referral: Referral, actor: Actor) -> None:
    told, side = tell_of(referral), SIDES[actor.role]
    if referral.organisation_id != actor.organisation_id:
        mailing.post(news.tell_undone(told, actor.organisation_name))
    for assignment in referral.assignments:
        theirs = assignment.programme.organisation_id == actor.organisation_id
        if assignment.state in HOLDS_A_PLACE and not theirs:
            programme = tell_of_programme(assignment.programme, to_managers=False)
            awaits = assignment.state in AWAITS_ANSWER
            mailing.post(news.tell_undone_to_association(told, programme, side, awaits=awaits))
