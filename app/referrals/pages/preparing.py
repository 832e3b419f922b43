"""The page that prepares a move: whom it is about, what is chosen among."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.auth.rules import Actor
from app.core.clock import day_of
from app.core.formats import count
from app.core.typography import typo
from app.matching import Offer
from app.referrals.models import Assignment, Referral
from app.referrals.pages.phrases import class_words
from app.referrals.pages.presenting import heading_of
from app.referrals.rules import age_on


@dataclass(frozen=True, slots=True)
class Candidate:
    """An association a manager may choose: `words` say its places and how it fits."""

    slug: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class MovePage:
    """A referral about to move.

    `association` has the proposal concerned; `acts_for` when a manager acts in its place;
    `version` of the row that moves; `excluded` are (name, why) of those nobody may choose.
    """

    reference: str
    heading: str
    details: str
    association: str
    acts_for: bool
    version: int
    needs: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()
    excluded: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Concern:
    """What a move is about: the referral, the proposal, the version on screen."""

    referral: Referral
    assignment: Assignment | None
    version: int
    acts_for: bool


def prepare(
    concern: Concern,
    actor: Actor,
    now: datetime,
    candidates: Sequence[Candidate] = (),
    excluded: Sequence[tuple[str, str]] = (),
) -> MovePage:
    """Return the page of a move, as the person may read it."""
    referral, assignment = concern.referral, concern.assignment
    age = age_on(referral.young_person.birth_date, day_of(now))
    return MovePage(
        reference=referral.reference,
        heading=heading_of(referral, actor),
        details=f"{count('an', age)}, {class_words(referral.situation)}",
        association=assignment.programme.name if assignment else "",
        acts_for=concern.acts_for,
        version=concern.version,
        needs=tuple(referral.objectives),
        candidates=tuple(candidates),
        excluded=tuple(excluded),
    )


def candidate_of(offer: Offer, why: str) -> Candidate:
    """Return an association with room, as it is offered to a manager.

    Args:
        why: the reasons it fits, or the rule it goes against.
    """
    places = offer.places
    if places.open_ended:
        room = f"{places.stated} places ou plus"
    else:
        room = f"{count('place libre', places.free, 'places libres')} sur {places.stated}"
    return Candidate(offer.programme_id, offer.programme.name, typo(f"{room}. {why}"))
