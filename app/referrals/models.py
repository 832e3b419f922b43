"""Young people, referrals, proposals, the thread, drafts, class lists, the nightly tension."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.models import Organisation, User
from app.capacity.models import Programme
from app.core.base import Base, Json, enum_by_value
from app.referrals.reasons import DeclineReason
from app.referrals.rules import AssignmentState, ReferralState, WaitReason

_LIVE = "state IN ('proposed', 'info_requested', 'accepted', 'started')"


class YoungPerson(Base):
    """Identity and contacts: kept apart, so that they can be read, logged and erased apart."""

    __tablename__ = "young_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(170), index=True)
    birth_date: Mapped[date]
    guardian_name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")


class Referral(Base):
    """What a prescriber asks for one young person. `level` and the like feed the matching."""

    __tablename__ = "referral"
    __table_args__ = (
        UniqueConstraint("organisation_id", "submission_key"),
        Index("ix_referral_by_organisation", "organisation_id", "submitted_at", "id"),
        Index("ix_referral_by_state", "territory_id", "state", "submitted_at", "id"),
        CheckConstraint(
            "(state = 'waitlisted') = (wait_reason IS NOT NULL)", name="reason_iff_waitlisted"
        ),
        CheckConstraint(
            "(state = 'waitlisted') = (waiting_since IS NOT NULL)", name="since_iff_waitlisted"
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
    """A proposal to one association. `decision` is what the engine saw and said, replayable."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_live_referral",
            "referral_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index("ix_assignment_to_answer", "programme_id", "state", "deadline", "id"),
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


class ThreadEntry(Base):
    """One knot of the thread people read: who, what, when, in their words. Append only."""

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

    actor: Mapped[User | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    assignment: Mapped[Assignment | None] = relationship()


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


class TensionSnapshot(Base):
    """The expected young people and the tension of a programme, as computed on a day."""

    __tablename__ = "tension_snapshot"
    __table_args__ = (UniqueConstraint("programme_id", "computed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    computed_on: Mapped[date]
    expected: Mapped[float]
    tension: Mapped[float]
