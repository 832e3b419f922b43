"""Programmes, and the versions of their criteria."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Organisation
from app.capacity.rules import Count
from app.core.base import Base, Json


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

    `sheet` has the shape of one entry of `data/programmes.json`. The versions of a programme take
    effect in their order: one that counts before another it follows gives that other up.
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
