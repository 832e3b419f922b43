"""States of a referral and of an assignment, ages, deadlines: pure.

Source: spec/lifecycle.md.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ANYHOW = "indifferent"  # the wish of meetings that excludes none
ANSWER_DEADLINE_DAYS = 10  # working days, then the place is given back
VERSIONS_APART = 1_000  # between two proposals of a referral; one moves a few times at most
REMINDED_WITH_DAYS_LEFT = (7, 3)  # working days: after three, then after seven of the ten
ANSWER_OBJECTIVE_DAYS = 5  # working days, what dashboards measure
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L
REFERENCE_LENGTH = 6
ADULT_AGE = 18


class ReferralState(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    WAITLISTED = "waitlisted"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    MENTORING = "mentoring"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    WITHDRAWN = "withdrawn"
    CLOSED_UNPLACED = "closed_unplaced"


class WaitReason(StrEnum):
    """Why a referral waits."""

    NO_PLACE_LEFT = "no_place_left"
    NO_ELIGIBLE_ASSOCIATION = "no_eligible_association"
    ALL_DECLINED = "all_declined"
    AWAITING_AGREEMENT = "awaiting_agreement"


NEEDS_SOMEBODY = frozenset({WaitReason.NO_ELIGIBLE_ASSOCIATION, WaitReason.ALL_DECLINED})
"""The waits no rule can end: somebody of the Cité éducative has to."""


class AssignmentState(StrEnum):
    """Where a proposal to one association stands."""

    PROPOSED = "proposed"
    INFO_REQUESTED = "info_requested"
    ACCEPTED = "accepted"
    STARTED = "started"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    DECLINED = "declined"
    EXPIRED = "expired"
    RECALLED = "recalled"
    TRANSFERRED = "transferred"


HOLDS_A_PLACE = frozenset(
    {
        AssignmentState.PROPOSED,
        AssignmentState.INFO_REQUESTED,
        AssignmentState.ACCEPTED,
        AssignmentState.STARTED,
    }
)
AWAITS_ANSWER = frozenset({AssignmentState.PROPOSED, AssignmentState.INFO_REQUESTED})
GAVE_UP = frozenset(
    {
        AssignmentState.DECLINED,
        AssignmentState.EXPIRED,
        AssignmentState.ENDED_EARLY,
        AssignmentState.TRANSFERRED,
    }
)
"""Who had the referral and did not keep it: not asked again by itself."""
SEES_IDENTITY = frozenset({AssignmentState.ACCEPTED, AssignmentState.STARTED})
WAS_ACCEPTED = SEES_IDENTITY | {
    AssignmentState.COMPLETED,
    AssignmentState.ENDED_EARLY,
    AssignmentState.TRANSFERRED,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a prescriber says of one young person: every field read and checked by the form.

    `objectives` are need codes of `data/programmes.json`; `meeting` is a code of
    `matching.Profile`; `qpv` is None for « Je ne sais pas »; `confirmed` and `wish` are programme
    slugs; `submission_key` makes a double click one referral; `draft_reference` names the draft
    that sending ends; `seen` are the codes of the doubts the person was shown.
    """

    first_name: str
    last_name: str
    birth_date: date
    situation: str
    qpv: bool | None
    objectives: frozenset[str]
    meeting: str
    note: str
    guardian_name: str
    phone: str
    email: str
    school_id: int | None
    wish: str | None
    confirmed: frozenset[str]
    submission_key: str
    draft_reference: str | None = None
    seen: frozenset[str] = frozenset()


def age_on(birth_date: date, day: date) -> int:
    """Return the age in whole years on that day; a birthday on 29 February counts on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def is_adult(birth_date: date, day: date) -> bool:
    """Return whether a person decides alone on that day, without a holder of parental authority."""
    return age_on(birth_date, day) >= ADULT_AGE


def wait_reason(eligible: int, declined: int) -> WaitReason:
    """Return why a referral without a proposal waits.

    Args:
        eligible: associations whose criteria fit, those that declined left out.
        declined: associations whose criteria fit and that declined.
    """
    if eligible:
        return WaitReason.NO_PLACE_LEFT
    return WaitReason.ALL_DECLINED if declined else WaitReason.NO_ELIGIBLE_ASSOCIATION


def first_version(rank: int) -> int:
    """Return the version a proposal begins with: no other of its referral ever has it.

    So that a form shown for one proposal, and sent late, never moves the next one.

    Args:
        rank: 1 for the first proposal of the referral.
    """
    return rank * VERSIONS_APART


def reminders_due(days_left: int, sent: int) -> int:
    """Return how many reminders an association should have had: 0, 1 or 2, never fewer than sent.

    Two that are late are one reminder: the number jumps.

    Args:
        days_left: working days left to answer, today not counted.
        sent: reminders sent so far.
    """
    return max(sent, sum(days_left <= limit for limit in REMINDED_WITH_DAYS_LEFT))
