"""What the referral form reads from the base: who asks, the schools, the associations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.auth import queries as auth_queries
from app.auth.models import Organisation
from app.auth.rules import Actor, is_school
from app.capacity import queries as capacity_queries
from app.capacity.models import Programme
from app.capacity.sheets import read_facts
from app.core import clock
from app.core.db import db
from app.core.school_year import school_year_start
from app.referrals import queries
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.possible import Candidate, Possibles, list_possibles
from app.referrals.profiles import Answers, build_profile
from app.referrals.rules import AWAITS_ANSWER, Draft, ReferralState, age_on
from app.referrals.texts import normalised_name
from app.referrals.warnings import Doubt, Twin, warn_of_age, warn_of_twin, warn_of_words

PRIORITY_NETWORKS = {"_rep_plus": "REP+", "_rep": "REP"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything around the form. `schools` is empty when the prescriber is itself a school."""

    author: str
    organisation: Organisation
    schools: Sequence[Organisation]
    candidates: Sequence[Candidate]
    tensions: Mapping[str, float]
    today: date

    @property
    def organisation_label(self) -> str:
        """The prescriber's organisation, its network said."""
        return label_of(self.organisation)

    @property
    def school_year(self) -> str:
        """« 2026-2027 »."""
        year = school_year_start(self.today).year
        return f"{year}-{year + 1}"

    @property
    def slugs(self) -> list[str]:
        """The programmes one may prefer or confirm."""
        return [candidate.programme.id for candidate in self.candidates]

    def kinds_with(self, school_id: int | None) -> frozenset[str]:
        """Return the prescriber's kinds and those of the school attended."""
        attended = [school.kind_codes for school in self.schools if school.id == school_id]
        return self.organisation.kind_codes.union(*attended)

    def list_possibles(self, answers: Answers) -> Possibles:
        """Return the live list of a form, however much of it is filled."""
        profile = build_profile("", answers, self.today)
        return list_possibles(profile, self.candidates, self.tensions)


def label_of(organisation: Organisation) -> str:
    """Return the name of a school with its network: « Collège Rosa Parks (REP+) »."""
    for ending, said in PRIORITY_NETWORKS.items():
        if any(kind.endswith(ending) for kind in organisation.kinds):
            return f"{organisation.name} ({said})"
    return organisation.name


def read_desk(actor: Actor) -> Desk:
    """Return what surrounds the form of a prescriber."""
    organisation = auth_queries.get_organisation(actor.organisation_id)
    asks_school = not is_school(organisation.kind_codes)
    today = clock.today()
    expectations = queries.read_expectations(actor.territory_id, today)
    return Desk(
        author=", ".join(filter(None, (actor.name, actor.job_title))),
        organisation=organisation,
        schools=auth_queries.list_schools(actor.territory_id) if asks_school else (),
        candidates=list_candidates(actor.territory_id),
        tensions={slug: expected.tension for slug, expected in expectations.items()},
        today=today,
    )


def list_candidates(territory_id: int) -> list[Candidate]:
    """Return every programme of a territory with its places and its sheet."""
    sheets = capacity_queries.list_sheets(territory_id)
    board = capacity_queries.board_of(sheets)
    reserved = count_reserved(territory_id)
    return [
        Candidate(
            programme=criteria,
            places=board.places[criteria.id],
            facts=read_facts(sheet.sheet),
            taken=sheet.programme.taken,
            reserved=reserved.get(sheet.programme.id, 0),
        )
        for sheet, criteria in zip(sheets, board.programmes, strict=True)
    ]


def count_reserved(territory_id: int) -> dict[int, int]:
    """Return per programme id how many proposals hold a place and await an answer."""
    rows = db.session.execute(
        select(Assignment.programme_id, func.count(Assignment.id))
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Programme.territory_id == territory_id, Assignment.state.in_(AWAITS_ANSWER))
        .group_by(Assignment.programme_id)
    )
    return dict(rows.tuples())


def find_twin(draft: Draft, actor: Actor) -> Twin | None:
    """Return the latest referral the organisation sent for the same name and birth date.

    The one an earlier click of the same form made is no twin, nor is a withdrawn one. Other
    organisations are never looked at: a warning would tell who follows whom.
    """
    found = db.session.execute(
        select(Referral.reference, Referral.submitted_at)
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .where(
            Referral.organisation_id == actor.organisation_id,
            Referral.submission_key != draft.submission_key,
            Referral.state != ReferralState.WITHDRAWN,
            YoungPerson.name_key == normalised_name(draft.first_name, draft.last_name),
            YoungPerson.birth_date == draft.birth_date,
        )
        .order_by(Referral.submitted_at.desc(), Referral.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return Twin(found.reference, found.submitted_at.astimezone(clock.PARIS).date())


def list_doubts(draft: Draft, actor: Actor) -> list[Doubt]:
    """Return what deserves a second look before a referral is sent."""
    age = age_on(draft.birth_date, clock.today())
    name = f"{draft.first_name} {draft.last_name}"
    return [
        *warn_of_age(draft.situation, age),
        *warn_of_words(draft.note),
        *warn_of_twin(name, find_twin(draft, actor)),
    ]
