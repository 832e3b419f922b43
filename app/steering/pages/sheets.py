"""The pages of a programme's sheet: its versions, what is asked, what it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor, Permission
from app.capacity.models import Programme, SheetProposal
from app.capacity.queries import get_newest_version, get_sheet
from app.capacity.rules import ProposalState
from app.capacity.sheets import Facts, read_facts
from app.core import clock
from app.core.base import Json
from app.core.formats import date_text
from app.core.typography import of_person
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
    """The sheet in force, its versions, what is asked; `changed` is what `shown` changed.

    `states` are words beside the number of a version; `to_come` is the last one still to come, when
    the person may give it up.
    """

    programme: Programme
    facts: Facts
    versions: Sequence[Version]
    states: Mapping[int, str]
    to_come: int | None
    pending: SheetProposal | None
    shown: int
    changed: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Editing:
    """What the form of a sheet is made from: the newest version, in force or to come.

    `pending` is what sending the form would replace.
    """

    programme: Programme
    sheet: Json
    version: int
    pending: SheetProposal | None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What is asked, beside the version it was made from; `successor` is what replaced it."""

    proposal: SheetProposal
    programme: Programme
    differences: Sequence[Difference]
    state: str
    successor: int | None
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
    may_give_up = actor.may(Permission.APPROVE_SHEETS) and versions[0].is_to_come(versions)
    return SheetPage(
        programme=programme,
        facts=read_facts(get_sheet(actor.territory_id, slug).sheet),
        versions=versions,
        states=_states_of(programme, versions),
        to_come=versions[0].number if may_give_up else None,
        pending=queries.find_pending(programme.id),
        shown=shown,
        changed=_changes_of(programme.id, versions, shown),
    )


def read_editing(slug: str, actor: Actor) -> Editing:
    """Return what the form of a sheet is made from.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    programme = get_steered(slug, actor)
    newest = get_newest_version(programme.id)
    pending = queries.find_pending(programme.id)
    return Editing(programme, newest.sheet, newest.version, pending)


def approved_words(day: date) -> str:
    """Return what is said once a sheet is approved for a day."""
    when = f"à partir du {date_text(day)}" if day > clock.today() else "dès aujourd’hui"
    return f"La nouvelle fiche est approuvée, en vigueur {when}."


def read_proposal(proposal_id: int, actor: Actor) -> ProposalPage:
    """Return a sheet that was asked for.

    Raises:
        NotFoundError: absent, or out of the person's reach.
    """
    proposal = queries.get_proposal(proposal_id, actor)
    base = queries.get_version(proposal.programme_id, proposal.base_version)
    newest = get_newest_version(proposal.programme_id)
    is_pending = proposal.state is ProposalState.PENDING
    successor = None if is_pending else queries.find_successor(proposal)
    return ProposalPage(
        proposal=proposal,
        programme=proposal.programme,
        differences=list_differences(base, proposal.sheet),
        state=_state_words(proposal, successor),
        successor=successor,
        is_pending=is_pending,
        is_outdated=is_pending and newest.version != proposal.base_version,
        may_settle=is_pending and actor.may(Permission.APPROVE_SHEETS),
        earliest=max(newest.effective_on, clock.today()),
    )


def _state_words(proposal: SheetProposal, successor: int | None) -> str:
    said, who = STATES[proposal.state], proposal.settled_by
    if who is None or proposal.settled_at is None:
        return said
    day = date_text(proposal.settled_at)
    if successor is not None:
        return f"Remplacée le {day} par la proposition {of_person(who.name)}"
    return f"{said} par {who.name} le {day}"


def _states_of(programme: Programme, versions: Sequence[Version]) -> dict[int, str]:
    states = {one.number: "abandonnée" for one in versions if one.is_given_up(versions)}
    states |= {one.number: "à venir" for one in versions if one.is_to_come(versions)}
    return states | {programme.rules_version: "en vigueur"}


def _changes_of(programme_id: int, versions: Sequence[Version], shown: int) -> list[Difference]:
    """Return what a version changed of the one before it, versions given up left out."""
    after = queries.get_version(programme_id, shown)
    day = next(one.effective_on for one in versions if one.number == shown)
    earlier = [one for one in versions if one.number < shown and one.effective_on <= day]
    if not earlier:
        return []
    before = queries.get_version(programme_id, max(one.number for one in earlier))
    return list_differences(before, after)
