"""Tables of people and organisations."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.auth.placing import SectorOrigin
from app.auth.rules import AccountState, ClosedKind, MailRhythm, OrganisationCategory, Role
from app.core.base import Base, enum_by_value


class Territory(Base):
    """A Cité éducative: the fence around everything else.

    `pauses_in_holidays` stops the wait for an answer during school holidays.
    """

    __tablename__ = "territory"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    pauses_in_holidays: Mapped[bool] = mapped_column(default=False)


class ClosedPeriod(Base):
    """Days on which associations are not expected to answer; the last one is included."""

    __tablename__ = "closed_period"
    __table_args__ = (
        Index("ix_closed_period_calendar", "territory_id", "starts_on", "id"),
        UniqueConstraint("territory_id", "kind", "starts_on"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    kind: Mapped[ClosedKind] = mapped_column(enum_by_value(ClosedKind))
    name: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Organisation(Base):
    """A school, a service, an association, or the Cité éducative itself.

    `kinds` holds codes of the brochure's prescribers (`college_rep_plus`, `ase`, …); `uai` is the
    school's national number; `code` identifies the others (i-milo, agency); `sector` is the part of
    the city it stands in, "" when nobody knows, and `sector_origin` who said so; coordinates are in
    degrees (WGS 84), both or none.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("territory_id", "code"),
        Index("ix_organisation_directory", "territory_id", "category", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    category: Mapped[OrganisationCategory] = mapped_column(enum_by_value(OrganisationCategory))
    name: Mapped[str] = mapped_column(String(160))
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    code: Mapped[str] = mapped_column(String(40))
    uai: Mapped[str | None] = mapped_column(String(8), unique=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(5), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(String(300), default="")
    sector: Mapped[str] = mapped_column(String(80), default="", server_default="")
    sector_origin: Mapped[SectorOrigin | None] = mapped_column(enum_by_value(SectorOrigin))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    territory: Mapped[Territory] = relationship()

    @property
    def kind_codes(self) -> frozenset[str]:
        """The kinds as a set, ready for the rules."""
        return frozenset(self.kinds)

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it stands: longitude, latitude."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude


class PriorityDistrict(Base):
    """A priority district (QPV): `shape` is the coordinates of a GeoJSON MultiPolygon."""

    __tablename__ = "priority_district"
    __table_args__ = (UniqueConstraint("territory_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))
    shape: Mapped[list[Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(300))
    imported_at: Mapped[datetime]


class User(Base):
    """A person; rights come from memberships, read again at each request."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    job_title: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    mail_rhythm: Mapped[MailRhythm] = mapped_column(
        enum_by_value(MailRhythm), default=MailRhythm.AT_ONCE
    )

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.id"
    )


class Membership(Base):
    """The role of a person in an organisation; `week_told` is the last Monday a point was sent."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_by_value(Role))
    is_active: Mapped[bool] = mapped_column(default=True)
    week_told: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()

    @property
    def state(self) -> AccountState:
        """Whether the role lets its person in; invited until they choose a password."""
        if not (self.user.is_active and self.is_active):
            return AccountState.CLOSED
        return AccountState.OPEN if self.user.password_hash else AccountState.INVITED


class UserSession(Base):
    """One signed-in browser. Only the SHA-256 of its token is kept; deleting the row signs out."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)

    membership: Mapped[Membership] = relationship()


class OneTimeToken(Base):
    """An invitation or a password reset: hashed, used once, for one person."""

    __tablename__ = "one_time_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class KeptNews(Base):
    """News for somebody who reads one mail a day: its subject and where it leads, until then."""

    __tablename__ = "kept_news"
    __table_args__ = (Index("ix_kept_news_reader", "user_id", "created_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    subject: Mapped[str] = mapped_column(String(200))
    link: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class SignInFailure(Base):
    """Failed attempts per account or address, counted in the base: workers share the count."""

    __tablename__ = "sign_in_failure"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    first_failed_at: Mapped[datetime]
    last_failed_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]
