"""Answering one proposal from a mail, without signing in: what its link shows, and does.

Opening a link reads; only its buttons write. Identity and contacts stay closed until the person
signs in (docs/adr/062).
"""

from dataclasses import dataclass

from app.auth import mailing
from app.auth import queries as auth_queries
from app.auth.models import Membership
from app.auth.rules import Actor, Permission
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.errors import NotFoundError
from app.referrals.errors import DeadLinkError
from app.referrals.models import Assignment
from app.referrals.pages.answers import Answered, link_sentence
from app.referrals.pages.explaining import Why, explain_proposal
from app.referrals.pages.letters import Letter, open_letter
from app.referrals.queries import linked as queries
from app.referrals.queries.linked import Linked
from app.referrals.reasons import Refusal
from app.referrals.rules import AWAITS_ANSWER, HOLDS_A_PLACE
from app.referrals.service import answer, notifications
from app.referrals.service.answer_links import Claim, read_link, sign_link
from app.referrals.service.notifications import Answerer
from app.referrals.service.rerouting import Outcome
from app.referrals.service.telling import tell_of


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """A genuine link: who it is for, and how its proposal stands."""

    claim: Claim
    actor: Actor
    linked: Linked

    @property
    def is_spent(self) -> bool:
        """Whether an answer was given, or nothing is awaited any more, even if undone since."""
        return self.claim.key != self.linked.key or self.linked.state not in AWAITS_ANSWER

    @property
    def is_open(self) -> bool:
        """Whether it may still answer."""
        return not self.is_spent and not self.claim.is_old


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link shows: the letter and its reasons while it is open, else what became of it.

    `is_old`: the request still waits, and a new link can be asked for. `said` tells who answered;
    `is_held`: the association has the request, and whoever signs in may open its sheet.
    """

    actor: Actor
    reference: str
    letter: Letter | None = None
    why: Why | None = None
    is_old: bool = False
    said: str = ""
    is_held: bool = True


def open_link(token: str) -> AnswerLink:
    """Return a link that we made, for somebody who still coordinates that association.

    Raises:
        DeadLinkError: made up, or whom it was for has left.
    """
    claim = read_link(token)
    found = queries.find_linked(claim.assignment_id)
    try:
        actor = auth_queries.get_actor(claim.membership_id)
    except NotFoundError as error:
        raise DeadLinkError from error
    if found is None or actor.organisation_id != found.organisation_id:
        raise DeadLinkError
    if not actor.may(Permission.ANSWER_PROPOSALS):
        raise DeadLinkError
    return AnswerLink(claim, actor, found)


def read_link_page(token: str) -> LinkPage:
    """Return what a link shows; nothing is written.

    Raises:
        DeadLinkError: made up, or whom it was for has left.
    """
    link = open_link(token)
    actor, reference = link.actor, link.linked.reference
    if link.is_spent:
        is_held = link.linked.state in HOLDS_A_PLACE
        return LinkPage(actor, reference, said=_what_became(link), is_held=is_held)
    if link.claim.is_old:
        return LinkPage(actor, reference, is_old=True)
    assignment = queries.read_linked(link.claim.assignment_id)
    letter = open_letter(assignment, clock.now())
    why = explain_proposal(assignment, assignment.referral.assignments, tells_earlier=False)
    return LinkPage(actor, reference, letter, why)


@transactional
def accept_by_link(token: str, version: int) -> Assignment | None:
    """Accept as the person a link is for.

    Returns:
        None when the link may not answer any more: its page says why.

    Raises:
        StaleActError: somebody answered at the same instant.
        DeadLinkError: made up, or whom it was for has left.
    """
    link = open_link(token)
    if not link.is_open:
        return None
    accepted = answer.accept_proposal(link.linked.reference, version, link.actor)
    audit.record("link.used", link.actor, "referral", link.linked.reference, act="accepted")
    return accepted


@transactional
def decline_by_link(token: str, version: int, refusal: Refusal) -> Outcome | None:
    """Decline as the person a link is for.

    Returns:
        None when the link may not answer any more: its page says why.

    Raises:
        StaleActError: somebody answered at the same instant.
        DeadLinkError: made up, or whom it was for has left.
        InvalidReasonError: « Autre » without a word of explanation.
    """
    link = open_link(token)
    if not link.is_open:
        return None
    outcome = answer.decline_proposal(link.linked.reference, version, refusal, link.actor)
    audit.record("link.used", link.actor, "referral", link.linked.reference, act="declined")
    return outcome


@transactional
def renew_link(token: str) -> bool:
    """Send a new link to the person an old one was for, if the request still waits.

    Returns:
        Whether one was sent; not for a link that still serves, nor for a request answered since.

    Raises:
        DeadLinkError: made up, or whom it was for has left.
    """
    link = open_link(token)
    if link.is_spent or link.is_open:
        return False
    person = db.session.get_one(Membership, link.actor.membership_id).user
    assignment = queries.read_linked(link.claim.assignment_id)
    fresh = sign_link(assignment, link.actor.membership_id)
    answerer = Answerer(person.email, person.name, fresh)
    told = tell_of(assignment.referral)
    mailing.post(notifications.tell_renewed(told, link.linked.association, answerer))
    audit.record("link.renewed", link.actor, "referral", link.linked.reference)
    return True


def _what_became(link: AnswerLink) -> str:
    linked = link.linked
    answered = Answered(linked.state, linked.answered_by, linked.answered_at)
    is_own = linked.answered_by_id == link.actor.user_id
    return link_sentence(answered, clock.now(), is_own=is_own)
