"""Technical tables: the audit trail and the outbox."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.base import Base, Json


class AuditEvent(Base):
    """Something that happened: who, what, on what, when. Append only; never a name of a minor."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_type", "subject", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None]
    subject_type: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    changes: Mapped[Json] = mapped_column(JSON, default=dict)


class OutboxMessage(Base):
    """A mail to send, written in the transaction that causes it; delivered after its commit.

    `html` says the same as `body` and is erased with it. The text of a message that is `read_once`,
    because it holds a link of one person's own, goes once sent.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_waiting", "sent_at", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(200))
    sent_at: Mapped[datetime | None]
    read_once: Mapped[bool] = mapped_column(default=False)
    html: Mapped[str] = mapped_column(Text, default="")


class RateCount(Base):
    """Hits of one rate limit in its window: in the base, so that all workers share the count."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[float] = mapped_column(index=True)
