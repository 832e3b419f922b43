"""The link of a mail that lets one person answer one proposal: what is signed in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.core import clock
from app.referrals.errors import DeadLinkError
from app.referrals.models import Assignment

LINK_LIFE = timedelta(days=7)  # source: spec/screens.md, B.2
SALT = "answer-link"  # a signature made for anything else opens nothing here
LONGEST = 400  # characters; ours have about 150


@dataclass(frozen=True, slots=True)
class Claim:
    """What a genuine link says: which proposal, who, under which key, since when."""

    assignment_id: int
    membership_id: int
    key: str
    issued_at: datetime

    @property
    def is_old(self) -> bool:
        """Whether its seven days are over."""
        return clock.now() - self.issued_at >= LINK_LIFE


def sign_link(assignment: Assignment, membership_id: int) -> str:
    """Return the last part of the address that lets somebody answer a proposal."""
    issued_at = int(clock.now().timestamp())
    return _serializer().dumps([assignment.id, membership_id, assignment.answer_key, issued_at])


def read_link(token: str) -> Claim:
    """Return what a link says, once its signature is checked.

    Raises:
        DeadLinkError: we did not sign it.
    """
    try:
        assignment_id, membership_id, key, issued_at = _serializer().loads(token[:LONGEST])
    except BadData as error:
        raise DeadLinkError from error
    return Claim(assignment_id, membership_id, key, datetime.fromtimestamp(issued_at, UTC))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)
