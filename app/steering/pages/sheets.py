"""The pages of a programme's sheet: its versions, what is asked, what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor, Permission
from app.capacity.models import Programme, SheetProposal
from app.capacity.queries import get_newest_version, get_sheet
from app.capacity.rules import ProposalState
from app.capacity.sheets import Facts, read_facts
from app.core import clock
from app.core.base import Json
from app.steering.differences import Difference, list_differences
from app.steering.queries import sheets as queries
from app.steering.queries.places import get_steered
from app.steering.queries.sheets import Version

STATES: dict[ProposalState, str] = {
    ProposalState.PENDING: "À approuver",
    ProposalState.APPROVED: "Approuvée",
    ProposalState.REFUSED: "Non retenue",
    ProposalState.WITHDRAWN: "Retirée",
}


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet in force, its versions, what is asked; `changed` is what `shown` changed."""

    programme: Programme
    facts: Facts
    versions: Sequence[Version]
    in_force: int
    pending: SheetProposal | None
    shown: int
    changed: Sequence[Difference]
    today: date


@dataclass(frozen=True, slots=True)
class Editing:
    """What the form of a sheet is made from: the newest version, in force or to come."""

    programme: Programme
    sheet: Json
    version: int


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What is asked, beside the version it was made from."""

    proposal: SheetProposal
    programme: Programme
    differences: Sequence[Difference]
    state: str
    is_pending: bool
    is_outdated: bool
    may_settle: bool
    earliest: date


def read_sheet_page(slug: str, actor: Actor, version: int | None) -> SheetPage:
    """Return the sheet of a programme and its history.

    Args:
        version: the one whose changes are shown; the newest when None.

    Raises:
        NotFoundError: no such programme or version, or out of the person's reach.
    """
    programme = get_steered(slug, actor)
    versions = queries.list_versions(programme.id)
    shown = versions[0].number if version is None else version
    return SheetPage(
        programme=programme,
        facts=read_facts(get_sheet(actor.territory_id, slug).sheet),
        versions=versions,
        in_force=programme.rules_version,
        pending=queries.find_pending(programme.id),
        shown=shown,
        changed=_changes_of(programme.id, shown),
        today=clock.today(),
    )


def read_editing(slug: str, actor: Actor) -> Editing:
    """Return what the form of a sheet is made from.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    programme = get_steered(slug, actor)
    newest = get_newest_version(programme.id)
    return Editing(programme, newest.sheet, newest.version)


def read_proposal(proposal_id: int, actor: Actor) -> ProposalPage:
    """Return a sheet that was asked for.

    Raises:
        NotFoundError: absent, or out of the person's reach.
    """
    proposal = queries.get_proposal(proposal_id, actor)
    base = queries.get_version(proposal.programme_id, proposal.base_version)
    newest = get_newest_version(proposal.programme_id)
    is_pending = proposal.state is ProposalState.PENDING
    return ProposalPage(
        proposal=proposal,
        programme=proposal.programme,
        differences=list_differences(base, proposal.sheet),
        state=STATES[proposal.state],
        is_pending=is_pending,
        is_outdated=is_pending and newest.version != proposal.base_version,
        may_settle=is_pending and actor.may(Permission.APPROVE_SHEETS),
        earliest=max(newest.effective_on, clock.today()),
    )


def _changes_of(programme_id: int, version: int) -> list[Difference]:
    if version <= 1:
        queries.get_version(programme_id, version)
        return []
    before = queries.get_version(programme_id, version - 1)
    return list_differences(before, queries.get_version(programme_id, version))
