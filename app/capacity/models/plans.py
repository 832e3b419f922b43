"""What is decided for programmes and not done yet: figures to come, days of closure, sheets."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import User
from app.capacity.models.programme import Programme
from app.capacity.rules import PlanState, ProposalState
from app.core.base import Base, Json, enum_by_value


class PlannedStatement(Base):
    """A figure stated for a day to come; the clock writes it in the ledger on that day."""

    __tablename__ = "planned_statement"
    __table_args__ = (
        Index(
            "uq_planned_statement_day",
            "programme_id",
            "effective_on",
            unique=True,
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        Index("ix_planned_statement_due", "state", "effective_on", "id"),
        CheckConstraint("stated >= 0", name="stated_is_not_negative"),
        CheckConstraint("(state = 'planned') = (settled_at IS NULL)", name="settled_iff_over"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    stated: Mapped[int]
    open_ended: Mapped[bool]
    effective_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    state: Mapped[PlanState] = mapped_column(enum_by_value(PlanState))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    author: Mapped[User] = relationship(foreign_keys=[author_id])
    programme: Mapped[Programme] = relationship()


class Closure(Base):
    """Days on which a programme takes nobody new; without a last day, until it is opened again.

    `Programme.is_open` follows it; the ledger tells when it did.
    """

    __tablename__ = "closure"
    __table_args__ = (
        Index("ix_closure_programme", "programme_id", "starts_on", "id"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="ends_after_it_starts"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by_id IS NULL)", name="somebody_cancels"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    author: Mapped[User] = relationship(foreign_keys=[author_id])
    programme: Mapped[Programme] = relationship()


class SheetProposal(Base):
    """Another sheet asked for a programme; approved, it becomes a version from a day on.

    `base_version` is the version it was written from; `sheet` has the shape of a version's.
    """

    __tablename__ = "sheet_proposal"
    __table_args__ = (
        Index(
            "uq_sheet_proposal_pending",
            "programme_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_sheet_proposal_history", "programme_id", "id"),
        CheckConstraint("(state = 'pending') = (settled_at IS NULL)", name="settled_iff_over"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    base_version: Mapped[int]
    sheet: Mapped[Json] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(200), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    state: Mapped[ProposalState] = mapped_column(enum_by_value(ProposalState))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str] = mapped_column(String(200), default="")

    author: Mapped[User] = relationship(foreign_keys=[author_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])
    programme: Mapped[Programme] = relationship()
