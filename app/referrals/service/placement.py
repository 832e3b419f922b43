"""Placing a referral: rank, reserve, propose; or the waiting list. Joins the caller's act."""

from sqlalchemy import delete

from app.auth.tokens import new_token
from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.capacity.queries import Board
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db
from app.core.working_days import add_working_days
from app.matching import Profile, eligibility, rank
from app.referrals import decisions
from app.referrals.models import Assignment, Referral, ThreadEntry, WaitingOption
from app.referrals.profiles import Answers, build_profile
from app.referrals.queries import referral as queries
from app.referrals.rules import (
    ANSWER_DEADLINE_DAYS,
    ASSIGNMENT_MOVES,
    AWAITS_ANSWER,
    MOVES,
    AssignmentState,
    ReferralState,
    WaitReason,
    checked_move,
    wait_reason,
)


def place(referral: Referral) -> Assignment | None:
    """Propose a referral to the best association with room, or put it on the waiting list.

    The caller holds the territory's places (`lock_places`). Associations that already had this
    referral are left out. Being full is an outcome, not an error.

    Returns:
        The new proposal, its place held; None when the referral waits.
    """
    board = capacity_queries.read_board(referral.territory_id)
    today = clock.today()
    expected = queries.read_expectations(referral.territory_id, today)
    tensions = decisions.tensions_now(expected, board.places)
    tried = queries.list_tried_slugs(referral.id)
    profile = profile_of(referral)
    offers = rank(profile, board.programmes, board.places, tensions, declined=tried)
    for offer in offers:
        choice = decisions.Choice(profile, offer, offers, tried)
        decision = decisions.build_decision(choice, board, tensions, today)
        assignment = _propose(referral, board.ids[offer.programme_id], decision)
        if assignment is not None:
            return assignment
    _wait(referral, profile, board, tried)
    return None


def profile_of(referral: Referral) -> Profile:
    """Return the engine's view of a referral, on the day it was submitted."""
    kinds = referral.organisation.kind_codes
    if referral.school is not None:
        kinds |= referral.school.kind_codes
    answers = Answers(
        kinds=kinds,
        birth_date=referral.young_person.birth_date,
        situation=referral.situation,
        qpv=referral.qpv,
        objectives=frozenset(referral.objectives),
        meeting=referral.meeting,
        wish=referral.wish,
        confirmed=frozenset(referral.confirmed),
    )
    on = referral.submitted_at.astimezone(clock.PARIS).date()
    return build_profile(referral.reference, answers, on)


def serve_waiting_list(programme_id: int) -> list[Assignment]:
    """Give the free places of a programme to those who wait for it, in their order.

    Every path that frees a place or raises a capacity calls this, in its own transaction.

    Returns:
        The new proposals, in the order they were made.
    """
    served: list[Assignment] = []
    seen: frozenset[int] = frozenset()
    while (referral := queries.find_first_waiting(programme_id, seen)) is not None:
        seen |= {referral.id}
        assignment = place(referral)
        if assignment is not None:
            served.append(assignment)
        if not capacity_queries.has_room(programme_id):
            break
    return served


def add_to_thread(
    referral: Referral,
    kind: str,
    *,
    assignment: Assignment | None = None,
    actor_id: int | None = None,
    organisation_id: int | None = None,
    text: str = "",
) -> None:
    """Append one knot to the thread people read."""
    db.session.add(
        ThreadEntry(
            referral_id=referral.id,
            assignment_id=assignment.id if assignment else None,
            kind=kind,
            at=clock.now(),
            actor_id=actor_id,
            organisation_id=organisation_id,
            text=text,
        )
    )


def move_referral(
    referral: Referral, target: ReferralState, reason: WaitReason | None = None
) -> None:
    """Change the state of a referral, if the table allows it; the only place that does."""
    referral.state = checked_move(MOVES, referral.state, target)
    referral.wait_reason = reason
    referral.waiting_since = clock.now() if target is ReferralState.WAITLISTED else None
    db.session.execute(delete(WaitingOption).where(WaitingOption.referral_id == referral.id))


def move_assignment(assignment: Assignment, target: AssignmentState) -> None:
    """Change the state of a proposal, if the table allows it; the only place that does.

    Its deadline goes: it belongs to the wait for an answer, which a move ends or suspends. Once
    nothing is awaited, the links that answer it by mail are worth nothing any more, even if the
    answer is undone later.
    """
    assignment.state = checked_move(ASSIGNMENT_MOVES, assignment.state, target)
    assignment.deadline = None
    if target not in AWAITS_ANSWER:
        assignment.answer_key = new_token()


def _propose(referral: Referral, programme_id: int, decision: Json) -> Assignment | None:
    assignment = Assignment(
        referral_id=referral.id,
        programme_id=programme_id,
        state=AssignmentState.PROPOSED,
        proposed_at=clock.now(),
        deadline=add_working_days(clock.today(), ANSWER_DEADLINE_DAYS),
        decision=decision,
    )
    db.session.add(assignment)
    db.session.flush()
    if not capacity.reserve_place(programme_id, assignment.id):
        db.session.delete(assignment)
        db.session.flush()
        return None
    move_referral(referral, ReferralState.PROPOSED)
    add_to_thread(referral, "proposed", assignment=assignment)
    audit.record(
        "proposal.made", None, "referral", referral.reference, programme=decision["programme"]
    )
    db.session.flush()
    return assignment


def make_wait(referral: Referral, reason: WaitReason) -> None:
    """Let a referral wait, and say why in its thread and in the trail."""
    move_referral(referral, ReferralState.WAITLISTED, reason)
    add_to_thread(referral, "waitlisted", text=reason)
    audit.record("referral.waitlisted", None, "referral", referral.reference, reason=reason)


def _wait(referral: Referral, profile: Profile, board: Board, tried: frozenset[str]) -> None:
    if referral.state is ReferralState.WAITLISTED:
        return
    fitting = {p.id for p in board.programmes if eligibility(profile, p).status != "no"}
    reason = wait_reason(eligible=len(fitting - tried), declined=len(fitting & tried))
    make_wait(referral, reason)
    db.session.add_all(
        WaitingOption(referral_id=referral.id, programme_id=board.ids[slug])
        for slug in sorted(fitting - tried)
    )
    db.session.flush()
