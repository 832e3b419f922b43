"""Another sheet for a programme: asked by the association, approved by a manager, from a day on."""

from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.models import Programme, ProgrammeVersion, SheetProposal
from app.capacity.queries import get_newest_version, get_sheet
from app.capacity.rules import ProposalState, Statement
from app.core import audit, clock
from app.core.base import Json
from app.core.db import transactional
from app.core.errors import NotFoundError
from app.core.formats import date_text, datetime_text
from app.core.typography import of_person, typo
from app.matching import programme_from_data
from app.referrals.service.relisting import foresee, relist
from app.steering.differences import list_differences
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.sheets import find_pending, get_proposal, get_version, list_versions
from app.steering.rules import effect_of
from app.steering.service.acting import hold, require_day_to_come, tell_other_side

OUTDATED = "La fiche a changé depuis cette demande. Refaites-la à partir de la fiche d’aujourd’hui."
STALE = (
    "La fiche a changé pendant ce temps ({what}). Ce que vous avez écrit est gardé : relisez-le, "
    "puis proposez de nouveau."
)
IN_FORCE = "Cette version a déjà pris effet : proposez une modification de la fiche."


@dataclass(frozen=True, slots=True)
class Impact:
    """What other criteria would change for those who wait, in referrals.

    `opened` become possible, `closed` no longer are; `served` would be proposed at once.
    """

    opened: int
    closed: int
    served: int


@transactional
def propose(slug: str, base: int, sheet: Json, note: str, actor: Actor) -> SheetProposal:
    """Ask for another sheet; what was asked before and not answered is replaced.

    The second click finds the first one's work done.

    Args:
        base: the newest version when the form was shown.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
        OutdatedPageError: another version was approved meanwhile.
        RefusedActError: nothing was changed.
    """
    programme = hold(slug, actor)
    newest = get_newest_version(programme.id)
    if changed := _list_changed_since(base, newest):
        raise OutdatedPageError(typo(STALE.format(what=" ; ".join(changed))))
    if sheet == newest.sheet:
        raise RefusedActError("Rien n’a été changé.")
    replaced = find_pending(programme.id)
    if replaced is not None and _is_repeated(replaced, sheet, note, actor):
        return replaced
    proposal = capacity.propose_sheet(programme.id, newest.version, sheet, note, actor.user_id)
    audit.record("sheet.proposed", actor, "programme", slug, base=base)
    instead = f", à la place de celle {of_person(replaced.author.name)}" if replaced else ""
    what = f"Une modification de la fiche est proposée{instead}."
    tell_other_side(programme, actor, what, note)
    return proposal


def foresee_sheet(proposal: SheetProposal) -> Impact:
    """Return what approving would change for those who wait today; writes nothing."""
    programme = proposal.programme
    now = get_sheet(programme.territory_id, programme.slug).sheet
    before, after = programme_from_data(now), programme_from_data(proposal.sheet)
    turned = foresee(programme.territory_id, before, after)
    opened, same = len(turned.opened), Statement(programme.stated, programme.open_ended)
    effect = effect_of(programme.count, same, opened, is_open=programme.is_open)
    return Impact(opened, len(turned.closed), effect.served)


@transactional
def approve(proposal_id: int, effective_on: date, actor: Actor) -> Programme:
    """Make a version of what was asked, from a day on; today, the waiting list follows at once.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        OutdatedPageError: settled meanwhile, or the sheet has changed since.
        RefusedActError: a day past, too far, or before a version already decided.
    """
    proposal = _hold(proposal_id, actor)
    programme = proposal.programme
    if proposal.state is ProposalState.APPROVED and proposal.settled_by_id == actor.user_id:
        return programme
    _require_pending(proposal)
    newest = list_versions(programme.id)[0]
    if newest.number != proposal.base_version:
        raise OutdatedPageError(OUTDATED)
    _check_day(effective_on, newest.effective_on)
    capacity.add_version(proposal, effective_on)
    capacity.settle_proposal(proposal, ProposalState.APPROVED, actor.user_id)
    audit.record(
        "sheet.approved",
        actor,
        "programme",
        programme.slug,
        version=newest.number + 1,
        effective_on=effective_on.isoformat(),
    )
    what = f"La nouvelle fiche est approuvée, en vigueur à partir du {date_text(effective_on)}."
    tell_other_side(programme, actor, what)
    put_in_force(programme)
    return programme


