"""Working away from the screen: taking a list, bringing it back, doing what it says row by row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete

from app.auth.rules import Actor
from app.core import audit, clock
from app.core.db import db, transactional
from app.referrals.models import OfflineReturn
from app.referrals.offline_lines import Brought, Line, lines_from_json, lines_to_json
from app.referrals.pages.offline import LINES_A_PAGE, Verdict
from app.referrals.pages.offline_book import Leftover, TakenList, build_list
from app.referrals.pages.seals import open_seal
from app.referrals.queries import offline as queries
from app.referrals.references import unused_reference
from app.referrals.service.batches import try_act
from app.referrals.service.offline_reviews import examine

RETURN_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Doing:
    """What doing a list did: how many rows were done, how many could not."""

    done: int
    failed: int


def take_list(actor: Actor) -> TakenList:
    """Return the workbook of all the association holds; who took it, and whom it names, is noted.

    The file is built before the trail is written: nobody waits for a workbook to write.
    """
    taken = build_list(queries.list_live(actor), actor, clock.now())
    _record_taking(taken, actor)
    return taken


def take_leftovers(reference: str, actor: Actor) -> TakenList:
    """Return the workbook of the rows of a list that could not be done, as filled in, and why.

    A request the association does not hold any more is not in it.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    examined = examine(_lines(queries.get_return(reference, actor)), actor)
    left = {
        one.line.reference: Leftover(one.cells, one.line.said)
        for one in examined
        if one.line.verdict is Verdict.REFUSED and one.line.is_open
    }
    taken = build_list(queries.list_live(actor, sorted(left)), actor, clock.now(), left)
    _record_taking(taken, actor)
    return taken


@transactional
def keep_return(brought: Iterable[Brought], actor: Actor) -> OfflineReturn:
    """Keep what was filled in of a list, without the names, for the actor's association."""
    kept = OfflineReturn(
        reference=unused_reference(queries.is_return_reference_used),
        organisation_id=actor.organisation_id,
        author_id=actor.user_id,
        lines=lines_to_json(_line_of(one, actor) for one in brought),
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    db.session.add(kept)
    audit.record(
        "offline_return.kept", actor, "offline_return", kept.reference, lines=len(kept.lines)
    )
    return kept


def do_return(reference: str, numbers: Collection[int], actor: Actor) -> Doing:
    """Do rows of a list, one act each: what one refuses stops no other, and each says why.

    Args:
        numbers: the rows the person saw as ready; another one is not done, whatever it became.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    examined = examine(_lines(queries.get_return(reference, actor)), actor)
    shown = [one for one in examined if one.line.number in numbers][:LINES_A_PAGE]
    ready = [(one.line.number, one.pick, one.order.do) for one in shown if one.pick and one.order]
    failed = sum(one.line.verdict is Verdict.REFUSED for one in shown)
    results = {number: try_act(do, pick, actor) for number, pick, do in ready}
    done = sum(is_done for is_done, _ in results.values())
    if results:
        _note(reference, results, actor)
    return Doing(done, failed + len(results) - done)


@transactional
def delete_return(reference: str, actor: Actor) -> None:
    """Delete a list that came back; what it did remains.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    db.session.delete(queries.get_return(reference, actor))
    audit.record("offline_return.deleted", actor, "offline_return", reference)


@transactional
def purge_old_returns() -> int:
    """Delete the lists nobody has touched for two weeks; a chore, harmless when repeated."""
    gone = db.session.scalars(
        delete(OfflineReturn)
        .where(OfflineReturn.updated_at < clock.now() - RETURN_KEPT)
        .returning(OfflineReturn.reference)
    ).all()
    for reference in gone:
        audit.record("offline_return.purged", None, "offline_return", reference)
    return len(gone)


@transactional
def _record_taking(taken: TakenList, actor: Actor) -> None:
    """Note that a list left, and each young person it names, as opening their page would."""
    for reference in taken.named:
        audit.record("referral.identity_read", actor, "referral", reference, by="offline_list")
    subject = str(actor.organisation_id)
    audit.record("offline_list.taken", actor, "organisation", subject, rows=taken.count)


@transactional
def _note(reference: str, results: Mapping[int, tuple[bool, str]], actor: Actor) -> None:
    """Write beside each row what became of it; a list deleted meanwhile is not missed."""
    asked = queries.select_return(reference, actor).with_for_update()
    kept = db.session.scalars(asked).one_or_none()
    if kept is None:
        return
    kept.lines = lines_to_json(_noted(line, results.get(line.number)) for line in _lines(kept))
    kept.updated_at = clock.now()
    done = sum(is_done for is_done, _ in results.values())
    audit.record(
        "offline_return.done",
        actor,
        "offline_return",
        reference,
        done=done,
        refused=len(results) - done,
    )


def _noted(line: Line, result: tuple[bool, str] | None) -> Line:
    """What was done stays done, whoever tried again meanwhile."""
    if result is None or line.done:
        return line
    is_done, said = result
    return replace(line, done=said, failed="") if is_done else replace(line, failed=said)


def _line_of(one: Brought, actor: Actor) -> Line:
    seal = open_seal(one.seal, actor.organisation_id)
    is_mixed = seal is not None and not seal.is_of(one.reference, one.who)
    return Line(one.number, one.reference, one.seal, is_mixed, one.cells)


def _lines(kept: OfflineReturn) -> tuple[Line, ...]:
    return lines_from_json(kept.lines)
