"""One act on several referrals, each in a transaction of its own: one refusal stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.auth.rules import Actor
from app.core.errors import DomainError, NotFoundError
from app.core.formats import date_text
from app.referrals.pages.batches import ACCEPT, BATCHES, CONTINUE, REMIND, Batch
from app.referrals.picks import Pick
from app.referrals.queries import batches as queries
from app.referrals.service.answer import accept_proposal
from app.referrals.service.following import continue_mentoring
from app.referrals.service.reminding_by_hand import remind_association
from app.referrals.steps import ForbiddenMoveError

Act = Callable[[str, int, Actor], str]
"""An act on one row: (reference, version on screen, actor) -> what was done, in a sentence.

It is `@transactional`, refuses by a `DomainError` whose message is for the person, and does nothing
more when repeated.
"""
CHANGED = "Cette demande a changé entre-temps. Rien n’a été changé."
BUSY = "Le service était trop occupé. Rien n’a été changé : recommencez dans un instant."
GONE = "Cette demande n’est plus dans votre liste."
UNKNOWN = "Demande"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one selected row; `who` are the initials of the young person."""

    reference: str
    who: str
    is_done: bool
    said: str


def get_batch(code: str, actor: Actor) -> Batch:
    """Return an act on several rows that the person's role is offered.

    Raises:
        NotFoundError: no such act, or another role's.
    """
    batch = BATCHES.get(code)
    if batch is None or batch.role is not actor.role:
        raise NotFoundError
    return batch


def apply_to_each(batch: Batch, picks: Sequence[Pick], actor: Actor) -> list[Line]:
    """Do an act on each selected row; return one line a row, in their order."""
    act = ACTS[batch.code]
    outcomes = [try_act(act, pick, actor) for pick in picks]
    who = name_picks(picks, actor)
    return [
        Line(pick.reference, who[pick.reference], is_done, said)
        for pick, (is_done, said) in zip(picks, outcomes, strict=True)
    ]


def name_picks(picks: Sequence[Pick], actor: Actor) -> dict[str, str]:
    """Return the initials behind each selected row; « Demande » for what was never theirs."""
    known = queries.read_initials([pick.reference for pick in picks], actor)
    return {pick.reference: known.get(pick.reference, UNKNOWN) for pick in picks}


def try_act(act: Act, pick: Pick, actor: Actor) -> tuple[bool, str]:
    """Do an act on one row; return whether it was done, and what to say of it."""
    try:
        return True, act(pick.reference, pick.version, actor)
    except NotFoundError:
        return False, GONE
    except DomainError as refusal:
        return False, refusal.message or CHANGED
    except (ForbiddenMoveError, StaleDataError):
        return False, CHANGED
    except OperationalError:
        return False, BUSY


def _accept(reference: str, version: int, actor: Actor) -> str:
    accept_proposal(reference, version, actor)
    return "Acceptée. Le prescripteur est prévenu."


def _continue(reference: str, version: int, actor: Actor) -> str:
    end = continue_mentoring(reference, version, actor).expected_end
    return f"Prolongé jusqu’au {date_text(end)}." if end else "Prolongé."


ACTS: dict[str, Act] = {ACCEPT: _accept, REMIND: remind_association, CONTINUE: _continue}
