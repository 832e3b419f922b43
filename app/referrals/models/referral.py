"""Young people, referrals, proposals, and what a waiting referral could go to."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Organisation, User
from app.auth.tokens import new_token
from app.capacity.models import Programme
from app.core.base import Base, Json, enum_by_value
from app.referrals.endings import (
    CloseReason,
    Completion,
    EndReason,
    Modality,
    WithdrawReason,
)
from app.referrals.reasons import DeclineReason
from app.referrals.rules import AssignmentState, ReferralState, WaitReason

if TYPE_CHECKING:
    from app.referrals.models.thread import ThreadEntry

_LIVE = "state IN ('proposed', 'info_requested', 'accepted', 'started') AND NOT pending_transfer"


class YoungPerson(Base):
    """Identity and contacts: kept apart, so that they can be read, logged and erased apart.

    `name_key` and `sound_key` are made of the name, and change with it.
    """

    __tablename__ = "young_person"
    __table_args__ = (Index("ix_young_person_sound", "sound_key", "birth_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(170), index=True)
    birth_date: Mapped[date] = mapped_column(index=True)
    guardian_name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    sound_key: Mapped[str] = mapped_column(String(170), default="")


class Referral(Base):
    """What a prescriber asks for one young person. `level` and the like feed the matching."""

    __tablename__ = "referral"
    __table_args__ = (
        UniqueConstraint("organisation_id", "submission_key"),
        Index("ix_referral_by_organisation", "organisation_id", "submitted_at", "id"),
        Index("ix_referral_by_territory", "territory_id", "submitted_at", "id"),
        Index("ix_referral_by_state", "territory_id", "state", "submitted_at", "id"),
        CheckConstraint(
            "(state = 'waitlisted') = (wait_reason IS NOT NULL)", name="reason_iff_waitlisted"
        ),
        CheckConstraint(
            "(state = 'waitlisted') = (waiting_since IS NOT NULL)", name="since_iff_waitlisted"
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (withdraw_reason IS NOT NULL)", name="why_iff_withdrawn"
        ),
        CheckConstraint(
            "(state = 'closed_unplaced') = (close_reason IS NOT NULL)", name="why_iff_closed"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(6), unique=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[ReferralState] = mapped_column(enum_by_value(ReferralState))
    wait_reason: Mapped[WaitReason | None] = mapped_column(enum_by_value(WaitReason))
    waiting_since: Mapped[datetime | None]
    situation: Mapped[str] = mapped_column(String(20))
    qpv: Mapped[bool | None]
    objectives: Mapped[list[str]] = mapped_column(JSON)
    meeting: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500), default="")
    wish: Mapped[str | None] = mapped_column(String(40))
    confirmed: Mapped[list[str]] = mapped_column(JSON, default=list)
    agreement_at: Mapped[datetime]
    submission_key: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    withdraw_reason: Mapped[WithdrawReason | None] = mapped_column(enum_by_value(WithdrawReason))
    close_reason: Mapped[CloseReason | None] = mapped_column(enum_by_value(CloseReason))
    priority_at: Mapped[datetime | None]
    priority_reason: Mapped[str] = mapped_column(String(200), default="")
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a class dict

    young_person: Mapped[YoungPerson] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    school: Mapped[Organisation | None] = relationship(foreign_keys=[school_id])
    author: Mapped[User] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="referral", order_by="Assignment.id"
    )
    thread: Mapped[list["ThreadEntry"]] = relationship(order_by="ThreadEntry.id")


class Assignment(Base):
    """A proposal to one association. `decision` is what the engine saw and said, replayable.

    While a question is open, `days_left` working days of the wait remain, and the clock starts
    again after `paused_until`. A `pending_transfer` is a second proposal, to whom the place of
    `transfers_id` goes once accepted. `outcomes` are the closing answers: {"questions": {code:
    answer}, "needs": {code: outcome}}. `answer_key` is
    signed in the links that answer by mail; another key ends them all.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_live_referral",
            "referral_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index(
            "uq_assignment_pending_transfer",
            "referral_id",
            unique=True,
            sqlite_where=text("pending_transfer"),
            postgresql_where=text("pending_transfer"),
        ),
        Index("ix_assignment_to_answer", "programme_id", "state", "deadline", "id"),
        Index("ix_assignment_by_state", "state", "proposed_at", "referral_id"),
        Index("ix_assignment_to_confirm", "state", "expected_end", "id"),
        CheckConstraint(
            "(state = 'declined') = (decline_reason IS NOT NULL)", name="reason_iff_declined"
        ),
        CheckConstraint(
            "(state = 'proposed') = (deadline IS NOT NULL)", name="deadline_iff_proposed"
        ),
        CheckConstraint(
            "state = 'transferred' OR"
            " (started_on IS NOT NULL) = (state IN ('started', 'completed', 'ended_early'))",
            name="start_iff_started",
        ),
        CheckConstraint(
            "(started_on IS NULL) = (expected_end IS NULL)"
            " AND (started_on IS NULL) = (modality IS NULL)",
            name="start_is_whole",
        ),
        CheckConstraint(
            "(state = 'info_requested') = (days_left IS NOT NULL)"
            " AND (state = 'info_requested') = (paused_until IS NOT NULL)",
            name="pause_iff_asked",
        ),
        CheckConstraint(
            "NOT pending_transfer OR (transfers_id IS NOT NULL"
            " AND state IN ('proposed', 'info_requested'))",
            name="transfer_awaits_an_answer",
        ),
        CheckConstraint(
            "(state IN ('completed', 'ended_early')) = (ended_on IS NOT NULL)"
            " AND (state = 'completed') = (completion IS NOT NULL)"
            " AND (state = 'ended_early') = (end_reason IS NOT NULL)",
            name="end_iff_ended",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    state: Mapped[AssignmentState] = mapped_column(enum_by_value(AssignmentState))
    proposed_at: Mapped[datetime]
    deadline: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answer_days: Mapped[int | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(enum_by_value(DeclineReason))
    decline_note: Mapped[str] = mapped_column(String(500), default="")
    started_on: Mapped[date | None]
    decision: Mapped[Json] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    reminders: Mapped[int] = mapped_column(default=0)
    days_left: Mapped[int | None]
    paused_until: Mapped[date | None]
    transfers_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    pending_transfer: Mapped[bool] = mapped_column(default=False)
    modality: Mapped[Modality | None] = mapped_column(enum_by_value(Modality))
    expected_end: Mapped[date | None]
    ended_on: Mapped[date | None]
    completion: Mapped[Completion | None] = mapped_column(enum_by_value(Completion))
    end_reason: Mapped[EndReason | None] = mapped_column(enum_by_value(EndReason))
    outcomes: Mapped[Json] = mapped_column(JSON, default=dict)
    answer_key: Mapped[str] = mapped_column(String(43), default=new_token)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a class dict

    referral: Mapped[Referral] = relationship(back_populates="assignments")
    programme: Mapped[Programme] = relationship()
    answered_by: Mapped[User | None] = relationship()


class WaitingOption(Base):
    """An association a waiting referral could go to; present only while it waits."""

    __tablename__ = "waiting_option"
    __table_args__ = (Index("ix_waiting_option_programme", "programme_id", "referral_id"),)

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), primary_key=True)
