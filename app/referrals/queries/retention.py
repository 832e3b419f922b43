"""Which referrals have ended long enough ago for something of theirs to be erased."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from app.core.db import db
from app.referrals.models import Referral, ThreadEntry
from app.referrals.moves import ENDS
from app.referrals.undoing import UNDONE_WITHIN


def list_ended_unerased(now: datetime) -> Sequence[int]:
    """Return the ids of the referrals that ended a day ago or more and were not erased."""
    return db.session.scalars(select(Referral.id).where(*_is_due(now)).order_by(Referral.id)).all()


def find_ended_unerased(referral_id: int, now: datetime) -> Referral | None:
    """Return one of them, kept from others until the end of the act."""
    return db.session.scalars(
        select(Referral).where(Referral.id == referral_id, *_is_due(now)).with_for_update()
    ).one_or_none()


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    lately = exists().where(
        ThreadEntry.referral_id == Referral.id, ThreadEntry.at > now - UNDONE_WITHIN
    )
    return Referral.state.in_(ENDS), Referral.erased_at.is_(None), ~lately
