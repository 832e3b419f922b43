"""Sheets asked for, and the versions of a programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.auth.models import User
from app.auth.rules import Actor, Role
from app.capacity.models import Programme, ProgrammeVersion, SheetProposal
from app.capacity.rules import ProposalState
from app.core import clock
from app.core.base import Json
from app.core.db import db
from app.core.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a sheet; `author` is None for what the brochure said."""

    number: int
    effective_on: date
    author: str | None
    created_at: datetime

    def is_given_up(self, versions: Iterable["Version"]) -> bool:
        """Whether a newer version counts from an earlier day: this one never will."""
        return any(
            one.number > self.number and one.effective_on < self.effective_on for one in versions
        )

    def is_to_come(self, versions: Iterable["Version"]) -> bool:
        """Whether it will count from a day that has not come."""
        return self.effective_on > clock.today() and not self.is_given_up(versions)


def list_versions(programme_id: int) -> Sequence[Version]:
    """Return the versions of a programme, newest first."""
    rows = db.session.execute(
        select(
            ProgrammeVersion.version,
            ProgrammeVersion.effective_on,
            User.name,
            ProgrammeVersion.created_at,
        )
        .outerjoin(User, User.id == ProgrammeVersion.author_id)
        .where(ProgrammeVersion.programme_id == programme_id)
        .order_by(ProgrammeVersion.version.desc())
    )
    return [Version(*row) for row in rows]


def get_version(programme_id: int, number: int) -> Json:
    """Return the sheet of one version.

    Raises:
        NotFoundError: no such version.
    """
    sheet = db.session.scalars(
        select(ProgrammeVersion.sheet).where(
            ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.version == number
        )
    ).one_or_none()
    if sheet is None:
        raise NotFoundError
    return sheet


def find_pending(programme_id: int) -> SheetProposal | None:
    """Return the sheet asked for a programme that awaits an answer, if there is one."""
    return db.session.scalars(
        select(SheetProposal)
        .where(
            SheetProposal.programme_id == programme_id,
            SheetProposal.state == ProposalState.PENDING,
        )
        .options(joinedload(SheetProposal.author))
    ).one_or_none()


def find_successor(proposal: SheetProposal) -> int | None:
    """Return the number of the sheet asked for in the place of another, if that is what ended it.

    Both were written at the very same instant (`capacity.service.propose_sheet`).
    """
    return db.session.scalars(
        select(SheetProposal.id).where(
            SheetProposal.programme_id == proposal.programme_id,
            SheetProposal.id > proposal.id,
            SheetProposal.created_at == proposal.settled_at,
        )
    ).first()


def list_pending(actor: Actor) -> Sequence[SheetProposal]:
    """Return the sheets that await an answer within a person's reach, the oldest first."""
    return db.session.scalars(
        _within_reach(actor)
        .where(SheetProposal.state == ProposalState.PENDING)
        .order_by(SheetProposal.created_at, SheetProposal.id)
    ).all()


def get_proposal(proposal_id: int, actor: Actor) -> SheetProposal:
    """Return a sheet that was asked for.

    Raises:
        NotFoundError: absent, or out of the person's reach.
    """
    found = db.session.scalars(
        _within_reach(actor)
        .where(SheetProposal.id == proposal_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def _within_reach(actor: Actor) -> Select[SheetProposal]:
    statement = (
        select(SheetProposal)
        .join(Programme, Programme.id == SheetProposal.programme_id)
        .where(Programme.territory_id == actor.territory_id)
        .options(
            joinedload(SheetProposal.author),
            joinedload(SheetProposal.settled_by),
            joinedload(SheetProposal.programme),
        )
    )
    if actor.role is Role.COORDINATOR:
        statement = statement.where(Programme.organisation_id == actor.organisation_id)
    return statement
