"""Correcting a referral already sent: what was typed wrong, and what that changes for it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.auth import mailing
from app.auth.rules import Actor
from app.core.db import db, transactional
from app.referrals.corrections import CONTACTS, CRITERIA, IDENTITY, list_changed, list_correctable
from app.referrals.errors import ImpossibleActError, StaleActError
from app.referrals.likeness import sound_key
from app.referrals.models import Assignment, Referral
from app.referrals.moves import Move
from app.referrals.pages.meanwhile import CHANGED
from app.referrals.queries.alike import list_alike
from app.referrals.rules import AWAITS_ANSWER, Draft, ReferralState, WaitReason
from app.referrals.service import news
from app.referrals.service.moving import Act, begin, finish, look
from app.referrals.service.placement import read_setting
from app.referrals.service.recalling import take_back_one
from app.referrals.service.rerouting import place_again, serve_and_tell
from app.referrals.service.suspecting import suspect
from app.referrals.service.telling import tell_of, tell_of_programme
from app.referrals.texts import normalised_name

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
def correct(reference: str, version: int, draft: Draft, actor: Actor) -> Referral:
    """Write what a referral should have said; the thread names the facts, never their values.

    A waiting referral looks for an association again and keeps its rank. One that is proposed stays
    there if the association still takes such a person, and goes to another otherwise.

    Args:
        version: of the referral.
        draft: every fact, as corrected.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: somebody acted meanwhile.
        ImpossibleActError: an association accepted what is to be changed.
    """
    act = begin(Move.CORRECT, reference, version, actor)
    after = facts_of_draft(draft)
    changed = list_changed(facts_of(act.referral), after)
    if not changed:
        return act.referral
    if act.is_repeated:
        raise StaleActError(CHANGED)
    if not list_correctable(act.referral.state).issuperset(changed):
        raise ImpossibleActError("L’association a déjà accepté : cela ne se corrige plus ici.")
    _write(act.referral, after)
    act.before["facts"] = list(changed)
    finish(act, facts=list(changed))
    if IDENTITY.intersection(changed):
        suspect(act.referral, list_alike(draft, actor.territory_id))
    if CRITERIA.intersection(changed):
        _reconsider(act)
    else:
        _tell_holder(act, frozenset(changed))
    return act.referral


def facts_of(referral: Referral) -> dict[str, Any]:
    """Return the facts of a referral that may be corrected: {name: value}."""
    person = {name: getattr(referral.young_person, name) for name in OF_PERSON}
    asked = {name: getattr(referral, name) for name in OF_REFERRAL}
    return person | asked | {"objectives": sorted(referral.objectives)}


def facts_of_draft(draft: Draft) -> dict[str, Any]:
    """Return the same facts, as they were typed."""
    facts = {name: getattr(draft, name) for name in (*OF_PERSON, *OF_REFERRAL)}
    return facts | {"objectives": sorted(draft.objectives)}


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


def _reconsider(act: Act) -> None:
    """Let the new facts choose: the same association if it still can, another, or the list."""
    referral = act.referral
    if referral.state is ReferralState.PROPOSED:
        if _still_fits(act.offer):
            _tell_holder(act, CRITERIA)
            return
        freed = take_back_one(act.offer)
        place_again(referral)
        serve_and_tell(freed)
    elif referral.wait_reason is not WaitReason.AWAITING_AGREEMENT:
        since = referral.waiting_since
        if place_again(referral).wait_reason is not None:
            referral.waiting_since = since


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


def _tell_holder(act: Act, changed: frozenset[str]) -> None:
    """Tell the association that holds a place, if it can read what was corrected."""
    assignment = act.assignment
    if assignment is None or act.referral.state is ReferralState.WAITLISTED:
        return
    if assignment.state in AWAITS_ANSWER and changed <= CONTACTS:
        return
    programme = tell_of_programme(assignment.programme, to_managers=False)
    mailing.post(news.tell_corrected(tell_of(act.referral), programme))
