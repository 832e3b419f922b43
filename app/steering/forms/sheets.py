"""The form of a programme's sheet: criteria, ways, contacts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.capacity.sheets import MENTOR_WORDS, PUBLIC_WORDS
from app.core.base import Json
from app.core.typography import typo
from app.matching.publics import PUBLICS
from app.matching.vocabulary import KIND_LABELS, LEVEL_LABELS, NEED_LABELS
from app.matching.wording import upper_first
from app.referrals.forms.acting import read_version, words
from app.referrals.forms.fields import BoxesField, LineField, ListField, at_most
from app.referrals.mentoring import planned_months
from app.steering.differences import MEETING_PLACES, MODES
from app.steering.forms.places import LONGEST_REASON

STRENGTHS = (("", "Sans importance"), ("requis", "Condition"), ("prioritaire", "En priorité"))
OLDEST, LONGEST_LINE, MOST_MONTHS = 99, 120, 120
BAD_SITE = "Écrivez l’adresse du site, par exemple https://www.exemple.fr"


def _boxes(label: str, labels: Mapping[str, str]) -> BoxesField:
    choices = [SelectChoice(code, upper_first(said)) for code, said in labels.items()]
    return BoxesField(label, [], choices=choices)


def _number(label: str, most: int, least: int = 0) -> LineField:
    def check(_form: FlaskForm, field: Field) -> None:
        number = _read(field.data, most)
        if field.data and (number is None or number < least):
            raise StopValidation(typo(f"Indiquez un nombre entre {least} et {most}"))

    return LineField(label, [check])


def _read(typed: str | None, most: int) -> int | None:
    text = (typed or "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        return None
    return int(text) if int(text) <= most else None


def _line(label: str) -> LineField:
    return LineField(label, [at_most(LONGEST_LINE, f"Gardez {LONGEST_LINE} caractères au plus")])


class SheetForm(FlaskForm):
    """What an association may say of its programme; the rest of the sheet stays as it is."""

    base = HiddenField()
    age_min = _number("Âge minimal", OLDEST)
    age_max = _number("Âge maximal", OLDEST)
    levels = _boxes("Classes et situations accueillies", LEVEL_LABELS)
    needs = _boxes("Besoins couverts", NEED_LABELS)
    kinds = _boxes("Qui peut orienter", KIND_LABELS)
    modes = _boxes("Rencontres", MODES)
    meeting_places = _boxes("Lieux", MEETING_PLACES)
    mentors = _boxes("Mentors", MENTOR_WORDS)
    months = _number("Durée, en mois", MOST_MONTHS, least=1)
    duration = _line("Durée, en mots")
    frequency = _line("Fréquence")
    email = _line("Courriel")
    site = _line("Site")
    settled = BoxesField("Points réglés", [], choices=[])
    note = words("Pourquoi ce changement", "Dites pourquoi la fiche change", LONGEST_REASON)

    @property
    def publics(self) -> list[Field]:
        """The strength of each public, in the order of the brochure."""
        return [field for field in self if field.name.startswith("public_")]

    @property
    def seen(self) -> int:
        """The newest version when the form was shown."""
        return read_version(self.base.data)

    def validate_age_max(self, field: Field) -> None:
        """Refuse ages the wrong way round."""
        low, high = _read(self.age_min.data, OLDEST), _read(field.data, OLDEST)
        if low is not None and high is not None and high < low:
            raise StopValidation("L’âge maximal est inférieur à l’âge minimal")

    def validate_modes(self, field: BoxesField) -> None:
        """A programme meets somewhere."""
        if not field.chosen:
            raise StopValidation("Choisissez au moins une façon de se rencontrer")

    def validate_levels(self, field: BoxesField) -> None:
        """A programme welcomes somebody."""
        if not field.chosen:
            raise StopValidation("Choisissez au moins une classe ou situation")

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address."""
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError as error:
            raise StopValidation("L’adresse doit ressembler à nom@exemple.fr") from error

    def validate_site(self, field: Field) -> None:
        """A site is an address people may follow."""
        text = field.data or ""
        address = text.removeprefix("https://").removeprefix("http://")
        host = address.partition("/")[0]
        if text and (":" in address or " " in text or "." not in host.strip(".")):
            raise StopValidation(BAD_SITE)

    def refuse(self, message: str) -> None:
        """Show why the sheet is refused, above the form."""
        self.form_errors.append(message)

    def renew(self, version: int) -> None:
        """Make the form one of the newest version: sent again, what it says has been seen.

        The doubts are ticked by their rank in the sheet, which another version may have changed.
        """
        self.base.data, self.settled.data = str(version), []

    def show(self, sheet: Json, version: int) -> None:
        """Offer what the sheet says now."""
        for name, value in _typed(sheet).items():
            self[name].data = value
        self.base.data = str(version)

    def to_sheet(self, before: Json) -> Json:
        """Return the sheet a valid form asks for.

        Args:
            before: the sheet it was made from: what the form does not ask stays.
        """
        said = {
            "age_min": _read(self.age_min.data, OLDEST),
            "age_max": _read(self.age_max.data, OLDEST),
            "niveaux": _in_order(self.levels.chosen, before["niveaux"]),
            "publics": self._publics(before),
            "besoins": _in_order(self.needs.chosen, before["besoins"]),
            "prescripteurs": _in_order(self.kinds.chosen, before["prescripteurs"]),
            "modalites": _in_order(self.modes.chosen, before["modalites"]),
            "presentiel_seul": self.modes.chosen == ["presentiel"],
            "lieux": _in_order(self.meeting_places.chosen, before["lieux"]),
            "mentors": _in_order(self.mentors.chosen, before["mentors"]),
            "duree": self._duration(before["duree"]),
            "frequence": self._frequency(before["frequence"]),
            "contacts": before["contacts"]
            | _unless_same(before["contacts"], email=self.email.data, site=self.site.data),
            "a_confirmer": self._doubts(before),
        }
        return before | _unless_same(before, **said)

    def _publics(self, before: Json) -> list[Json]:
        wanted = {f.name.removeprefix("public_"): f.data for f in self.publics if f.data}
        known = [one["critere"] for one in before["publics"]]
        return [{"critere": code, "force": wanted[code]} for code in _in_order(list(wanted), known)]

    def _duration(self, before: Json) -> Json:
        months = _read(self.months.data, MOST_MONTHS)
        length = {} if months == planned_months(before) else {"min_mois": months, "max_mois": None}
        return before | length | _unless_same(before, texte=self.duration.data or "")

    def _frequency(self, before: Json) -> Json:
        if (self.frequency.data or "") == before["texte"]:
            return before
        return {"heures_par_mois": None, "texte": self.frequency.data or ""}

    def _doubts(self, before: Json) -> list[Json]:
        settled = set(self.settled.chosen)
        doubts = before.get("a_confirmer") or []
        return [one for rank, one in enumerate(doubts) if str(rank) not in settled]


