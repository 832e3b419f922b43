"""Many referrals at once, written straight to the base: for lists only, no story behind them."""

import functools
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    cast,
    func,
    insert,
    literal,
    select,
    text,
    true,
    update,
)

from app.auth.rules import Actor
from app.capacity.models import Programme
from app.core import clock
from app.core.base import Base
from app.core.db import db
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.rules import (
    HOLDS_A_PLACE,
    REFERENCE_ALPHABET,
    REFERENCE_LENGTH,
    AssignmentState,
    ReferralState,
    WaitReason,
)
from app.referrals.texts import normalised_name
from tests.factories import get_programme
from tests.referrals.scenes import actor_of

Row = dict[str, Any]
FIRST_NAMES = ("Anna", "Inès", "Jean-Baptiste", "Maëlle", "Yanis", "Zoé", "Léo", "Aïssatou", "Noé")
LAST_NAMES = ("Martin", "Carpentier", "D’Œuvre", "Ben Ali", "Lefèbvre", "Nguyen", "Da Silva")
SITUATIONS = ("4e", "CM1", "2de_GT", "Tle_PRO", "BAC+1", "EMPLOI")
# Where a referral stands, and its proposal: out of twenty, what a school year looks like in March.
STANDS: tuple[tuple[ReferralState, AssignmentState | None], ...] = (
    *[(ReferralState.ACCEPTED, AssignmentState.ACCEPTED)] * 4,
    *[(ReferralState.MENTORING, AssignmentState.STARTED)] * 7,
    *[(ReferralState.COMPLETED, AssignmentState.COMPLETED)] * 4,
    *[(ReferralState.PROPOSED, AssignmentState.PROPOSED)] * 2,
    (ReferralState.WITHDRAWN, AssignmentState.DECLINED),
    *[(ReferralState.WAITLISTED, None)] * 2,
)
BLOCK = 1_000  # rows written one by one; the others are copied inside the base


def make_crowd(size: int, *, varied: bool = False) -> None:
    """Write referrals of Samira Haddad's collège, one minute apart, two at the same instant.

    Beyond a thousand, they repeat: 100,000 are written in seconds, and share their instants.

    Args:
        size: below a thousand, or a multiple of it.
        varied: names, classes and states of a whole school year, most at the Afev; otherwise each
            is accepted by the Afev.
    """
    samira, now = actor_of("samira.haddad"), clock.now()
    slugs = ("afev", "afev", "afev", "lacle") if varied else ("afev",)
    programmes = [get_programme(slug).id for slug in slugs]
    numbers = range(1, min(size, BLOCK) + 1)
    stands = [STANDS[n % len(STANDS)] if varied else STANDS[0] for n in numbers]
    db.session.execute(insert(YoungPerson), [_person(n if varied else 0, n) for n in numbers])
    db.session.execute(
        insert(Referral),
        [_referral(n, *one, samira, now) for n, one in zip(numbers, stands, strict=True)],
    )
    db.session.execute(
        insert(Assignment),
        [
            _assignment(n, state, programmes[n % len(programmes)], now)
            for n, (_, state) in zip(numbers, stands, strict=True)
            if state is not None
        ],
    )
    for table in (YoungPerson, Referral, Assignment):
        _repeat(table, size // BLOCK)
    _take_places()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))  # as its autovacuum does a minute later
    db.session.commit()


def _repeat(model: type[Base], times: int) -> None:
    """Copy the first block of a table, under other numbers, inside the base.

    Ten blocks at a time: a statement of PostgreSQL may not last more than ten seconds.
    """
    for start in range(1, times, 10):
        _copy(model, start, min(start + 10, times))


def _copy(model: type[Base], start: int, end: int) -> None:
    first = select(literal(start).label("turn")).cte(recursive=True)
    turns = first.union_all(select(first.c.turn + 1).where(first.c.turn + 1 < end))
    table: Any = model.__table__
    number = table.c.id + turns.c.turn * BLOCK
    other = {
        "id": number,
        "young_person_id": number,
        "referral_id": number,
        "reference": _reference(number),
        "submission_key": cast(number, String),
    }
    columns = [other.get(column.name, column) for column in table.c]
    copies = select(*columns).select_from(table.join(turns, true())).where(table.c.id <= BLOCK)
    db.session.execute(insert(table).from_select(table.c.keys(), copies))


def _reference(number: ColumnElement[int] | int) -> Any:
    """Return the reference of a number: its figures in the alphabet, in Python or in SQL."""
    base = len(REFERENCE_ALPHABET)
    ranks = [number // base**power % base for power in reversed(range(REFERENCE_LENGTH))]
    if isinstance(number, int):
        return "".join(REFERENCE_ALPHABET[int(rank)] for rank in ranks)
    figures = [func.substr(REFERENCE_ALPHABET, rank + 1, 1, type_=String) for rank in ranks]
    return functools.reduce(lambda text, figure: text + figure, figures)


def _take_places() -> None:
    """Count the places that are held, as the ledger would."""
    held = (
        select(func.count(Assignment.id))
        .where(Assignment.programme_id == Programme.id, Assignment.state.in_(HOLDS_A_PLACE))
        .scalar_subquery()
    )
    db.session.execute(
        update(Programme)
        .values(taken=held, ceiling=Programme.ceiling + held)
        .execution_options(synchronize_session=False)
    )


def _person(variety: int, number: int) -> Row:
    first, last = (names[variety % len(names)] for names in (FIRST_NAMES, LAST_NAMES))
    key = normalised_name(first, f"{last} {number}" if variety else last)
    birth = date(clock.today().year - 13, 1, 15)
    return {
        "id": number,
        "first_name": first,
        "last_name": last,
        "name_key": key,
        "birth_date": birth,
    }


def _referral(
    number: int, state: ReferralState, held: AssignmentState | None, author: Actor, now: datetime
) -> Row:
    waits = held is None
    reasons = (WaitReason.NO_PLACE_LEFT, WaitReason.NO_ELIGIBLE_ASSOCIATION)
    return {
        "id": number,
        "reference": _reference(number),
        "territory_id": author.territory_id,
        "organisation_id": author.organisation_id,
        "author_id": author.user_id,
        "young_person_id": number,
        "state": state,
        "withdraw_reason": "other" if state is ReferralState.WITHDRAWN else None,
        "wait_reason": reasons[number % 40 > 20] if waits else None,
        "waiting_since": now if waits else None,
        "situation": SITUATIONS[number % len(SITUATIONS)],
        "objectives": ["scolaire"],
        "meeting": "indifferent",
        "agreement_at": now,
        "submission_key": str(number),
        "submitted_at": now - timedelta(minutes=number // 2),
    }


def _assignment(number: int, state: AssignmentState, programme_id: int, now: datetime) -> Row:
    proposed = state is AssignmentState.PROPOSED
    ended = state is AssignmentState.COMPLETED
    today = clock.today()
    begun = today if ended or state is AssignmentState.STARTED else None
    return {
        "id": number,
        "referral_id": number,
        "programme_id": programme_id,
        "state": state,
        "proposed_at": now - timedelta(days=number % 20),
        "deadline": today + timedelta(days=number % 15 - 3) if proposed else None,
        "started_on": begun,
        "expected_end": begun and begun - timedelta(days=number % 3),
        "modality": "on_site" if begun else None,
        "ended_on": begun if ended else None,
        "completion": "term_reached" if ended else None,
        "decline_reason": "other" if state is AssignmentState.DECLINED else None,
        "decision": {},
    }
