"""The conditions the filters of the lists stand for.

The dashboard links to the lists and counts with the same conditions: the two cannot differ.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, not_, or_, select
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.auth.rules import Actor, Role
from app.capacity.models import Programme
from app.core.clock import day_start
from app.core.working_days import working_days_between
from app.referrals.mentoring import confirmed_until
from app.referrals.models import Assignment, Referral
from app.referrals.origins import KIND_STARTS, SITUATIONS_BY_STAGE
from app.referrals.queries.scope import offered_to
from app.referrals.rules import (
    ANSWER_OBJECTIVE_DAYS,
    AWAITS_ANSWER,
    NEEDS_SOMEBODY,
    AssignmentState,
    ReferralState,
    WaitReason,
)
from app.referrals.statuses import STATUS_BY_CODE, TO_ASSIGN, WAITING
from app.referrals.wanted import PLACE_TAKEN, TO_CONFIRM, WAITS, Filters

UNPLACED_AFTER_DAYS = 30
A = AssignmentState
OWN_STATES: Mapping[str, tuple[AssignmentState, ...]] = {
    "proposee": (A.PROPOSED, A.INFO_REQUESTED),
    "acceptee": (A.ACCEPTED,),
    "en_cours": (A.STARTED,),
    "terminee": (A.COMPLETED,),
    "interrompue": (A.ENDED_EARLY,),
    PLACE_TAKEN: (A.ACCEPTED, A.STARTED),
    TO_CONFIRM: (A.STARTED,),
}
"""What a status means of an association's own proposal; it sees no other status."""


def conditions(filters: Filters, today: date, actor: Actor) -> list[ColumnElement[bool]]:
    """Return what the filters ask of `Referral`, the search apart.

    To an association, a status and a delay are those of its own part.
    """
    of_codes: tuple[tuple[str, Callable[[str], ColumnElement[bool]]], ...] = (
        (filters.status, lambda code: _has_asked_status(code, today, actor)),
        (filters.stage, is_at_stage),
        (filters.programme, has_last_programme),
        (filters.origin, comes_from),
        (filters.organisation, is_referred_by),
        (filters.wait, lambda code: waits_because(WAITS[code][0])),
    )
    found = [condition(code) for code, condition in of_codes if code]
    if filters.since:
        found.append(Referral.submitted_at >= day_start(filters.since))
    if filters.until:
        found.append(Referral.submitted_at < day_start(filters.until + timedelta(days=1)))
    if filters.late:
        found.append(is_late(today, actor))
    if filters.unplaced:
        found.append(is_unplaced(today))
    return found


def is_at_stage(code: str) -> ColumnElement[bool]:
    """Return the condition of a stage of the way, by its classes and situations."""
    return Referral.situation.in_(SITUATIONS_BY_STAGE[code])


def _has_asked_status(code: str, today: date, actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.COORDINATOR:
        return _has_own_status(code, today, actor.organisation_id)
    return is_to_confirm(today) if code == TO_CONFIRM else has_status(code)


def _has_own_status(code: str, today: date, organisation_id: int) -> ColumnElement[bool]:
    own = offered_to(organisation_id).where(Assignment.state.in_(OWN_STATES.get(code, ())))
    if code == TO_CONFIRM:
        own = own.where(Assignment.expected_end <= confirmed_until(today))
    return Referral.id.in_(own)


def has_status(code: str) -> ColumnElement[bool]:
    """Return the condition of a status, or of a group of them that does not change with days."""
    if code == PLACE_TAKEN:
        return Referral.state.in_((ReferralState.ACCEPTED, ReferralState.MENTORING))
    if code == TO_ASSIGN.code:
        return needs_somebody()
    if code == WAITING.code:
        return and_(
            Referral.state == ReferralState.WAITLISTED,
            Referral.wait_reason.not_in(NEEDS_SOMEBODY),
        )
    return Referral.state == STATUS_BY_CODE[code].state


def is_to_confirm(today: date) -> ColumnElement[bool]:
    """Return the condition « accompanied, beyond the end that was expected »."""
    ends = select(Assignment.referral_id).where(
        Assignment.state == AssignmentState.STARTED,
        Assignment.expected_end <= confirmed_until(today),
    )
    return and_(Referral.state == ReferralState.MENTORING, Referral.id.in_(ends))


def needs_somebody() -> ColumnElement[bool]:
    """Return the condition « waits, and somebody of the Cité éducative has to act »."""
    return and_(
        Referral.state == ReferralState.WAITLISTED, Referral.wait_reason.in_(NEEDS_SOMEBODY)
    )


def waits_because(reason: WaitReason) -> ColumnElement[bool]:
    """Return the condition « waits, for that reason »; the state is what the index knows."""
    return and_(Referral.state == ReferralState.WAITLISTED, Referral.wait_reason == reason)


def has_last_programme(slug: str) -> ColumnElement[bool]:
    """Return the condition « its last proposal, live or not, went to that programme »."""
    later = aliased(Assignment)
    is_last = ~(
        select(later.id)
        .where(later.referral_id == Assignment.referral_id, later.id > Assignment.id)
        .correlate(Assignment)
        .exists()
    )
    return Referral.id.in_(
        select(Assignment.referral_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.slug == slug, is_last)
    )


def is_referred_by(code: str) -> ColumnElement[bool]:
    """Return the condition « sent by that organisation »; the scope says of which territory."""
    return Referral.organisation_id.in_(select(Organisation.id).where(Organisation.code == code))


def comes_from(origin: str) -> ColumnElement[bool]:
    """Return the condition of a group of prescribers, the one `origins.origin_of` tells."""
    kinds = cast(Organisation.kinds, String)
    starts = {
        code: kinds.contains(f'"{start}', autoescape=True) for code, start in KIND_STARTS.items()
    }
    codes = list(starts)
    earlier = codes[: codes.index(origin)] if origin in starts else codes
    asked = [starts[origin]] if origin in starts else []
    organisations = select(Organisation.id).where(*asked, *(not_(starts[code]) for code in earlier))
    return Referral.organisation_id.in_(organisations)


def is_late(today: date, actor: Actor) -> ColumnElement[bool]:
    """Return the condition « awaiting an answer for more than 5 working days »."""
    is_association = actor.role is Role.COORDINATOR
    asked = offered_to(actor.organisation_id) if is_association else select(Assignment.referral_id)
    late = asked.where(
        Assignment.state.in_(AWAITS_ANSWER),
        Assignment.proposed_at < day_start(first_day_in_time(today)),
    )
    return Referral.id.in_(late)


def is_unplaced(today: date) -> ColumnElement[bool]:
    """Return the condition « no solution »: to assign, declined by all, or waiting for a month."""
    before = day_start(today - timedelta(days=UNPLACED_AFTER_DAYS))
    return and_(
        Referral.state == ReferralState.WAITLISTED,
        or_(
            Referral.wait_reason.in_(NEEDS_SOMEBODY),
            Referral.waiting_since < before,
        ),
    )


def first_day_in_time(today: date) -> date:
    """Return the earliest day of proposal whose answer is not late today."""
    day = today
    while working_days_between(day - timedelta(days=1), today) <= ANSWER_OBJECTIVE_DAYS:
        day -= timedelta(days=1)
    return day
