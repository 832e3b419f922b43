"""Two referrals of two organisations that seem to be of one young person."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import User
from app.core.base import Base, enum_by_value
from app.referrals.models.referral import Referral
from app.referrals.suspicions import SuspicionState


class Suspicion(Base):
    """A likeness the managers settle; `earlier` was sent before `later`.

    `score` (0.0 to 1.0) and `agreed` (codes of `likeness.Agreement`) are those of the day it was
    raised; `kept_id` is the referral that goes on once merged.
    """

    __tablename__ = "suspicion"
    __table_args__ = (
        UniqueConstraint("earlier_id", "later_id"),
        Index("ix_suspicion_by_state", "territory_id", "state", "raised_at", "id"),
        CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)"
            " AND (state = 'open') = (decided_by_id IS NULL)",
            name="decided_unless_open",
        ),
        CheckConstraint("(state = 'merged') = (kept_id IS NOT NULL)", name="kept_iff_merged"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    later_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    score: Mapped[float]
    agreed: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[SuspicionState] = mapped_column(enum_by_value(SuspicionState))
    raised_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))

    earlier: Mapped[Referral] = relationship(foreign_keys=[earlier_id])
    later: Mapped[Referral] = relationship(foreign_keys=[later_id])
    decided_by: Mapped[User | None] = relationship()
