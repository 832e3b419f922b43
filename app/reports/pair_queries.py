"""The pairs of a period, read in one statement, without a name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.auth.models import Organisation
from app.auth.rules import is_school, is_sensitive
from app.capacity.models import Programme
from app.core.clock import day_of
from app.core.db import db
from app.referrals.endings import Completion, EndReason
from app.referrals.models import Assignment, Referral, ThreadEntry, YoungPerson
from app.referrals.moves import MOVES, Move
from app.referrals.origins import origin_of, stage_of_situation
from app.referrals.rules import AssignmentState
from app.referrals.situations import BY_CODE
from app.reports.figures import Period
from app.reports.pairs import Ending, Pair, is_active

BATCH = 500
E = EndReason
ENDINGS: dict[EndReason, Ending] = {
    **dict.fromkeys(
        (
            E.YOUNG_PERSON_STOPPED,
            E.FAMILY_STOPPED,
            E.ABSENCES,
            E.SITUATION_CHANGED,
            E.MOVED_AWAY,
            E.LOST_CONTACT,
        ),
        Ending.YOUNG_SIDE,
    ),
    **dict.fromkeys((E.MENTOR_STOPPED, E.POOR_FIT, E.ASSOCIATION_STOPPED), Ending.MENTOR_SIDE),
    E.TRANSFERRED: Ending.RELAY,
    E.OTHER: Ending.OTHER,
}
COMPLETIONS = {
    Completion.OBJECTIVES_MET: Ending.OBJECTIVES,
    Completion.TERM_REACHED: Ending.TERM,
}
LEFT_SCHOOL, VOCATIONAL = "SORTI", "Lycée professionnel"
NO_SCHOOL, NO_NETWORK, REP, REP_PLUS = "aucune", "hors", "rep", "rep_plus"
_School = aliased(Organisation)


def list_pairs(territory_id: int, period: Period) -> list[Pair]:
    """Return the pairs of a territory that went on within a period: one statement."""
    return list(iterate_pairs(territory_id, period))


def iterate_pairs(territory_id: int, period: Period) -> Iterator[Pair]:
    """Yield the pairs of a territory that went on within a period, oldest first."""
    for row in db.session.execute(_select(territory_id, period)).yield_per(BATCH):
        pair = _pair(row)
        if is_active(pair, period):
            yield pair


def _select(territory_id: int, period: Period) -> Select[*tuple[Any, ...]]:
    """Select what is kept of each pair.

    Two referrals of one young person (same name, same birthday) bear one number: the smallest row
    of theirs. The name itself never leaves the base.
    """
    handed_over = (
        select(func.max(ThreadEntry.at))
        .where(
            ThreadEntry.assignment_id == Assignment.id,
            ThreadEntry.kind == MOVES[Move.HAND_OVER].told,
        )
        .correlate(Assignment)
        .scalar_subquery()
    )
    same_person = (YoungPerson.name_key, YoungPerson.birth_date)
    return (
        select(
            Programme.slug.label("programme"),
            func.min(YoungPerson.id).over(partition_by=same_person).label("person"),
            Referral.situation,
            Referral.qpv,
            Referral.objectives,
            Organisation.name.label("prescriber"),
            Organisation.kinds.label("kinds"),
            _School.name.label("school"),
            _School.kinds.label("school_kinds"),
            Referral.submitted_at,
            Assignment.started_on,
            Assignment.ended_on,
            Assignment.state,
            Assignment.completion,
            Assignment.end_reason,
            handed_over.label("handed_over_at"),
            (~_earlier()).label("is_first"),
            Assignment.outcomes,
        )
        .join(Referral, Referral.id == Assignment.referral_id)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(_School, _School.id == Referral.school_id)
        .where(
            Programme.territory_id == territory_id,
            Assignment.started_on <= period.end,
            or_(Assignment.ended_on.is_(None), Assignment.ended_on >= period.start),
        )
        .order_by(Assignment.started_on, Assignment.id)
    )


def _earlier() -> ColumnElement[bool]:
    """Return the condition « another pair of the same referral met before »."""
    other = aliased(Assignment)
    before = or_(
        other.started_on < Assignment.started_on,
        and_(other.started_on == Assignment.started_on, other.id < Assignment.id),
    )
    met = or_(other.ended_on.is_(None), other.ended_on >= other.started_on)
    return exists().where(other.referral_id == Assignment.referral_id, before, met)


def _pair(row: Row[Any]) -> Pair:
    situation = BY_CODE[row.situation]
    teaches = is_school(frozenset(row.kinds))
    school, kinds = (row.school, row.school_kinds) if row.school else (row.prescriber, row.kinds)
    return Pair(
        programme=row.programme,
        person=row.person,
        stage=stage_of_situation(situation),
        qpv=row.qpv,
        needs=tuple(row.objectives),
        school=school if row.school or teaches else "",
        network=network_of(kinds),
        origin=origin_of(row.kinds),
        is_sensitive=is_sensitive(frozenset(row.kinds)),
        is_vocational=situation.group == VOCATIONAL,
        left_school=situation.code == LEFT_SCHOOL,
        submitted_on=day_of(row.submitted_at),
        start=row.started_on,
        end=_end(row),
        ending=_ending(row),
        is_first=row.is_first,
        outcomes=row.outcomes or {},
    )


def network_of(kinds: list[str]) -> str:
    """Return the priority network of the school attended: its kinds say it."""
    if any(kind.endswith("_rep_plus") for kind in kinds):
        return REP_PLUS
    if any(kind.endswith("_rep") for kind in kinds):
        return REP
    return NO_NETWORK if is_school(frozenset(kinds)) else NO_SCHOOL


def _end(row: Row[Any]) -> date | None:
    if row.state is AssignmentState.TRANSFERRED:
        return day_of(row.handed_over_at) if row.handed_over_at else row.started_on
    end: date | None = row.ended_on
    return end


def _ending(row: Row[Any]) -> Ending | None:
    if row.state is AssignmentState.TRANSFERRED:
        return Ending.RELAY
    if row.completion is not None:
        return COMPLETIONS[row.completion]
    return ENDINGS[row.end_reason] if row.end_reason is not None else None
