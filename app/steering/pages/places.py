"""The pages of places: what is stated, what is taken, what is left, and how it came so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.auth.rules import Actor, Permission, Role
from app.capacity.history import (
    STATES,
    DatedPlaces,
    History,
    LedgerLine,
    list_closures,
    list_places_on,
    list_plans,
    read_history,
)
from app.capacity.models import Closure, PlannedStatement, Programme
from app.capacity.rules import Count, EntryKind
from app.core import clock
from app.referrals.queries.waiting import count_waiting_for
from app.steering.pages.ledger_words import say_line, say_reason
from app.steering.pages.programmes import signed
from app.steering.queries import places as queries
from app.steering.queries.places import Held
from app.steering.queries.sheets import find_pending

PLACE_MOVES = frozenset({EntryKind.RESERVED, EntryKind.RELEASED})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A line of the ledger; `who` is None for the clock; `reference` of the request, or "".

    `step` is what it adds to the stated figure, with its sign.
    """

    at: datetime
    what: str
    reason: str
    who: str | None
    reference: str
    stated: int
    taken: int
    step: str
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Everything the page of one programme shows.

    `stated_lines` are the lines that make the stated figure, the oldest first, and add up from
    `stated_before`, None when no older statement is left out; `agrees` tells whether counter,
    ledger and live proposals say the same.
    """

    programme: Programme
    count: Count
    held: Held
    waiting: int
    stated_lines: Sequence[HistoryRow]
    stated_before: int | None
    rows: Sequence[HistoryRow]
    next_before: int | None
    plans: Sequence[PlannedStatement]
    closures: Sequence[Closure]
    has_pending_sheet: bool
    agrees: bool
    today: date
    at: datetime
    reads_references: bool
    may_move: bool

    @property
    def deductions(self) -> tuple[tuple[str, int], ...]:
        """What is taken off the stated figure, and is no longer free."""
        lines = (
            ("Réservées, réponse attendue", self.held.proposed),
            ("Acceptées, mentor à trouver", self.held.accepted),
            ("Accompagnements en cours", self.held.started),
        )
        if self.programme.is_open or not self.count.free:
            return lines
        return (*lines, ("Fermée aux nouveaux jeunes", self.count.free))


@dataclass(frozen=True, slots=True)
class PlacesList:
    """The places of every programme within reach, today or at the end of a past day."""

    on: date
    is_today: bool
    rows: Sequence[DatedPlaces]
    total: Count
    unreadable: str
    may_move: bool

    @property
    def free(self) -> int:
        """Places left, those beyond a figure taking nobody's."""
        return sum(row.places.free for row in self.rows if row.is_open)

    @property
    def has_no_limit(self) -> bool:
        """Whether one of them takes anybody new."""
        return any(row.open_ended and row.is_open for row in self.rows)


def read_list(actor: Actor, on: date, unreadable: str = "") -> PlacesList:
    """Return the places of the programmes a person may steer, at the end of a day."""
    own = {programme.slug for programme in queries.list_steered(actor)}
    rows = [row for row in list_places_on(actor.territory_id, on) if row.slug in own]
    total = Count(
        stated=sum(row.stated for row in rows),
        taken=sum(row.taken for row in rows),
        open_ended=any(row.open_ended for row in rows),
    )
    may_move = actor.may(Permission.STATE_PLACES) and len(own) > 1
    return PlacesList(on, on == clock.today(), rows, total, unreadable, may_move)


def read_page(slug: str, actor: Actor, before: int | None = None) -> PlacesPage:
    """Return the page of one programme.

    Args:
        before: the id of a line of the ledger: the history begins with older ones.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    programme = queries.get_steered(slug, actor)
    stated, moved = read_history(programme.id, kinds=STATES), read_history(programme.id, before)
    held, today = queries.count_held(programme.id), clock.today()
    latest = moved.lines if before is None else read_history(programme.id, size=1).lines
    sums = (latest[0].stated, latest[0].taken) if latest else (0, 0)
    return PlacesPage(
        programme=programme,
        count=programme.count,
        held=held,
        waiting=count_waiting_for(programme.id),
        stated_lines=_rows_of(History(stated.lines[::-1], None), actor),
        stated_before=_stated_before(stated),
        rows=_rows_of(moved, actor),
        next_before=moved.next_before,
        plans=list_plans(programme.id),
        closures=list_closures(programme.id, today),
        has_pending_sheet=find_pending(programme.id) is not None,
        agrees=sums == (programme.stated, programme.taken) and held.total == programme.taken,
        today=today,
        at=clock.now(),
        reads_references=actor.role is Role.MANAGER,
        may_move=len(queries.list_steered(actor)) > 1,
    )


def _stated_before(stated: History) -> int | None:
    oldest = stated.lines[-1:]
    left_out = stated.next_before is not None
    return oldest[0].stated - oldest[0].delta_stated if oldest and left_out else None


def _rows_of(history: History, actor: Actor) -> list[HistoryRow]:
    ids = [line.assignment_id for line in history.lines if line.assignment_id is not None]
    references = queries.list_references(ids) if ids else {}
    return [
        _row(line, references.get(line.assignment_id or 0, ""), actor) for line in history.lines
    ]


def _row(line: LedgerLine, reference: str, actor: Actor) -> HistoryRow:
    """An association does not read who refers: a partner like the ASE is never named."""
    hides_who = actor.role is Role.COORDINATOR and line.kind in PLACE_MOVES
    return HistoryRow(
        at=line.at,
        what=say_line(line),
        reason=say_reason(line),
        who="" if hides_who else line.author,
        reference=reference,
        stated=line.stated,
        taken=line.taken,
        step=signed(line.delta_stated),
        effective_on=line.effective_on if line.kind in STATES else None,
    )
