"""What each row of a list that came back would do, seen before anything is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.auth.rules import Actor
from app.core import clock
from app.core.errors import DomainError
from app.core.typography import NBSP, typo
from app.referrals.errors import UnfitDayError
from app.referrals.models import Referral
from app.referrals.offline_lines import Line, lines_from_json
from app.referrals.offline_words import (
    ACTION,
    ACTION_LABELS,
    ACTIONS,
    COMPLETION,
    DAY,
    MODALITY,
    REASON,
)
from app.referrals.pages.letters import initials_of
from app.referrals.pages.offline import ReturnPage, ReviewedLine, Verdict, page_of, typed_words
from app.referrals.pages.reach import belongs
from app.referrals.pages.seals import Seal, open_seal
from app.referrals.picks import Pick
from app.referrals.queries.moving import concerned, list_movable
from app.referrals.queries.offline import get_return
from app.referrals.queries.scope import VISIBLE_TO_ASSOCIATION
from app.referrals.service.batches import UNKNOWN
from app.referrals.service.following import Start, fault_of_start
from app.referrals.service.moving import foresee
from app.referrals.service.offline_orders import Order, read_order
from app.referrals.steps import ForbiddenMoveError

UNKNOWN_ROW = "Cette ligne n’est pas de la liste de votre association, ou son repère a été modifié."
MIXED = (
    "Le jeune ou le numéro n’est plus celui de cette ligne : elle a été mélangée avec une autre. "
    "Téléchargez de nouveau la liste."
)
ALREADY = "Déjà fait par vous."
SAID = {Verdict.READY: frozenset({ACTION, REASON, DAY, MODALITY, COMPLETION})}
"""The columns that the words of an act to do say already."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A row, what it says, and the act to do when nothing stands against it.

    `cells` are what was filled in, empty when it is not sure of whom.
    """

    line: ReviewedLine
    pick: Pick | None = None
    order: Order | None = None
    cells: Mapping[str, str] = field(default_factory=dict)


def read_return_page(reference: str, actor: Actor, page: int = 1) -> ReturnPage:
    """Return one page of a list that came back; every row is looked at again, nothing is written.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    kept = get_return(reference, actor)
    every = [one.line for one in examine(lines_from_json(kept.lines), actor)]
    return page_of(kept, every, page)


def examine(lines: Sequence[Line], actor: Actor) -> list[Examined]:
    """Return what each row would do now, in order: three SELECT for all of them."""
    seals = {line.number: open_seal(line.seal, actor.organisation_id) for line in lines}
    asked = {seal.reference for seal in seals.values() if seal}
    found = {one.reference: one for one in list_movable(asked, actor)} if asked else {}
    twice = _numbers_of_twins(seals)
    return [_examine(line, seals[line.number], found, twice, actor) for line in lines]


def _examine(
    line: Line,
    seal: Seal | None,
    found: Mapping[str, Referral],
    twice: Mapping[str, Sequence[int]],
    actor: Actor,
) -> Examined:
    referral = found.get(seal.reference) if seal else None
    if seal is None or referral is None:
        stray = ReviewedLine(line.number, line.reference, UNKNOWN, Verdict.REFUSED, UNKNOWN_ROW)
        return Examined(replace(stray, typed=typed_words(line.cells)))
    is_open = any(
        belongs(one, actor) and one.state in VISIBLE_TO_ASSOCIATION for one in referral.assignments
    )
    known = ReviewedLine(line.number, referral.reference, initials_of(referral), is_open=is_open)

    def say(verdict: Verdict, said: str) -> ReviewedLine:
        typed = "" if verdict is Verdict.DONE else typed_words(line.cells, SAID.get(verdict, ()))
        return replace(known, verdict=verdict, said=said, typed=typed)

    if line.done:
        return Examined(say(Verdict.DONE, line.done))
    if doubt := _doubt(line, twice.get(referral.reference, ())):
        return Examined(say(Verdict.REFUSED, doubt))
    try:
        order, is_made = _foresee(line, seal, referral, actor)
    except DomainError as refusal:
        said = f"{refusal.message.rstrip('.')}."
        return Examined(say(Verdict.REFUSED, said), cells=line.cells)
    if is_made:
        return Examined(say(Verdict.DONE, ALREADY))
    failed = f" La dernière fois{NBSP}: {typo(line.failed)}" if line.failed else ""
    reviewed = say(Verdict.READY, f"{order.words}.{failed}")
    return Examined(reviewed, Pick(referral.reference, seal.version), order)


def _doubt(line: Line, rows: Sequence[int]) -> str:
    """Return why it is not sure of whom a row speaks, "" when it is.

    Args:
        rows: all those of the same request, when there are several.
    """
    if line.is_mixed:
        return typo(MIXED)
    if not rows:
        return ""
    *others, last = map(str, rows)
    several = f"{', '.join(others)} et {last}"
    return typo(f"Cette demande est sur plusieurs lignes : {several}. Gardez-en une seule.")


def _foresee(line: Line, seal: Seal, referral: Referral, actor: Actor) -> tuple[Order, bool]:
    """Return what a row asks for, and whether it was done already.

    Raises:
        DomainError: it cannot be done; the message says why.
    """
    order = read_order(line.cells, referral.objectives, clock.today())
    move = ACTIONS[order.action].move
    try:
        is_made = foresee(move, referral, seal.version, actor, reason=order.reason, said=order.said)
    except ForbiddenMoveError as error:
        label = ACTION_LABELS[order.action]
        message = f"« {label} » n’est pas possible là où en est la demande"
        raise DomainError(typo(message)) from error
    assignment = concerned(move, referral, actor)
    if is_made or assignment is None or not isinstance(order.said, Start):
        return order, is_made
    if fault := fault_of_start(assignment, order.said):
        raise UnfitDayError(fault)
    return order, False


def _numbers_of_twins(seals: Mapping[int, Seal | None]) -> dict[str, list[int]]:
    """Return the references that stand on several rows, and their rows."""
    rows = defaultdict[str, list[int]](list)
    for number, seal in seals.items():
        if seal:
            rows[seal.reference].append(number)
    return {reference: numbers for reference, numbers in rows.items() if len(numbers) > 1}
