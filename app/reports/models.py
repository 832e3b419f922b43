"""The workbooks people asked for: large ones and those with names."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Membership
from app.core.base import Base, Json, enum_by_value
from app.reports.rules import LONGEST_REASON, ExportState


class ExportRequest(Base):
    """A workbook somebody asked for, who may take it for an hour, alone.

    `query` asks for it again: codes and days, never a name. `reason` is why names are in it, kept
    here because the audit trail holds no free text. `file` names what the worker writes, another
    one at each try; it is "" for a small workbook, made when it is taken and never stored. A
    worker says that it lives by `beat_at`.
    """

    __tablename__ = "export_request"
    __table_args__ = (
        Index("ix_export_request_to_make", "state", "id"),
        CheckConstraint("with_names = (reason <> '')", name="names_need_a_reason"),
        CheckConstraint("rows_done >= 0", name="rows_done_is_not_negative"),
        CheckConstraint("state <> 'ready' OR expires_at IS NOT NULL", name="ready_for_a_while"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    query: Mapped[Json] = mapped_column(JSON)
    name: Mapped[str] = mapped_column(String(120))
    with_names: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    state: Mapped[ExportState] = mapped_column(enum_by_value(ExportState))
    rows: Mapped[int]
    rows_done: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    file: Mapped[str] = mapped_column(String(43), default="")
    beat_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    taken_at: Mapped[datetime | None]

    membership: Mapped[Membership] = relationship()
