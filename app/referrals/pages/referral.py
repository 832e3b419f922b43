"""What the page of one referral holds: shapes only; `presenting` fills them."""

from dataclasses import dataclass
from datetime import date, datetime

from app.referrals.pages.acts import Acts
from app.referrals.pages.explaining import Why
from app.referrals.pages.phrases import Deadline
from app.referrals.pages.threads import Knot
from app.referrals.pages.waits import Wait
from app.referrals.statuses import Status


@dataclass(frozen=True, slots=True)
class Person:
    """An adult to talk to, at work."""

    name: str
    role: str
    organisation: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Birth date and contacts; shown once the association has accepted, and the reading logged."""

    birth_date: date
    guardian: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the association has to answer, and the version of the proposal it has on screen."""

    version: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything the page shows; what the reader may not see is not in it."""

    reference: str
    heading: str
    age: int
    class_label: str
    origin: str
    submitted_at: datetime
    status: Status
    waiting: Wait | None
    answer: Answer | None
    why: Why | None
    needs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    note: str
    identity: Identity | None
    expected: tuple[str, date] | None
    thread: tuple[Knot, ...]
    contact: Person | None
    acts: Acts
    at: datetime
