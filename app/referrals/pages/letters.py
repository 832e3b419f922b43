"""One request in an association's inbox: what may be read before answering."""

from dataclasses import dataclass
from datetime import datetime

from app.auth.rules import SENSITIVE_LABEL, is_sensitive
from app.core.clock import day_of
from app.core.formats import initials
from app.matching.wording import upper_first
from app.referrals.models import Assignment, Referral
from app.referrals.pages.phrases import (
    Deadline,
    answer_by,
    class_words,
    in_sentence,
    need_labels,
    sent_words,
)
from app.referrals.picks import Pick
from app.referrals.rules import age_on


@dataclass(frozen=True, slots=True)
class Letter:
    """Initials, age, class, who refers, needs, and until when; never a name or a contact."""

    reference: str
    version: int
    who: str
    age: int
    class_label: str
    origin: str
    needs: tuple[str, ...]
    sent: str
    deadline: Deadline

    @property
    def pick(self) -> str:
        """What its check box sends."""
        return str(Pick(self.reference, self.version))

    @property
    def is_urgent(self) -> bool:
        """Whether the answer is due today or late."""
        return self.deadline.tone == "depassee"


def open_letter(assignment: Assignment, now: datetime) -> Letter:
    """Return a proposal as its association may read it before it answers."""
    referral = assignment.referral
    person = referral.young_person
    today = day_of(now)
    return Letter(
        reference=referral.reference,
        version=assignment.version,
        who=initials_of(referral),
        age=age_on(person.birth_date, today),
        class_label=class_words(referral.situation),
        origin=_origin(referral),
        needs=need_labels(referral.objectives),
        sent=sent_words(referral.submitted_at, now),
        deadline=answer_by(assignment.deadline, today),
    )


def initials_of(referral: Referral) -> str:
    """Return how a young person is called outside their file: « L. C. »."""
    person = referral.young_person
    return initials(person.first_name, person.last_name)


def _origin(referral: Referral) -> str:
    """« Collège Rosa Parks, Samira Haddad, CPE »; nobody is named for a sensitive service."""
    organisation, author = referral.organisation, referral.author
    if is_sensitive(organisation.kind_codes):
        return upper_first(SENSITIVE_LABEL)
    said = (organisation.name, author.name, in_sentence(author.job_title))
    return ", ".join(filter(None, said))
