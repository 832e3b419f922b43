"""Who was already referred and looks alike: one indexed SELECT, then the rule."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Row, or_, select, union

from app.auth.rules import Actor
from app.core.db import db
from app.referrals.likeness import Identity, Verdict, births_like, compare, sound_key
from app.referrals.models import Referral, YoungPerson
from app.referrals.rules import Draft, ReferralState, WaitReason


@dataclass(frozen=True, slots=True)
class Alike:
    """A referral whose young person is likely the one of a draft."""

    id: int
    reference: str
    organisation_id: int
    state: ReferralState
    wait_reason: WaitReason | None
    submitted_at: datetime
    identity: Identity
    verdict: Verdict


def list_alike_of_own(draft: Draft, actor: Actor) -> list[Alike]:
    """Return the referrals of the actor's organisation for somebody alike, latest first.

    Other organisations are never looked at: a warning would tell who follows whom.
    """
    own = Referral.organisation_id + 0 == actor.organisation_id
    return _list_alike(_identity_of(draft), _is_another(draft, actor.organisation_id), own)


def list_alike(draft: Draft, actor: Actor) -> list[Alike]:
    """Return the referrals of the territory for somebody alike, latest first."""
    theirs = Referral.territory_id + 0 == actor.territory_id
    return _list_alike(_identity_of(draft), _is_another(draft, actor.organisation_id), theirs)


def list_alike_of(referral: Referral) -> list[Alike]:
    """Return the other referrals of its territory for somebody alike, latest first."""
    person = referral.young_person
    identity = Identity(person.first_name, person.last_name, person.birth_date)
    theirs = Referral.territory_id + 0 == referral.territory_id
    return _list_alike(identity, Referral.id != referral.id, theirs)


def _identity_of(draft: Draft) -> Identity:
    return Identity(draft.first_name, draft.last_name, draft.birth_date)


def _is_another(draft: Draft, organisation_id: int) -> ColumnElement[bool]:
    """Leave out what an earlier click of the same form made: its key is one organisation's own."""
    return or_(
        Referral.submission_key != draft.submission_key,
        Referral.organisation_id != organisation_id,
    )


def _list_alike(
    wanted: Identity, is_another: ColumnElement[bool], scope: ColumnElement[bool]
) -> list[Alike]:
    """Return those in scope; neither withdrawn, nor made by an earlier click of the same form.

    Any name is a candidate on the dates that could be meant, and any date one digit off under the
    same sound: both are indexes of `young_person`, so the size of the base does not matter.

    Args:
        is_another: leaves out the referral itself.
        scope: whose referrals; written `column + 0 ==` so that no planner starts from its index,
            which would read the whole territory (SQLite did).
    """
    rows = db.session.execute(
        select(
            Referral.id,
            Referral.reference,
            Referral.organisation_id,
            Referral.state,
            Referral.wait_reason,
            Referral.submitted_at,
            YoungPerson.first_name,
            YoungPerson.last_name,
            YoungPerson.birth_date,
        )
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .where(
            Referral.young_person_id.in_(_candidates(wanted)),
            scope,
            is_another,
            Referral.state != ReferralState.WITHDRAWN,
        )
        .order_by(Referral.submitted_at.desc(), Referral.id.desc())
    ).all()
    found = [_alike(wanted, row) for row in rows]
    return [one for one in found if one.verdict.same]


def _alike(wanted: Identity, row: Row[*tuple[Any, ...]]) -> Alike:
    identity = Identity(row.first_name, row.last_name, row.birth_date)
    return Alike(
        id=row.id,
        reference=row.reference,
        organisation_id=row.organisation_id,
        state=row.state,
        wait_reason=row.wait_reason,
        submitted_at=row.submitted_at,
        identity=identity,
        verdict=compare(wanted, identity),
    )


def _candidates(wanted: Identity) -> CompoundSelect[int]:
    dates, one_digit_off = births_like(wanted.birth_date)
    by_date = select(YoungPerson.id).where(YoungPerson.birth_date.in_(dates))
    by_sound = select(YoungPerson.id).where(
        YoungPerson.sound_key == sound_key(wanted.first_name, wanted.last_name),
        YoungPerson.birth_date.in_(one_digit_off),
    )
    return union(by_date, by_sound)