def sheet_form(sheet: Json) -> SheetForm:
    """Return the form of a sheet, with its own publics and the doubts it could settle."""

    class AskedForm(SheetForm):
        pass

    for code in PUBLICS:
        label = upper_first(PUBLIC_WORDS.get(code, code))
        choices = [SelectChoice(value, said) for value, said in STRENGTHS]
        setattr(AskedForm, f"public_{code}", ListField(label, [_among(choices)], choices=choices))
    form = AskedForm()
    doubts = sheet.get("a_confirmer") or ()
    form.settled.choices = [
        SelectChoice(str(rank), typo(one["texte"])) for rank, one in enumerate(doubts)
    ]
    return form


def _among(choices: Iterable[Any]) -> Callable[[FlaskForm, Field], None]:
    offered = {choice.value for choice in choices}

    def check(_form: FlaskForm, field: Field) -> None:
        if (field.data or "") not in offered:
            raise StopValidation("Choisissez dans la liste")

    return check


def _typed(sheet: Json) -> dict[str, Any]:
    strengths = {one["critere"]: one["force"] for one in sheet["publics"]}
    return {
        "age_min": _shown(sheet.get("age_min")),
        "age_max": _shown(sheet.get("age_max")),
        "levels": list(sheet["niveaux"]),
        "needs": list(sheet["besoins"]),
        "kinds": list(sheet["prescripteurs"]),
        "modes": list(sheet["modalites"]),
        "meeting_places": list(sheet["lieux"]),
        "mentors": list(sheet["mentors"]),
        "months": _shown(planned_months(sheet["duree"])),
        "duration": sheet["duree"]["texte"],
        "frequency": sheet["frequence"]["texte"],
        "email": sheet["contacts"].get("email") or "",
        "site": sheet["contacts"].get("site") or "",
        **{f"public_{code}": strengths.get(code, "") for code in PUBLICS},
    }


def _shown(value: float | None) -> str:
    return "" if value is None else str(value)


def _in_order(chosen: list[str], known: list[str]) -> list[str]:
    """Keep what was there in its order, then what is new: nothing moves that was not changed."""
    return [code for code in known if code in chosen] + [c for c in chosen if c not in known]


def _unless_same(before: Json, **said: Any) -> Json:
    """Leave out what says nothing new, so that an untouched sheet stays equal to itself."""
    return {
        name: value for name, value in said.items() if (before.get(name) or None) != (value or None)
    }
