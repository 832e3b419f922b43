"""The one-page referral form: what a prescriber typed, checked, then read into a draft."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField
from wtforms.validators import StopValidation

from app.auth.rules import Actor
from app.core.base import Json
from app.core.formats import count
from app.core.typography import NBSP
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.forms import choices
from app.referrals.forms.fields import BoxesField, ChoiceField, LineField
from app.referrals.forms.questions import Questions
from app.referrals.pages.desk import Desk, list_doubts
from app.referrals.profiles import Answers
from app.referrals.rules import ADULT_AGE, Draft, age_on
from app.referrals.situations import BY_CODE
from app.referrals.texts import phone_digits
from app.referrals.warnings import Doubt, in_class_words

YOUNGEST, OLDEST = 5, 33
MOST_OBJECTIVES = 3
TYPED_LENGTH = 1_000  # of a draft's text: more was not typed by a person
NOT_DRAFTED = frozenset({"csrf_token", "submission_key", "draft_reference", "seen"})
_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")


class ReferralForm(Questions):
    """One young person, as a prescriber describes them."""

    def __init__(self, desk: Desk, typed: Json | None = None, **options: Any) -> None:
        """Prepare the form of a prescriber.

        Args:
            desk: what the form offers.
            typed: the answers of a draft to show again; None reads the request.
        """
        if typed is not None:
            options["formdata"] = MultiDict(typed)
        super().__init__(**options)
        self.desk = desk
        self.school.choices = choices.school_choices(desk.schools)
        self.wish.choices = choices.slug_choices(["", *desk.slugs])
        self.confirmed.choices = choices.slug_choices(desk.slugs)
        if not desk.schools:
            del self.school
        if not _KEY.fullmatch(self.submission_key.data or ""):
            self.submission_key.data = secrets.token_urlsafe(24)

    @property
    def born_on(self) -> date | None:
        """The birth date, None while it cannot be read."""
        try:
            return read_date(self.birth_date.data or "", self.desk.today)
        except UnreadableDateError:
            return None

    @property
    def age(self) -> int | None:
        """The age today, None while the birth date cannot be read."""
        return age_on(self.born_on, self.desk.today) if self.born_on else None

    @property
    def is_adult(self) -> bool:
        """Whether the young person answers for themselves; a minor until the date is known."""
        return self.age is not None and self.age >= ADULT_AGE

    @property
    def situation_words(self) -> str:
        """« en 4e », « en recherche d’emploi »; empty while none is chosen."""
        situation = BY_CODE.get(self.situation.data or "")
        return in_class_words(situation) if situation else ""

    @property
    def asks_school(self) -> bool:
        """Whether the prescriber is asked the school attended."""
        return "school" in self

    def validate_birth_date(self, _field: LineField) -> None:
        """Refuse a date that is none, that is to come, or out of the ages of mentoring."""
        age = self.age
        if self.born_on is None or age is None:
            raise StopValidation(
                "Écrivez la date avec le jour, le mois et l’année, par exemple 27/03/2012"
            )
        if self.born_on >= self.desk.today:
            raise StopValidation("La date de naissance doit être passée")
        if not YOUNGEST <= age <= OLDEST:
            raise StopValidation(
                f"Le mentorat s’adresse aux jeunes de {YOUNGEST} à {count('an', OLDEST)}{NBSP}: "
                f"cette date donne {count('an', age)}"
            )

    def validate_objectives(self, field: BoxesField) -> None:
        """Ask for one to three objectives."""
        if not field.chosen:
            raise StopValidation("Choisissez au moins un objectif")
        if len(field.chosen) > MOST_OBJECTIVES:
            raise StopValidation("Gardez trois objectifs au plus")

    def validate_guardian_name(self, field: LineField) -> None:
        """Ask for the guardian of a minor."""
        if not field.data and not self.is_adult:
            raise StopValidation("Indiquez le nom du responsable légal")

    def validate_phone(self, field: LineField) -> None:
        """Ask for one way to reach the family at least; a number has ten digits."""
        if not field.data and not self.email.data:
            whose = "" if self.is_adult else " du responsable légal"
            raise StopValidation(f"Indiquez un téléphone ou une adresse électronique{whose}")
        if field.data and phone_digits(field.data) is None:
            raise StopValidation(
                f"Le numéro doit compter 10{NBSP}chiffres, par exemple 06{NBSP}39{NBSP}98{NBSP}12"
                f"{NBSP}34"
            )

    def validate_email(self, field: LineField) -> None:
        """Refuse what no mail could reach."""
        if not field.data:
            return
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise StopValidation("L’adresse doit ressembler à nom@exemple.fr") from error

    def validate_agreement(self, field: BooleanField) -> None:
        """Ask for the agreement before anything is sent."""
        if not field.data:
            who = "du jeune" if self.is_adult else "de la famille"
            raise StopValidation(
                f"Recueillez l’accord {who} avant d’envoyer. Vous pouvez enregistrer le brouillon."
            )

    def validate_wish(self, field: ChoiceField) -> None:
        """Refuse an association nobody offers."""
        if field.data and field.data not in self.desk.slugs:
            raise StopValidation("Choisissez une association de la liste")

    @property
    def school_id(self) -> int | None:
        """The school attended, one of those offered."""
        if not self.asks_school:
            return None
        return next((s.id for s in self.desk.schools if str(s.id) == self.school.data), None)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the prescriber and of the school attended; none while it is unanswered.

        Nothing is excluded by a school that nobody has told yet.
        """
        if self.asks_school and self.school_id is None and self.school.data != choices.NO_SCHOOL:
            return frozenset()
        return self.desk.kinds_with(self.school_id)

    def to_answers(self) -> Answers:
        """Return what can already be read, for the live list: nothing is refused."""
        return Answers(
            kinds=self.kinds,
            birth_date=self.born_on,
            situation=self.situation.data,
            qpv=choices.QPV_VALUES.get(self.qpv.data),
            objectives=frozenset(self.objectives.chosen),
            meeting=choices.meeting_of(self.meeting.data),
            wish=self.wish.data if self.wish.data in self.desk.slugs else None,
            confirmed=frozenset(self.confirmed.chosen),
        )

    def to_draft(self) -> Draft:
        """Return the referral to submit; only for a form found valid."""
        answers = self.to_answers()
        if self.born_on is None:
            raise ValueError("only a valid form makes a draft")
        return Draft(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            birth_date=self.born_on,
            situation=self.situation.data,
            qpv=answers.qpv,
            objectives=answers.objectives,
            meeting=answers.meeting,
            note=self.note.data or "",
            guardian_name="" if self.is_adult else self.guardian_name.data or "",
            phone=phone_digits(self.phone.data or "") or "",
            email=self.email.data or "",
            school_id=self.school_id,
            wish=answers.wish,
            confirmed=answers.confirmed,
            submission_key=self._content_key(),
            draft_reference=self.draft_reference.data or None,
            seen=frozenset((self.seen.data or "").split()),
        )

    def list_new_doubts(self, actor: Actor) -> list[Doubt]:
        """Return the doubts of a valid form, all of them, unless each was already seen."""
        draft = self.to_draft()
        found = list_doubts(draft, actor)
        return found if any(doubt.code not in draft.seen for doubt in found) else []

    def remember(self, doubts: Iterable[Doubt]) -> None:
        """Note in the form the doubts it shows: sent again, it is sent as it is."""
        self.seen.data = " ".join(doubt.code for doubt in doubts)

    def typed(self) -> Json:
        """Return the answers as typed, readable or not, to keep them as a draft."""
        kept: Json = {}
        for field in self:
            if field.name in NOT_DRAFTED or not field.data:
                continue
            if isinstance(field, BoxesField):
                kept[field.name] = field.chosen
            else:
                kept[field.name] = "y" if field.data is True else str(field.data)[:TYPED_LENGTH]
        return kept

    def _content_key(self) -> str:
        """Return the key that makes two clicks one referral, and anything else another one.

        With less than all the answers in it, the page filled again for somebody else, or corrected
        after a slow first sending, would be lost in silence.
        """
        content = json.dumps([self.submission_key.data, self.typed()], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
