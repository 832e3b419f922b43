"""Forms about places: a figure, days of closure, places to move."""

from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.capacity.models import Programme
from app.capacity.rules import MOST_PLACES, Statement
from app.core import clock
from app.core.formats import date_short, number
from app.core.typography import typo
from app.referrals.dates import NoSuchDayError, UnreadableDateError, read_date
from app.referrals.forms.acting import read_version, words
from app.referrals.forms.fields import LineField, ListField, among, at_most, filled
from app.steering.rules import Seen
from app.steering.service.closing import Days
from app.steering.service.moving_places import Transfer
from app.steering.service.opening import NewProgramme
from app.steering.service.restating import Restatement

LONGEST_REASON = 200
OR_MORE = "Ou plus : d’autres jeunes peuvent être accueillis au-delà"
NO_SUCH_DAY = "Ce jour n’existe pas dans le calendrier\u00a0: vérifiez le jour, le mois et l’année"
EXAMPLE = "Écrivez la date avec le jour, le mois et l’année, par exemple 01/09/2027"


def read_places(typed: str | None) -> int | None:
    """Return the number of places that was typed; None when it is none we can mean."""
    digits = "".join((typed or "").split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST_PLACES))):
        return None
    return int(digits) if int(digits) <= MOST_PLACES else None


def _require_places(field: LineField, least: int = 0) -> None:
    places = read_places(field.data)
    if places is None or places < least:
        most = number(MOST_PLACES)
        raise StopValidation(typo(f"Indiquez un nombre entier, entre {least} et {most}"))


class StepForm(FlaskForm):
    """A form whose effect is shown before it is confirmed: typed, seen, then confirmed.

    `seen` is what the page was made from; somebody else's change makes it outdated.
    """

    seen = HiddenField()

    @property
    def step(self) -> str:
        """What was asked: to see the effect, to go back to the form, or to confirm."""
        return request.form.get("etape", "voir")

    @property
    def is_confirmed(self) -> bool:
        """Whether the effect was seen and the act wanted."""
        return self.step == "confirmer"

    @property
    def seen_before(self) -> Seen:
        """What the page was made from."""
        line, _, plan = (self.seen.data or "").partition("-")
        return Seen(read_version(line), read_version(plan))

    @property
    def kept(self) -> dict[str, str]:
        """What was typed, to be sent again with the confirmation."""
        sent = {field.name: field for field in self if field.name not in {"csrf_token", "seen"}}
        return {name: _sent_again(field) for name, field in sent.items() if _sent_again(field)}

    def refuse(self, message: str) -> None:
        """Show why the act is refused, above the form."""
        self.form_errors.append(message)


def _sent_again(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "y" if field.data else ""
    return str(field.data or "")


class DayField(LineField):
    """A day people type; `day` once it was checked."""

    day: date | None = None

    def __init__(self, label: str, missing: str = "", **options: Any) -> None:
        """Refuse what is no day; an empty one too when `missing` says so."""
        checks = [filled(missing)] if missing else []
        super().__init__(label, [*checks, _is_day], **options)


def _is_day(_form: FlaskForm, field: DayField) -> None:
    field.day = None
    if not field.data:
        return
    try:
        field.day = read_date(field.data, date(2099, 12, 31))
    except NoSuchDayError as error:
        raise StopValidation(NO_SUCH_DAY) from error
    except UnreadableDateError as error:
        raise StopValidation(EXAMPLE) from error


class StatementForm(StepForm):
    """A figure, the day it counts from, and why."""

    stated = LineField("Nombre de places", [filled("Indiquez le nombre de places")])
    open_ended = BooleanField(OR_MORE)
    effective_on = DayField("À partir du", "Indiquez le jour à partir duquel compter")
    reason = words("Raison", "Dites pourquoi les places changent", LONGEST_REASON)

    def show(self, programme: Programme) -> None:
        """Offer the present figure, from today."""
        self.stated.data = number(programme.stated)
        self.open_ended.data = programme.open_ended
        self.effective_on.data = date_short(clock.today())

    def validate_stated(self, field: LineField) -> None:
        """Refuse what is no number of places."""
        _require_places(field)

    def to_restatement(self) -> Restatement:
        """Return what a valid form states."""
        if self.effective_on.day is None:
            raise ValueError("only a form that was validated states places")
        said = Statement(read_places(self.stated.data) or 0, bool(self.open_ended.data))
        return Restatement(said, self.effective_on.day, self.reason.data or "")


class ClosureForm(StepForm):
    """Days without new young people, and why."""

    starts_on = DayField("Premier jour", "Indiquez le premier jour")
    ends_on = DayField("Dernier jour")
    reason = words("Raison", "Dites pourquoi l’association ferme", LONGEST_REASON)

    def show(self) -> None:
        """Offer today."""
        self.starts_on.data = date_short(clock.today())

    def to_days(self) -> Days:
        """Return the days of a valid form."""
        if self.starts_on.day is None:
            raise ValueError("only a form that was validated closes days")
        return Days(self.starts_on.day, self.ends_on.day, self.reason.data or "")


class ProgrammeForm(StepForm):
    """Another programme of an association, on the model of one that is there."""

    model = ListField("Association et modèle de fiche", [among("Choisissez le modèle")])
    name = LineField(
        "Nom du programme",
        [filled("Donnez un nom à ce programme"), at_most(80, "Gardez 80 caractères au plus")],
    )
    stated = LineField("Nombre de places", [filled("Indiquez le nombre de places")])
    open_ended = BooleanField(OR_MORE)
    reason = words("Raison", "Dites pourquoi ce programme ouvre", LONGEST_REASON)

    def offer(self, programmes: dict[str, str]) -> None:
        """Offer the programmes that can be a model: slug -> name."""
        self.model.choices = [SelectChoice(slug, said) for slug, said in programmes.items()]

    def validate_stated(self, field: LineField) -> None:
        """Refuse what is no number of places."""
        _require_places(field)

    def to_programme(self) -> NewProgramme:
        """Return the programme of a valid form."""
        said = Statement(read_places(self.stated.data) or 0, bool(self.open_ended.data))
        reason = self.reason.data or ""
        return NewProgramme(self.model.data or "", self.name.data or "", said, reason)


class TransferForm(StepForm):
    """Free places to move, from where to where, and why."""

    source = ListField("De", [among("Choisissez qui donne des places")])
    target = ListField("À", [among("Choisissez qui les reçoit")])
    number = LineField("Nombre de places à déplacer", [filled("Indiquez combien de places")])
    reason = words("Raison", "Dites pourquoi ces places sont déplacées", LONGEST_REASON)

    def offer(self, programmes: dict[str, str], source: str) -> None:
        """Offer programmes: slug -> name and free places; the page came from that of `source`."""
        choices = [SelectChoice(slug, said) for slug, said in programmes.items()]
        self.source.choices = self.target.choices = choices
        if not self.is_submitted():
            self.source.data = source

    def validate_number(self, field: LineField) -> None:
        """Refuse what is no number of places."""
        _require_places(field, least=1)

    def to_transfer(self) -> Transfer:
        """Return what a valid form moves."""
        return Transfer(
            self.source.data or "",
            self.target.data or "",
            read_places(self.number.data) or 0,
            self.reason.data or "",
        )
