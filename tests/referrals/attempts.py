"""Every move a person can ask for, as the random story of `test_life` asks for it."""

from collections.abc import Callable, Mapping
from typing import Any

from app.auth.rules import Actor
from app.core import clock
from app.core.db import db
from app.referrals.endings import CloseReason, Completion, EndReason, Modality, WithdrawReason
from app.referrals.models import Assignment, Referral
from app.referrals.moves import Move
from app.referrals.pages.acts import find_entry_to_undo
from app.referrals.queries.moving import concerned, standing_of
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import Draft
from app.referrals.service import (
    answer,
    asking,
    correcting,
    following,
    steering,
    transfers,
    withdrawing,
)
from app.referrals.service.following import Closing, Start, Stop
from app.referrals.service.preparing import read_choice
from app.referrals.service.undo import undo_last_move
from app.referrals.steps import is_possible
from tests.concurrency.city import SHEETS
from tests.factories import make_draft

WHY = "Pour une raison inventée"
SLUGS = tuple(one["id"] for one in SHEETS)
Attempt = Callable[[str, int, Actor, int], Any]


def pick(kind: Any, number: int) -> Any:
    """Return one member of an enumeration."""
    members = list(kind)
    return members[number % len(members)]


def slug_of(number: int) -> str:
    """Return one of the ten associations."""
    slugs = [
        "afev",
        "anaf",
        "article1",
        "cpossible",
        "cravate",
        "duo",
        "face",
        "lacle",
        "proxite",
        "telemaque",
    ]
    return slugs[number % len(slugs)]


def _decline(reference: str, version: int, actor: Actor, number: int) -> Any:
    refusal = Refusal(pick(DeclineReason, number), WHY)
    return answer.decline_proposal(reference, version, refusal, actor, WHY)


def _start(reference: str, version: int, actor: Actor, number: int) -> Any:
    start = Start(clock.today(), pick(Modality, number))
    return following.start_mentoring(reference, version, start, actor, WHY)


def _complete(reference: str, version: int, actor: Actor, number: int) -> Any:
    closing = Closing(pick(Completion, number), {"questions": {"confidence": "yes"}})
    return following.complete_mentoring(reference, version, closing, actor, WHY)


def _end_early(reference: str, version: int, actor: Actor, number: int) -> Any:
    stop = Stop(pick(EndReason, number), WHY, reassigns=number % 2 == 0)
    return following.end_early(reference, version, stop, actor, WHY)


def _undo(reference: str, _version: int, actor: Actor, _number: int) -> Any:
    referral = db.session.query(Referral).filter_by(reference=reference).one()
    entry = find_entry_to_undo(referral, actor, clock.now())
    return undo_last_move(reference, entry.id if entry else 0, actor)


def _assign(reference: str, version: int, actor: Actor, number: int) -> Any:
    return steering.assign_by_hand(reference, version, slug_of(number), WHY, actor)


def _transfer(reference: str, version: int, actor: Actor, number: int) -> Any:
    page = read_choice(Move.TRANSFER, reference, actor)
    offered = [one.slug for one in page.candidates] or [slug_of(number)]
    return transfers.transfer(reference, version, offered[number % len(offered)], WHY, actor)


def _prioritise(reference: str, version: int, actor: Actor, number: int) -> Any:
    return steering.prioritise(reference, version, WHY if number % 3 else "", actor)


def _close(reference: str, version: int, actor: Actor, number: int) -> Any:
    return steering.close_unplaced(reference, version, pick(CloseReason, number), WHY, actor)


def _withdraw(reference: str, version: int, actor: Actor, number: int) -> Any:
    return withdrawing.withdraw(reference, version, pick(WithdrawReason, number), WHY, actor)


def correction_of(referral: Referral, **corrected: Any) -> Draft:
    """Return the draft that corrects some facts of a request, and repeats the others."""
    facts = correcting.facts_of(referral) | corrected
    objectives = frozenset(facts.pop("objectives"))
    rest = {"wish": None, "confirmed": frozenset(), "submission_key": referral.submission_key}
    return Draft(objectives=objectives, **facts, **rest)


