"""The audit trail: every act ends with `record`."""

from typing import Any, Protocol

from app.core import clock
from app.core.db import db
from app.core.models import AuditEvent


class Author(Protocol):
    """Whoever acts: the ids of a person and of the organisation they act for."""

    @property
    def user_id(self) -> int:
        """The person."""
        ...

    @property
    def organisation_id(self) -> int:
        """The organisation they act for."""
        ...


def record(
    action: str, actor: Author | None, subject_type: str, subject: str, **changes: Any
) -> None:
    """Append one event to the trail, in the transaction of the act it tells.

    Args:
        action: `noun.verb` in the past tense, e.g. `referral.submitted`.
        actor: None when the system itself acted.
        subject_type: the kind of thing, e.g. `referral`.
        subject: its public reference.
        changes: JSON values; never a name, a contact or a free text.
    """
    db.session.add(
        AuditEvent(
            at=clock.now(),
            action=action,
            actor_id=actor.user_id if actor else None,
            organisation_id=actor.organisation_id if actor else None,
            subject_type=subject_type,
            subject=subject,
            changes=changes,
        )
    )
