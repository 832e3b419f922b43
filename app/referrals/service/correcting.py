"""Correcting a referral already sent: what was typed wrong, and what that changes for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.auth import mailing
from app.auth.rules import Actor
from app.core import clock
from app.core.db import db, transactional
from app.referrals.corrections import (
    BEFORE_ACCEPTANCE,
    CRITERIA,
    HIDDEN,
    IDENTITY,
    is_of_age_otherwise,
    is_somebody_else,
    list_changed,
    list_correctable,
)
from app.referrals.errors import ImpossibleActError, StaleActError
from app.referrals.likeness import sound_key
from app.referrals.models import Assignment, Referral
from app.referrals.moves import Move
from app.referrals.pages.meanwhile import CHANGED
from app.referrals.pages.waits import waits_for_review
from app.referrals.queries.alike import list_alike
from app.referrals.rules import AWAITS_ANSWER, HOLDS_A_PLACE, Draft, ReferralState, WaitReason
from app.referrals.service import news
from app.referrals.service.moving import Act, begin, finish, look
from app.referrals.service.placement import read_setting
from app.referrals.service.recalling import take_back_one
from app.referrals.service.rerouting import place_again, serve_and_tell
from app.referrals.service.submit import require_seen
from app.referrals.service.suspecting import suspect_again
from app.referrals.service.telling import tell_of, tell_of_programme
from app.referrals.texts import normalised_name

OTHER_PERSON = (
    "Ce nom est celui d’un autre jeune. Une association suit déjà celui de cette demande : faites "
    "une nouvelle demande."
)
OF_PERSON = ("first_name", "last_name", "birth_date", "guardian_name", "phone", "email")
OF_REFERRAL = ("situation", "school_id", "qpv", "objectives", "meeting", "note")


def read_correctable(reference: str, actor: Actor) -> Referral:
    """Return a referral about to be corrected; writes nothing.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: it has ended meanwhile; the message says who acted and when.
    """
    referral, _ = look(Move.CORRECT, reference, actor)
    return referral


@transactional
def correct(reference: str, version: int, draft: Draft, actor: Actor) -> bool:
    """Write what a referral should have said; the thread names the facts, never their values.

    A waiting referral looks for an association again and keeps its rank. One that is proposed stays
    there if the association still takes such a person, and goes to another otherwise.

    Args:
        version: of the referral.
        draft: every fact, as corrected.

    Returns:
        Whether anything was to be corrected.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        ImpossibleActError: an association accepted what is to be changed.
        UnseenTwinError: the organisation sent another one for that person; `draft.seen` lacks it.
    """
    act = begin(Move.CORRECT, reference, version, actor)
    before, after = facts_of(act.referral), facts_of_draft(draft)
    changed = list_changed(before, after)
    if not changed:
        return False
    if act.is_repeated:
        raise StaleActError(CHANGED)
    _require_correctable(act.referral, changed, before, after)
    is_renamed = bool(IDENTITY.intersection(changed))
    alike = list_alike(draft, actor) if is_renamed else []
    require_seen(draft, [one for one in alike if one.organisation_id == actor.organisation_id])
    if is_of_age_otherwise(before, after, clock.today()):
        act.referral.agreement_at = clock.now()
    _write(act.referral, after)
    act.before["facts"] = list(changed)
    finish(act, facts=list(changed))
    if is_renamed:
        suspect_again(act.referral, alike)
    if CRITERIA.intersection(changed):
        _reconsider(act, changed)
    else:
        _tell_holders(act.referral, frozenset(changed))
    return True


def facts_of(referral: Referral) -> dict[str, Any]:
    """Return the facts of a referral that may be corrected: {name: value}."""
    person = {name: getattr(referral.young_person, name) for name in OF_PERSON}
    asked = {name: getattr(referral, name) for name in OF_REFERRAL}
    return person | asked | {"objectives": sorted(referral.objectives)}


def facts_of_draft(draft: Draft) -> dict[str, Any]:
    """Return the same facts, as they were typed."""
    facts = {name: getattr(draft, name) for name in (*OF_PERSON, *OF_REFERRAL)}
    return facts | {"objectives": sorted(draft.objectives)}


def _require_correctable(
    referral: Referral,
    changed: Sequence[str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    if not list_correctable(referral.state).issuperset(changed):
        raise ImpossibleActError("L’association a déjà accepté : cela ne se corrige plus ici.")
    if referral.state not in BEFORE_ACCEPTANCE and is_somebody_else(before, after):
        raise ImpossibleActError(OTHER_PERSON)


def _write(referral: Referral, facts: Mapping[str, Any]) -> None:
    """Give the referral and its young person their facts; a new version even for a telephone."""
    person = referral.young_person
    for name in OF_PERSON:
        setattr(person, name, facts[name])
    for name in OF_REFERRAL:
        setattr(referral, name, facts[name])
    person.name_key = normalised_name(person.first_name, person.last_name)
    person.sound_key = sound_key(person.first_name, person.last_name)
    flag_modified(referral, "situation")
    db.session.flush()
    db.session.refresh(referral, ["school"])


def _reconsider(act: Act, changed: Sequence[str]) -> None:
    """Let the new facts choose: the same association if it still can, another, or the list.

    What waits for news of the family, or for a manager to look at the need, goes on waiting.
    """
    referral = act.referral
    if referral.state is ReferralState.PROPOSED:
        if _still_fits(act.offer):
            _tell_holders(referral, CRITERIA)
            return
        freed = take_back_one(act.offer)
        place_again(referral)
        serve_and_tell(freed)
    elif not _waits_for_somebody(referral, changed):
        since = referral.waiting_since
        if place_again(referral).wait_reason is not None:
            referral.waiting_since = since


def _waits_for_somebody(referral: Referral, changed: Sequence[str]) -> bool:
    if referral.wait_reason is WaitReason.AWAITING_AGREEMENT:
        return True
    return waits_for_review(referral) and "objectives" not in changed


def _still_fits(assignment: Assignment) -> bool:
    """Return whether the association asked still takes such a person, and say why anew if so."""
    setting = read_setting(assignment.referral)
    offer = setting.offer(assignment.programme.slug)
    by_hand = assignment.decision.get("by_hand", False)
    if offer.eligibility.blocking is not None and not by_hand:
        return False
    decision = setting.decide(offer, setting.rank())
    assignment.decision = decision | ({"by_hand": True} if by_hand else {})
    return True


def _tell_holders(referral: Referral, changed: frozenset[str]) -> None:
    """Tell each association that holds a place, if it can read some of what was corrected."""
    for assignment in referral.assignments:
        awaits = assignment.state in AWAITS_ANSWER
        if assignment.state not in HOLDS_A_PLACE or (awaits and changed <= HIDDEN):
            continue
        programme = tell_of_programme(assignment.programme, to_managers=False)
        mailing.post(news.tell_corrected(tell_of(referral), programme))