def _correct(reference: str, version: int, actor: Actor, number: int) -> Any:
    referral = db.session.query(Referral).filter_by(reference=reference).one()
    mistakes = (
        {"phone": f"06399800{number:02}"},
        {"situation": ("CM1", "4e", "2de_PRO")[number % 3]},
        {"meeting": MEETINGS[number % 3], "last_name": NAMES[number % len(NAMES)]},
    )
    draft = correction_of(referral, **mistakes[number % 3])
    return correcting.correct(reference, version, draft, actor)


ATTEMPTS: Mapping[Move, Attempt] = {
    Move.ACCEPT: lambda r, v, a, _: answer.accept_proposal(r, v, a, WHY),
    Move.DECLINE: _decline,
    Move.REQUEST_INFORMATION: lambda r, v, a, _: asking.request_information(r, v, WHY, a, WHY),
    Move.PROVIDE_INFORMATION: lambda r, v, a, _: asking.provide_information(r, v, WHY, a),
    Move.START: _start,
    Move.CONTINUE: lambda r, v, a, _: following.continue_mentoring(r, v, a, WHY),
    Move.COMPLETE: _complete,
    Move.END_EARLY: _end_early,
    Move.REASSIGN: lambda r, v, a, _: following.reassign(r, v, a),
    Move.RECALL: lambda r, v, a, _: steering.recall(r, v, WHY, a),
    Move.ASSIGN: _assign,
    Move.TRANSFER: _transfer,
    Move.CANCEL_TRANSFER: lambda r, v, a, _: transfers.cancel_transfer(r, v, a),
    Move.PRIORITISE: _prioritise,
    Move.CLOSE_UNPLACED: _close,
    Move.REOPEN: lambda r, v, a, _: steering.reopen(r, v, WHY, a),
    Move.WITHDRAW: _withdraw,
    Move.RESUBMIT: lambda r, v, a, _: withdrawing.resubmit(r, v, WHY, a),
    Move.WIDEN: lambda r, v, a, _: withdrawing.widen(r, v, a),
    Move.CORRECT: _correct,
    Move.UNDO: _undo,
}
"""What a person does, on a reference, with the version seen and a number that varies the rest."""


def version_seen(referral: Referral, move: Move, actor: Actor) -> int:
    """Return the version the page of that move would show."""
    return standing_of(move, referral, concerned(move, referral, actor)).version


def list_possible(referral: Referral, actor: Actor) -> list[Move]:
    """Return the moves the table lets a person make now, and undoing when it has a move to undo."""
    found = [
        move
        for move in ATTEMPTS
        if is_possible(
            move, standing_of(move, referral, concerned(move, referral, actor)), actor.role
        )
    ]
    undo = find_entry_to_undo(referral, actor, clock.now())
    return [*found, Move.UNDO] if undo else found


def live_of(referral: Referral) -> list[Assignment]:
    """Return the proposals of a referral that hold a place, the first one before a transfer."""
    held = [one for one in referral.assignments if one.state in {"proposed", "info_requested"}]
    kept = [one for one in referral.assignments if one.state in {"accepted", "started"}]
    return kept + held


SITUATIONS = ({"situation": "4e", "age": 13}, {"situation": "CM1", "age": 9}, {"age": 16})
NAMES = (
    *("Zélimir", "Wxyzaqk", "Oriflor", "Bramdal", "Quintave", "Hespéro", "Jolvenn", "Tarkoum"),
    *("Ysandre", "Fulmien", "Corvalan", "Nébulio", "Dargoth", "Pyxidor", "Limbrec"),
)
"""Fifteen names that look and sound like no other, and that no mail may hold."""
MEETINGS = ("indifferent", "distanciel_seul", "presentiel")


def invent(number: int) -> Any:
    """Return one of a few kinds of young people, none of whom a mail may name."""
    facts = dict(SITUATIONS[number % len(SITUATIONS)])
    if "situation" not in facts:
        facts["situation"] = "2de_PRO"
    return make_draft(
        first_name=NAMES[number % len(NAMES)],
        last_name=NAMES[(number * 7 + 3) % len(NAMES)],
        meeting=MEETINGS[number % 5 % len(MEETINGS)],
        **facts,
    )
