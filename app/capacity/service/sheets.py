"""Another sheet for a programme: asked, then a version from a day on. Joins the caller's act."""

from datetime import date, datetime

from sqlalchemy import select

from app.capacity.models import Programme, ProgrammeVersion, SheetProposal
from app.capacity.queries import get_newest_version
from app.capacity.rules import ProposalState
from app.core import clock
from app.core.base import Json
from app.core.db import db


def propose_sheet(
    programme_id: int, base_version: int, sheet: Json, note: str, author_id: int
) -> SheetProposal:
    """Ask for another sheet; it takes the place of the one that was asked for and not settled."""
    pending = select(SheetProposal).where(
        SheetProposal.programme_id == programme_id, SheetProposal.state == ProposalState.PENDING
    )
    now = clock.now()
    for one in db.session.scalars(pending):
        # At the very instant of its successor: this tells that it was replaced.
        settle_proposal(one, ProposalState.WITHDRAWN, author_id, at=now)
    db.session.flush()
    proposal = SheetProposal(
        programme_id=programme_id,
        base_version=base_version,
        sheet=sheet,
        note=note,
        author_id=author_id,
        created_at=now,
        state=ProposalState.PENDING,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def settle_proposal(
    proposal: SheetProposal,
    state: ProposalState,
    actor_id: int,
    answer: str = "",
    at: datetime | None = None,
) -> None:
    """End what was asked: approved, refused with an answer, or withdrawn; now unless told when."""
    proposal.state, proposal.answer = state, answer
    proposal.settled_at, proposal.settled_by_id = at or clock.now(), actor_id


def add_version(proposal: SheetProposal, effective_on: date) -> ProgrammeVersion:
    """Make a version of what was asked, from a day on; `follow_versions` puts it in force."""
    return _append(proposal.programme_id, proposal.sheet, effective_on, proposal.author_id)


def give_up_versions(programme: Programme, on: date, author_id: int) -> ProgrammeVersion:
    """Give up the versions to come: the sheet in force becomes the newest version, from a day on.

    Nothing is rewritten: a version whose day comes later than its follower's is never the newest
    whose day has come.
    """
    in_force = db.session.scalars(
        select(ProgrammeVersion).where(
            ProgrammeVersion.programme_id == programme.id,
            ProgrammeVersion.version == programme.rules_version,
        )
    ).one()
    return _append(programme.id, in_force.sheet, on, author_id)


def follow_versions(programme: Programme, on: date) -> bool:
    """Put in force the newest version whose day has come.

    Returns:
        Whether another one was in force until now.
    """
    due = db.session.scalars(
        select(ProgrammeVersion.version)
        .where(ProgrammeVersion.programme_id == programme.id, ProgrammeVersion.effective_on <= on)
        .order_by(ProgrammeVersion.version.desc())
        .limit(1)
    ).one_or_none()
    if due is None or due <= programme.rules_version:
        return False
    programme.rules_version = due
    db.session.flush()
    return True


def _append(programme_id: int, sheet: Json, effective_on: date, author_id: int) -> ProgrammeVersion:
    version = ProgrammeVersion(
        programme_id=programme_id,
        version=get_newest_version(programme_id).version + 1,
        sheet=sheet,
        effective_on=effective_on,
        author_id=author_id,
        created_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    return version
