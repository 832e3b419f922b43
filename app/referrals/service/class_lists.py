"""Keeping a class list as typed, correcting it, sending its lines one act each."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from app.auth.rules import Actor
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.errors import DomainError, NotFoundError, StaleError
from app.referrals.list_lines import Edits, Line, lines_from_json, lines_to_json
from app.referrals.models import ClassList
from app.referrals.queries.class_lists import get_list, select_list
from app.referrals.references import unused_reference
from app.referrals.rules import Draft
from app.referrals.service.submit import submit_referral

LIST_KEPT = timedelta(days=60)

log = logging.getLogger(__name__)


class StaleListError(StaleError):
    """Somebody changed the same lines since the page was shown; nothing was written."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending a list did: how many lines left, how many could not."""

    sent: int
    failed: int


@transactional
def keep_list(lines: Iterable[Line], actor: Actor) -> ClassList:
    """Keep the lines of a list just read, for the actor's organisation."""
    kept = ClassList(
        reference=unused_reference(_is_reference_used),
        organisation_id=actor.organisation_id,
        author_id=actor.user_id,
        lines=lines_to_json(lines),
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    db.session.add(kept)
    audit.record("class_list.kept", actor, "class_list", kept.reference, lines=len(kept.lines))
    return kept


@transactional
def save_lines(reference: str, edits: Edits, actor: Actor) -> None:
    """Write the corrections of one page of a list.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
        StaleListError: somebody changed the same lines meanwhile.
    """
    kept = _lock(reference, actor)
    stored = lines_from_json(kept.lines)
    if edits.clash_with(stored):
        raise StaleListError
    _write(kept, edits.applied_to(stored))
    audit.record("class_list.saved", actor, "class_list", reference, lines=len(kept.lines))


def send_lines(reference: str, drafts: Mapping[int, Draft], actor: Actor) -> Sending:
    """Send lines of a list, one act each: what cannot leave stays in the list, the rest has left.

    Args:
        drafts: the referral of each line to send, by its number.
    """
    sent: dict[int, str] = {}
    for number, draft in drafts.items():
        try:
            sent[number] = submit_referral(draft, actor).reference
        except (DomainError, SQLAlchemyError) as error:
            log.warning("line %d of %s stays: %s", number, reference, type(error).__name__)
    if sent:
        _note_sent(reference, sent, actor)
    return Sending(len(sent), len(drafts) - len(sent))


@transactional
def delete_list(reference: str, actor: Actor) -> None:
    """Delete a list; the referrals it became remain.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    db.session.delete(get_list(reference, actor))
    audit.record("class_list.deleted", actor, "class_list", reference)


@transactional
def purge_old_lists() -> int:
    """Delete the lists nobody has touched for sixty days; a chore, harmless when repeated.

    Source: spec/lifecycle.md, "Referral states" (drafts).
    """
    gone = db.session.scalars(
        delete(ClassList)
        .where(ClassList.updated_at < clock.now() - LIST_KEPT)
        .returning(ClassList.reference)
    ).all()
    for reference in gone:
        audit.record("class_list.purged", None, "class_list", reference)
    return len(gone)


@transactional
def _note_sent(reference: str, sent: Mapping[int, str], actor: Actor) -> None:
    """Write beside each line what it became; a list deleted meanwhile is not missed."""
    try:
        kept = _lock(reference, actor)
    except NotFoundError:
        return
    lines = [
        replace(line, sent=sent.get(line.number, line.sent)) for line in lines_from_json(kept.lines)
    ]
    _write(kept, lines)
    audit.record("class_list.sent", actor, "class_list", reference, sent=sorted(sent.values()))


def _lock(reference: str, actor: Actor) -> ClassList:
    """Return a list nobody else writes until the act ends."""
    found = db.session.scalars(select_list(reference, actor).with_for_update()).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def _write(kept: ClassList, lines: Sequence[Line]) -> None:
    kept.lines = lines_to_json(lines)
    kept.updated_at = clock.now()


def _is_reference_used(reference: str) -> bool:
    used = select(ClassList.id).where(ClassList.reference == reference)
    return db.session.scalars(used).first() is not None
