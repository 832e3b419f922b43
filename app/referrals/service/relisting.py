"""Other criteria for a programme, and what they change for whoever waits. Joins the caller's act.

What is foretold and what is done come from the same reading of the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.core.db import db
from app.matching import Programme as Criteria
from app.referrals.models import Referral, WaitingOption
from app.referrals.openings import open_slugs
from app.referrals.pages.waits import waits_for_review
from app.referrals.queries import waiting
from app.referrals.rules import WaitReason, wait_reason
from app.referrals.service.placement import profile_of
from app.referrals.service.rerouting import serve_and_tell
from app.referrals.service.states import add_to_thread, wait_otherwise
from app.referrals.service.waiting import tell_wait


@dataclass(frozen=True, slots=True)
class Turned:
    """Whom other criteria concern among those who wait: it opens to some, closes to others.

    `tried`: who will not ask which programmes again, by referral id.
    """

    opened: Sequence[Referral]
    closed: Sequence[Referral]
    tried: Mapping[int, frozenset[str]]


def foresee(territory_id: int, before: Criteria | None, after: Criteria) -> Turned:
    """Return whom these criteria would open the programme to, and close it to; writes nothing.

    Those who wait for news of the family, for a manager to look at the need, or who were already
    sent to that association and came back are not concerned.

    Args:
        before: None for a programme that was not there.
    """
    tried = waiting.tried_by(territory_id, *waiting.WAITS_FOR_A_PLACE)
    opened, closed = [], []
    for referral in waiting.list_waiting(territory_id):
        if after.id in tried.get(referral.id, ()) or waits_for_review(referral):
            continue
        profile = profile_of(referral)
        was = before is not None and bool(open_slugs(profile, [before]))
        is_open = bool(open_slugs(profile, [after]))
        if is_open and not was:
            opened.append(referral)
        elif was and not is_open:
            closed.append(referral)
    return Turned(opened, closed, tried)


def relist(turned: Turned, programme_id: int) -> None:
    """Let those concerned wait for the programme, or no longer; serve the list; tell the others.

    Whoever waits for another reason than before reads it, and their prescriber is told.
    """
    for referral in turned.opened:
        db.session.add(WaitingOption(referral_id=referral.id, programme_id=programme_id))
    left = [referral.id for referral in turned.closed]
    db.session.execute(
        delete(WaitingOption).where(
            WaitingOption.programme_id == programme_id, WaitingOption.referral_id.in_(left)
        )
    )
    db.session.flush()
    concerned = (*turned.opened, *turned.closed)
    options = waiting.count_options([referral.id for referral in concerned])
    changed = [
        one
        for one in concerned
        if _waits_otherwise(one, options.get(one.id, 0), len(turned.tried.get(one.id, ())))
    ]
    serve_and_tell(programme_id)
    for referral in changed:
        if referral.wait_reason is not None:
            add_to_thread(referral, "waitlisted", reason=referral.wait_reason)
            tell_wait(referral)


def _waits_otherwise(referral: Referral, eligible: int, declined: int) -> bool:
    reason = wait_reason(eligible=eligible, declined=declined)
    if reason is referral.wait_reason:
        return False
    wait_otherwise(referral, WaitReason(reason))
    return True
