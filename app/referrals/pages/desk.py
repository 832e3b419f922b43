"""What surrounds the referral form: who asks, the schools, the associations, the doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.auth.models import Organisation
from app.auth.rules import Actor, is_school
from app.capacity.queries import board_of
from app.capacity.sheets import read_facts
from app.core import clock
from app.core.school_year import school_year_start
from app.matching.wording import lower_first
from app.referrals.decisions import tensions_now
from app.referrals.pages.possible import Candidate, Possibles, list_possibles
from app.referrals.profiles import Answers, build_profile
from app.referrals.queries.alike import Alike, list_alike_of_own
from app.referrals.queries.desk import list_sheets_expecting, read_prescriber
from app.referrals.rules import Draft, age_on
from app.referrals.statuses import status_of
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
    return _desk(actor, list_candidates(actor.territory_id, clock.today()))


def read_desk_of_lists(actor: Actor) -> Desk:
    """Return what surrounds the lines of a class list: who asks and the schools, one SELECT.

    A line prefers no association and confirms no public: that is said of one person at a time.
    """
    return _desk(actor, ())


def _desk(actor: Actor, candidates: Sequence[Candidate]) -> Desk:
    prescriber = read_prescriber(actor)
    is_a_school = is_school(prescriber.organisation.kind_codes)
    return Desk(
        author=", ".join(filter(None, (actor.name, actor.job_title))),
        organisation=prescriber.organisation,
        schools=() if is_a_school else prescriber.schools,
        candidates=candidates,
        today=clock.today(),
    )


def list_candidates(territory_id: int, on: date) -> list[Candidate]:
    """Return every programme of a territory with places, sheet and tension.

    The tensions are those that placing a referral computes: the list says what will be proposed.
    """
    found = list_sheets_expecting(territory_id, on)
    board = board_of([sheet for sheet, _ in found])
    tensions = tensions_now({s.programme.slug: expected for s, expected in found}, board.places)
    return [
        Candidate(
            programme=criteria,
            places=board.places[criteria.id],
            facts=read_facts(sheet.sheet),
            taken=sheet.programme.taken,
            reserved=sheet.reserved,
            tension=tensions[criteria.id],
        )
        for criteria, (sheet, _) in zip(board.programmes, found, strict=True)
    ]


def list_doubts(draft: Draft, actor: Actor) -> list[Doubt]:
    """Return what deserves a second look before a referral is sent."""
    age = age_on(draft.birth_date, clock.today())
    return [
        *warn_of_age(draft.situation, age),
        *warn_of_words(draft.note),
        *doubt_twin(draft, list_alike_of_own(draft, actor)),
    ]


def doubt_twin(draft: Draft, own: Sequence[Alike]) -> list[Doubt]:
    """Return the question about the latest referral of the organisation for somebody alike.

    Args:
        own: those of the draft's own organisation, latest first; no other is ever told.
    """
    return warn_of_twin(_twin(draft, own[0])) if own else []


def _twin(draft: Draft, alike: Alike) -> Twin:
    identity = alike.identity
    return Twin(
        reference=alike.reference,
        name=f"{identity.first_name} {identity.last_name}",
        sent_on=clock.day_of(alike.submitted_at),
        standing=lower_first(status_of(alike.state, alike.wait_reason).label),
        born_on=identity.birth_date if identity.birth_date != draft.birth_date else None,
    )
