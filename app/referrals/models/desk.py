"""What is kept beside the referrals: forms and lists kept as typed, the nightly forecast."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import User
from app.core.base import Base, Json


class ReferralDraft(Base):
    """A form kept as typed, readable or not, for the organisation that typed it."""

    __tablename__ = "referral_draft"
    __table_args__ = (Index("ix_referral_draft_organisation", "organisation_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answers: Mapped[Json] = mapped_column(JSON)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ClassList(Base):
    """A list of pupils kept as typed, line by line (`list_lines.Line`), until it is sent."""

    __tablename__ = "class_list"
    __table_args__ = (Index("ix_class_list_organisation", "organisation_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    lines: Mapped[list[Json]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship()


class OfflineReturn(Base):
    """A list an association filled in away from the screen (`offline_lines.Line`), as it came back.

    It holds no name: only what was filled in, and what became of each row.
    """

    __tablename__ = "offline_return"
    __table_args__ = (Index("ix_offline_return_organisation", "organisation_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    lines: Mapped[list[Json]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship()


class TensionSnapshot(Base):
    """The expected young people and the tension of a programme, as computed on a day."""

    __tablename__ = "tension_snapshot"
    __table_args__ = (UniqueConstraint("programme_id", "computed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    computed_on: Mapped[date]
    expected: Mapped[float]
    tension: Mapped[float]
