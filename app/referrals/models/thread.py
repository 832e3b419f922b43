"""The thread people read: every move of a referral, and what each changed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Organisation, User
from app.core.base import Base, Json
from app.referrals.models.referral import Assignment


class ThreadEntry(Base):
    """One knot of the thread people read: who, what, when, why, in their words. Append only.

    `reason` is a code of the kind's reasons; `on_behalf_id` the association a manager acted for;
    `before` how things stood, for what can be undone; `undoes_id` the entry this one takes back.
    """

    __tablename__ = "thread_entry"
    __table_args__ = (Index("ix_thread_entry_referral", "referral_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(40), default="")
    on_behalf_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    before: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("thread_entry.id"), unique=True)

    actor: Mapped[User | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=[organisation_id])
    on_behalf: Mapped[Organisation | None] = relationship(foreign_keys=[on_behalf_id])
    assignment: Mapped[Assignment | None] = relationship()
