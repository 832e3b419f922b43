"""Programmes, the versions of their criteria, and the ledger of places."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Organisation
from app.capacity.rules import Count, EntryKind
from app.core.base import Base, Json, enum_by_value


class Programme(Base):
    """What an association offers in a territory, and its places.

    `taken` counts held places (proposed, accepted, started); only `capacity.service` writes it.
    """

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("territory_id", "slug"),
        CheckConstraint("taken >= 0", name="taken_is_not_negative"),
        CheckConstraint("stated >= 0", name="stated_is_not_negative"),
        CheckConstraint("open_ended OR taken <= ceiling", name="taken_stays_under_ceiling"),
        CheckConstraint("ceiling >= stated", name="ceiling_covers_stated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    stated: Mapped[int]
    open_ended: Mapped[bool] = mapped_column(default=False)
    taken: Mapped[int] = mapped_column(default=0)
    ceiling: Mapped[int]
    is_open: Mapped[bool] = mapped_column(default=True)
    rules_version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()

    @property
    def count(self) -> Count:
        """The places as the rules read them."""
        return Count(self.stated, self.taken, self.open_ended)


class ProgrammeVersion(Base):
    """The criteria and the sheet of a programme from a date on; never rewritten.

    `sheet` has the shape of one entry of `data/programmes.json`.
    """

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("programme_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    version: Mapped[int]
    sheet: Mapped[Json] = mapped_column(JSON)
    effective_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]


class CapacityEntry(Base):
    """One line of the ledger of places; append only.

    `delta_stated` moves the stated figure, `delta_taken` the places taken. `turn` counts the times
    a proposal took its place: a second time when the move that gave it back is undone.
    """

    __tablename__ = "capacity_entry"
    __table_args__ = (
        UniqueConstraint("assignment_id", "kind", "turn"),
        Index("ix_capacity_entry_history", "programme_id", "id"),
        CheckConstraint(
            "(kind = 'stated') = (assignment_id IS NULL)", name="assignment_unless_stated"
        ),
        CheckConstraint(
            "delta_taken = CASE kind WHEN 'reserved' THEN 1 WHEN 'released' THEN -1 ELSE 0 END",
            name="delta_follows_kind",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[EntryKind] = mapped_column(enum_by_value(EntryKind))
    delta_stated: Mapped[int] = mapped_column(default=0)
    delta_taken: Mapped[int] = mapped_column(default=0)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    effective_on: Mapped[date]
    created_at: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=1)
