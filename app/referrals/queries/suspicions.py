"""Reading the likenesses managers have to settle; nobody else ever does."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.auth.rules import Actor
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Assignment, Referral, Suspicion
from app.referrals.references import read_reference
from app.referrals.suspicions import FOLLOWED, SuspicionState

PAGE_SIZE = 10
SETTLED_SHOWN = 10
_earlier, _later = aliased(Referral), aliased(Referral)


def list_open(actor: Actor, after: str = "") -> Sequence[Suspicion]:
    """Return the likenesses to settle in the actor's territory, oldest first.

    One page, and one more; those whose referrals are not both followed any more are left out.

    Args:
        after: reference of the last one of the page before; "" for the first page.
    """
    statement = (
        _with_referrals(select(Suspicion).where(*_is_open(actor)))
        .order_by(Suspicion.raised_at, Suspicion.id)
        .limit(PAGE_SIZE + 1)
    )
    if after:
        last = aliased(Suspicion)
        own = last.territory_id == Suspicion.territory_id
        later = or_(
            Suspicion.raised_at > last.raised_at,
            and_(Suspicion.raised_at == last.raised_at, Suspicion.id > last.id),
        )
        statement = statement.join(last, and_(last.reference == after, own, later))
    return db.session.scalars(statement).unique().all()


def list_settled(actor: Actor) -> Sequence[Suspicion]:
    """Return the last likenesses settled in the actor's territory, latest first."""
    return (
        db.session.scalars(
            _with_referrals(
                select(Suspicion).where(
                    Suspicion.territory_id == actor.territory_id,
                    Suspicion.state != SuspicionState.OPEN,
                )
            )
            .options(joinedload(Suspicion.decided_by))
            .order_by(Suspicion.decided_at.desc(), Suspicion.id.desc())
            .limit(SETTLED_SHOWN)
        )
        .unique()
        .all()
    )


def count_open(actor: Actor) -> int:
    """Return how many likenesses are to settle in the actor's territory."""
    return db.session.scalars(
        select(func.count(Suspicion.id))
        .join(_earlier, _earlier.id == Suspicion.earlier_id)
        .join(_later, _later.id == Suspicion.later_id)
        .where(*_is_open(actor))
    ).one()


def get_suspicion(reference: str, actor: Actor) -> Suspicion:
    """Return a likeness of the actor's territory, settled or not.

    Raises:
        NotFoundError: absent, or of another territory.
    """
    suspicion = (
        db.session.scalars(
            _with_referrals(
                select(Suspicion).where(
                    Suspicion.reference == read_reference(reference),
                    Suspicion.territory_id == actor.territory_id,
                )
            ).options(
                contains_eager(Suspicion.earlier.of_type(_earlier))
                .selectinload(_earlier.assignments)
                .joinedload(Assignment.programme),
                contains_eager(Suspicion.later.of_type(_later))
                .selectinload(_later.assignments)
                .joinedload(Assignment.programme),
                joinedload(Suspicion.decided_by),
            )
        )
        .unique()
        .one_or_none()
    )
    if suspicion is None:
        raise NotFoundError
    return suspicion


def list_of(referral_id: int) -> Sequence[Suspicion]:
    """Return the likenesses of one referral, settled or not."""
    concerned = or_(Suspicion.earlier_id == referral_id, Suspicion.later_id == referral_id)
    return db.session.scalars(select(Suspicion).where(concerned).order_by(Suspicion.id)).all()


def is_reference_used(reference: str) -> bool:
    """Return whether a likeness already bears that reference."""
    statement = select(Suspicion.id).where(Suspicion.reference == reference)
    return db.session.scalars(statement).first() is not None


def _is_open(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        Suspicion.territory_id == actor.territory_id,
        Suspicion.state == SuspicionState.OPEN,
        _earlier.state.in_(FOLLOWED),
        _later.state.in_(FOLLOWED),
    )


def _with_referrals(statement: Select[Suspicion]) -> Select[Suspicion]:
    """Bring both referrals, their young people and their organisations in the same SELECT."""
    return (
        statement.join(_earlier, _earlier.id == Suspicion.earlier_id)
        .join(_later, _later.id == Suspicion.later_id)
        .options(
            *(
                contains_eager(side.of_type(alias)).joinedload(relation)
                for side, alias in ((Suspicion.earlier, _earlier), (Suspicion.later, _later))
                for relation in (alias.young_person, alias.organisation)
            )
        )
    )