@transactional
def refuse(proposal_id: int, answer: str, actor: Actor) -> Programme:
    """Refuse what was asked, and say why.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        OutdatedPageError: settled meanwhile.
    """
    proposal = _hold(proposal_id, actor)
    if proposal.state is ProposalState.REFUSED and proposal.settled_by_id == actor.user_id:
        return proposal.programme
    _require_pending(proposal)
    capacity.settle_proposal(proposal, ProposalState.REFUSED, actor.user_id, answer)
    audit.record("sheet.refused", actor, "programme", proposal.programme.slug)
    what = "La modification de la fiche n’est pas retenue."
    tell_other_side(proposal.programme, actor, what, answer)
    return proposal.programme


@transactional
def withdraw(proposal_id: int, actor: Actor) -> Programme:
    """Give up what was asked.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        OutdatedPageError: settled meanwhile.
    """
    proposal = _hold(proposal_id, actor)
    if proposal.state is ProposalState.WITHDRAWN:
        return proposal.programme
    _require_pending(proposal)
    capacity.settle_proposal(proposal, ProposalState.WITHDRAWN, actor.user_id)
    audit.record("sheet.withdrawn", actor, "programme", proposal.programme.slug)
    by_whom = of_person(proposal.author.name)
    what = f"La modification de la fiche {by_whom} est retirée."
    tell_other_side(proposal.programme, actor, what)
    return proposal.programme


@transactional
def give_up(slug: str, number: int, actor: Actor) -> Programme:
    """Give up the versions approved for a day to come: the sheet in force stays.

    Args:
        number: the newest version when the page was shown.

    Raises:
        NotFoundError: no such programme or version, or out of the person's reach.
        OutdatedPageError: it has taken effect, or another one was approved meanwhile.
    """
    programme = hold(slug, actor)
    put_in_force(programme)  # the clock may be late for a day that has come
    versions = list_versions(programme.id)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise NotFoundError
    if version.is_given_up(versions):
        return programme
    if not version.is_to_come(versions):
        raise OutdatedPageError(typo(IN_FORCE))
    if version is not versions[0]:
        raise OutdatedPageError("Une autre version a été approuvée depuis. Relisez la page.")
    capacity.give_up_versions(programme, clock.today(), actor.user_id)
    put_in_force(programme)
    audit.record("sheet.given_up", actor, "programme", slug, version=number)
    days = [date_text(one.effective_on) for one in versions if one.is_to_come(versions)]
    what = f"La fiche approuvée pour le {' et le '.join(days)} est abandonnée."
    tell_other_side(programme, actor, what)
    return programme


def put_in_force(programme: Programme) -> bool:
    """Put in force the version whose day has come; those who wait follow. Joins the caller's act.

    Returns:
        Whether the sheet in force changed.
    """
    before = get_sheet(programme.territory_id, programme.slug).sheet
    if not capacity.follow_versions(programme, clock.today()):
        return False
    after = get_sheet(programme.territory_id, programme.slug).sheet
    rules = programme_from_data(before), programme_from_data(after)
    relist(foresee(programme.territory_id, *rules), programme.id)
    return True


def _hold(proposal_id: int, actor: Actor) -> SheetProposal:
    slug = get_proposal(proposal_id, actor).programme.slug
    hold(slug, actor)
    return get_proposal(proposal_id, actor)


def _is_repeated(pending: SheetProposal, sheet: Json, note: str, actor: Actor) -> bool:
    asked = (pending.author_id, pending.sheet, pending.note)
    return asked == (actor.user_id, sheet, note)


def _require_pending(proposal: SheetProposal) -> None:
    if proposal.state is not ProposalState.PENDING and proposal.settled_at is not None:
        when = datetime_text(proposal.settled_at)
        raise OutdatedPageError(typo(f"Cette modification a déjà reçu sa réponse le {when}."))


def _list_changed_since(base: int, newest: ProgrammeVersion) -> list[str]:
    if newest.version == base:
        return []
    before = get_version(newest.programme_id, base)
    return [one.label.lower() for one in list_differences(before, newest.sheet)]


def _check_day(day: date, earliest: date) -> None:
    require_day_to_come(day)
    if day < earliest:
        raise RefusedActError(
            typo(
                f"Une autre version prend effet le {date_text(earliest)} : "
                "choisissez ce jour ou un jour plus tardif."
            )
        )
