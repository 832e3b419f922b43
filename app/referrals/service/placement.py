"""Placing a referral: rank, reserve, propose; or the waiting list. Joins the caller's act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.capacity.queries import Board
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db
from app.matching import Offer, Profile, offer_of, rank
from app.referrals import decisions
from app.referrals.models import Assignment, Referral, WaitingOption
from app.referrals.openings import open_slugs
from app.referrals.profiles import Answers, build_profile
from app.referrals.queries import referral as queries
from app.referrals.queries import waiting
from app.referrals.rules import (
    ANSWER_DEADLINE_DAYS,
    AssignmentState,
    ReferralState,
    WaitReason,
    first_version,
    wait_reason,
)
from app.referrals.service.deadlines import days_from_now
from app.referrals.service.states import add_to_thread, move_referral


@dataclass(frozen=True, slots=True)
class Setting:
    """What a proposal is decided with, read at one instant; `tried` are not asked again."""

    profile: Profile
    board: Board
    tensions: dict[str, float]
    tried: frozenset[str]
    on: date

    def offer(self, slug: str) -> Offer:
        """Return the offer of one programme, eligible or not."""
        programme = next(one for one in self.board.programmes if one.id == slug)
        room, tension = self.board.places[slug], self.tensions.get(slug, 0.0)
        return offer_of(self.profile, programme, room, tension)

    def rank(self) -> list[Offer]:
        """Return the offers of the engine, best first."""
        board = self.board
        return rank(
            self.profile, board.programmes, board.places, self.tensions, declined=self.tried
        )

    def decide(self, offer: Offer, offers: Sequence[Offer]) -> Json:
        """Return the record of the choice of one offer among those ranked."""
        choice = decisions.Choice(self.profile, offer, offers, self.tried)
        return decisions.build_decision(choice, self.board, self.tensions, self.on)


def read_setting(referral: Referral) -> Setting:
    """Return what a proposal of this referral is decided with, now."""
    board = capacity_queries.read_board(referral.territory_id)
    today = clock.today()
    expected = queries.read_expectations(referral.territory_id, today)
    return Setting(
        profile=profile_of(referral),
        board=board,
        tensions=decisions.tensions_now(expected, board.places),
        tried=waiting.list_tried_slugs(referral.id),
        on=today,
    )


def place(referral: Referral) -> Assignment | None:
    """Propose a referral to the best association with room, or put it on the waiting list.

    The caller holds the territory's places (`lock_places`). Associations that already had this
    referral are left out. Being full is an outcome, not an error.

    Returns:
        The new proposal, its place held; None when the referral waits.
    """
    setting = read_setting(referral)
    offers = setting.rank()
    for offer in offers:
        decision = setting.decide(offer, offers)
        assignment = _propose(referral, setting.board.ids[offer.programme_id], decision)
        if assignment is not None:
            return assignment
    _wait(referral, setting)
    return None


def propose_to(
    referral: Referral, slug: str, transfers: Assignment | None = None
) -> Assignment | None:
    """Propose a referral to the association a manager chose, eligible or not.

    Args:
        transfers: the proposal whose place goes to this one once it is accepted.

    Returns:
        The new proposal, its place held; None when there is no place.
    """
    setting = read_setting(referral)
    decision = setting.decide(setting.offer(slug), setting.rank())
    decision["by_hand"] = True
    return _propose(referral, setting.board.ids[slug], decision, transfers)


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
    on = clock.day_of(referral.submitted_at)
    return build_profile(referral.reference, answers, on)


def serve_waiting_list(programme_id: int) -> list[Assignment]:
    """Give the free places of a programme to those who wait for it, in their order.

    Every path that frees a place or raises a capacity calls this, in its own transaction.

    Returns:
        The new proposals, in the order they were made.
    """
    served: list[Assignment] = []
    seen: frozenset[int] = frozenset()
    while (referral := waiting.find_first_waiting(programme_id, seen)) is not None:
        seen |= {referral.id}
        assignment = place(referral)
        if assignment is not None:
            served.append(assignment)
        if not capacity_queries.has_room(programme_id):
            break
    return served


def make_wait(referral: Referral, reason: WaitReason) -> None:
    """Let a referral wait, and say why in its thread and in the trail."""
    move_referral(referral, ReferralState.WAITLISTED, reason)
    add_to_thread(referral, "waitlisted", reason=reason)
    audit.record("referral.waitlisted", None, "referral", referral.reference, reason=reason)


def list_options(referral: Referral, setting: Setting) -> frozenset[str]:
    """Write down, and return, the associations a waiting referral could go to."""
    options = _fitting(setting) - setting.tried
    db.session.add_all(
        WaitingOption(referral_id=referral.id, programme_id=setting.board.ids[slug])
        for slug in sorted(options)
    )
    db.session.flush()
    return options


def _propose(
    referral: Referral, programme_id: int, decision: Json, transfers: Assignment | None = None
) -> Assignment | None:
    assignment = Assignment(
        referral_id=referral.id,
        programme_id=programme_id,
        state=AssignmentState.PROPOSED,
        proposed_at=clock.now(),
        deadline=days_from_now(ANSWER_DEADLINE_DAYS, referral.territory_id),
        decision=decision,
        transfers_id=transfers.id if transfers else None,
        pending_transfer=transfers is not None,
    )
    db.session.add(assignment)
    db.session.flush()
    if not capacity.reserve_place(programme_id, assignment.id):
        db.session.delete(assignment)
        db.session.flush()
        return None
    assignment.version = first_version(queries.count_proposals(referral.id))
    if transfers is None:
        move_referral(referral, ReferralState.PROPOSED)
    add_to_thread(referral, "proposed", assignment=assignment)
    audit.record(
        "proposal.made", None, "referral", referral.reference, programme=decision["programme"]
    )
    db.session.flush()
    return assignment


def _fitting(setting: Setting) -> frozenset[str]:
    return open_slugs(setting.profile, setting.board.programmes)


def _wait(referral: Referral, setting: Setting) -> None:
    if referral.state is ReferralState.WAITLISTED:
        return
    fitting = _fitting(setting)
    tried = fitting & setting.tried
    make_wait(referral, wait_reason(eligible=len(fitting - tried), declined=len(tried)))
    list_options(referral, setting)
