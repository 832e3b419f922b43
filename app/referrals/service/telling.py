"""What mails may say of a referral, gathered from the base."""

from app.auth import queries as auth_queries
from app.auth.rules import Role, shown_name
from app.auth.territories import list_manager_addresses
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db
from app.core.formats import initials
from app.matching.vocabulary import NEED_LABELS
from app.referrals.models import Assignment, Referral
from app.referrals.pages.phrases import class_words
from app.referrals.rules import age_on, is_adult
from app.referrals.service.answer_links import sign_link
from app.referrals.service.notifications import Answerer, Told, ToldProgramme, ToldProposal

NBSP = "\u00a0"


def tell_of(referral: Referral) -> Told:
    """Return what may be said of a referral: initials, age, class, needs."""
    person = referral.young_person
    age = age_on(person.birth_date, clock.today())
    who = (
        f"{initials(person.first_name, person.last_name)}, {age}{NBSP}ans, "
        f"{class_words(referral.situation)}"
    )
    organisation = referral.organisation
    return Told(
        reference=referral.reference,
        who=who,
        objectives=", ".join(NEED_LABELS[code] for code in referral.objectives),
        origin=shown_name(organisation.name, organisation.kind_codes, accepted=False),
        prescriber=_prescribers(referral),
        is_adult=is_adult(person.birth_date, clock.today()),
    )


def _prescribers(referral: Referral) -> tuple[str, ...]:
    """The author while they still work there, otherwise their colleagues."""
    there = auth_queries.list_addresses(referral.organisation_id, Role.PRESCRIBER)
    author = referral.author.email
    return (author,) if author in there else there


def tell_of_programme(programme: Programme, *, to_managers: bool = True) -> ToldProgramme:
    """Return what may be said of an association: who to write to, how many places are left.

    Args:
        to_managers: whether managers are told in any case, or only when the association has nobody.
    """
    db.session.refresh(programme)  # its places may have moved in this very act
    coordinators = auth_queries.list_addresses(programme.organisation_id, Role.COORDINATOR)
    asks_managers = to_managers or not coordinators
    return ToldProgramme(
        association=programme.name,
        slug=programme.slug,
        coordinators=coordinators,
        managers=list_manager_addresses(programme.territory_id) if asks_managers else (),
        free=None if programme.open_ended else programme.count.free,
        stated=programme.stated,
    )


def tell_of_proposal(assignment: Assignment) -> ToldProposal:
    """Return what may be said of a proposal: until when, and to whom, each with their own link."""
    if assignment.deadline is None:
        raise ValueError("only a proposal that awaits an answer is told")
    programme = tell_of_programme(assignment.programme, to_managers=False)
    there = auth_queries.list_colleagues(assignment.programme.organisation_id, Role.COORDINATOR)
    answerers = tuple(
        Answerer(one.user.email, one.user.name, sign_link(assignment, one.id)) for one in there
    )
    return ToldProposal(programme, assignment.deadline, answerers)
