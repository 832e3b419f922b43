"""What the referral form reads from the base: who asks, the schools, the associations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from app.auth.models import Organisation
from app.auth.rules import Actor, is_school
from app.capacity.models import Programme, ProgrammeVersion
from app.capacity.occupancy import reserved_places
from app.capacity.queries import Sheet, board_of
from app.capacity.sheets import read_facts
from app.core import clock
from app.core.db import db
from app.core.school_year import school_year_start
from app.referrals.decisions import tensions_now
from app.referrals.models import Referral, YoungPerson
from app.referrals.pages.possible import Candidate, Possibles, list_possibles
from app.referrals.profiles import Answers, build_profile
from app.referrals.queries.referral import latest_expected
from app.referrals.rules import Draft, ReferralState, age_on
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
        return list_possibles(profile, self.candidates)


def label_of(organisation: Organisation) -> str:
    """Return the name of a school with its network: « Collège Rosa Parks (REP+) »."""
    for ending, said in PRIORITY_NETWORKS.items():
        if any(kind.endswith(ending) for kind in organisation.kinds):
            return f"{organisation.name} ({said})"
    return organisation.name


def read_desk(actor: Actor) -> Desk:
    """Return what surrounds the form of a prescriber."""
    today = clock.today()
    organisation, schools = _read_organisations(actor)
    return Desk(
        author=", ".join(filter(None, (actor.name, actor.job_title))),
        organisation=organisation,
        schools=() if is_school(organisation.kind_codes) else schools,
        candidates=list_candidates(actor.territory_id, today),
        today=today,
    )


def _read_organisations(actor: Actor) -> tuple[Organisation, list[Organisation]]:
    """Return the prescriber's organisation and the open schools around it: one SELECT."""
    found = db.session.scalars(
        select(Organisation)
        .where(
            or_(
                Organisation.id == actor.organisation_id,
                and_(
                    Organisation.territory_id == actor.territory_id,
                    Organisation.uai.is_not(None),
                    Organisation.is_open,
                ),
            )
        )
        .order_by(Organisation.name, Organisation.id)
    ).all()
    own = next(one for one in found if one.id == actor.organisation_id)
    return own, [one for one in found if one.uai is not None]


def list_candidates(territory_id: int, on: date) -> list[Candidate]:
    """Return every programme of a territory with places, sheet and tension: one SELECT.

    The tensions are those that placing a referral computes: the list says what will be proposed.
    """
    rows = db.session.execute(
        select(
            Programme,
            ProgrammeVersion.sheet,
            ProgrammeVersion.effective_on,
            reserved_places(),
            latest_expected(on),
        )
        .join(
            ProgrammeVersion,
            and_(
                ProgrammeVersion.programme_id == Programme.id,
                ProgrammeVersion.version == Programme.rules_version,
            ),
        )
        .where(Programme.territory_id == territory_id)
        .order_by(Programme.stated.desc(), Programme.name, Programme.id)
    ).all()
    board = board_of([Sheet(programme, sheet, since) for programme, sheet, since, *_ in rows])
    tensions = tensions_now({row[0].slug: row[-1] for row in rows}, board.places)
    return [
        Candidate(
            programme=criteria,
            places=board.places[criteria.id],
            facts=read_facts(sheet),
            taken=programme.taken,
            reserved=reserved,
            tension=tensions[criteria.id],
        )
        for criteria, (programme, sheet, _, reserved, _) in zip(board.programmes, rows, strict=True)
    ]


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
