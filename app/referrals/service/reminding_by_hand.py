"""A manager reminds an association that a proposal awaits its answer."""

from app.auth import mailing
from app.auth.rules import Actor
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import transactional
from app.core.formats import time_text
from app.core.typography import to_name, with_article
from app.matching.wording import upper_first
from app.referrals.errors import ReminderRefusedError, StaleActError
from app.referrals.models import Assignment
from app.referrals.pages.meanwhile import tell_meanwhile
from app.referrals.queries import batches as queries
from app.referrals.rules import AssignmentState
from app.referrals.service import notifications
from app.referrals.service.states import add_to_thread
from app.referrals.service.telling import tell_of, tell_of_proposal

REMINDED = "reminded_by_hand"


@transactional
def remind_association(reference: str, version: int, actor: Actor) -> str:
    """Write to the association that has to answer; the thread says that the Cité éducative did.

    A proposal is reminded by hand once a day at most, whoever does it: a second click, or a
    colleague's, is refused and no mail leaves.

    Args:
        version: of the proposal the person had on screen.

    Returns:
        What was done, in a sentence.

    Raises:
        NotFoundError: absent, out of scope, or proposed to nobody yet.
        StaleActError: it does not await this answer any more.
        ReminderRefusedError: reminded today already, waiting for the prescriber, or nobody there.
    """
    capacity.lock_places(actor.territory_id, actor.user_id)
    assignment = queries.get_proposal(reference, actor)
    _require_awaited(assignment, version, actor)
    _require_not_today(assignment)
    proposal = tell_of_proposal(assignment)
    association = assignment.programme.name
    if not proposal.programme.coordinators:
        raise ReminderRefusedError(
            f"{upper_first(with_article(association))} n’a personne pour recevoir la relance."
        )
    mailing.post(notifications.remind_coordinators(tell_of(assignment.referral), proposal))
    add_to_thread(assignment.referral, REMINDED, assignment=assignment, actor=actor)
    audit.record(
        "proposal.reminded", actor, "referral", reference, programme=assignment.programme.slug
    )
    return f"Relance envoyée {to_name(association)}."


def _require_awaited(assignment: Assignment, version: int, actor: Actor) -> None:
    if assignment.state is AssignmentState.INFO_REQUESTED:
        raise ReminderRefusedError("L’association attend une réponse du prescripteur.")
    if assignment.state is not AssignmentState.PROPOSED or assignment.version != version:
        raise StaleActError(tell_meanwhile(assignment.referral.thread, actor, clock.now()))


def _require_not_today(assignment: Assignment) -> None:
    entry = queries.find_entry_since(assignment, REMINDED, clock.day_start(clock.today()))
    if entry is None:
        return
    by = f" par {entry.actor.name}" if entry.actor else ""
    raise ReminderRefusedError(
        f"Déjà relancée aujourd’hui à {time_text(entry.at)}{by}\u00a0: une relance par jour suffit."
    )
