"""The forms of an association that follows a referral: a question, a start, an end."""

from collections.abc import Sequence
from typing import ClassVar

from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs
from wtforms.validators import StopValidation

from app.core import clock
from app.core.formats import date_short
from app.core.typography import NBSP
from app.matching.vocabulary import NEED_LABELS
from app.matching.wording import upper_first
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.endings import (
    ANSWERS,
    CLOSING_QUESTIONS,
    COMPLETIONS,
    END_REASONS,
    MODALITIES,
    NEED_OUTCOMES,
    Completion,
    EndReason,
    Modality,
)
from app.referrals.forms.acting import SHOWN_TO_OTHERS, MoveForm, ReasonForm, codes, words
from app.referrals.forms.fields import LineField, ListField, among, filled
from app.referrals.service.following import Closing, Start, Stop


class ConfirmForm(MoveForm):
    """A move that asks for nothing but a manager's reason."""

    title = "Accepter la demande"
    button = "Accepter la demande"


class ContinueForm(MoveForm):
    """One more term."""

    title = "Poursuivre l’accompagnement"
    button = "Poursuivre l’an prochain"


class QuestionForm(MoveForm):
    """An association's question."""

    title = "Poser une question"
    lead = (
        "Le délai de réponse s’arrête jusqu’à la réponse, dix jours ouvrés au plus. La place reste "
        "réservée."
    )
    button = "Poser la question"
    hints: ClassVar[dict[str, str]] = {"question": SHOWN_TO_OTHERS}
    question = words("Votre question au prescripteur", "Écrivez votre question")


class StartForm(MoveForm):
    """The first meeting of a pair."""

    title = "Mentor trouvé"
    lead = "Dites quand le binôme s’est rencontré, ou va se rencontrer."
    button = "L’accompagnement commence"
    hints: ClassVar[dict[str, str]] = {"day": "Par exemple 27/11/2026."}
    day = LineField("Première rencontre", [filled("Indiquez la date de la première rencontre")])
    modality = codes("Rencontres", MODALITIES.items(), "Dites où le binôme se rencontre")

    def __init__(self, *, asks_why: bool = False) -> None:
        """Offer today."""
        super().__init__(asks_why=asks_why)
        if self.day.data is None:
            self.day.data = date_short(clock.today())

    def validate_day(self, field: LineField) -> None:
        """Refuse what is no date."""
        try:
            read_date(field.data or "", clock.today())
        except UnreadableDateError as error:
            raise StopValidation(
                "Écrivez la date avec le jour, le mois et l’année, par exemple 27/11/2026"
            ) from error

    def refuse_day(self, why: str) -> None:
        """Show why the pair may not meet on that day."""
        self.day.errors = [why]

    def to_start(self) -> Start:
        """Return the start of a valid form."""
        return Start(read_date(self.day.data or "", clock.today()), Modality(self.modality.data))


class EndEarlyForm(ReasonForm):
    """Why a mentoring stops."""

    title = "Signaler un arrêt"
    lead = "La place est rendue. Une autre association peut être demandée aussitôt."
    button = "Confirmer l’arrêt"
    look = "non"
    reason = codes("Raison", END_REASONS.items(), "Choisissez une raison")
    reassigns = BooleanField("Demander aussitôt une autre association")

    def to_stop(self) -> Stop:
        """Return the end of a valid form."""
        return Stop(EndReason(self.reason.data), self.note.data or "", self.reassigns.data)


class ClosingForm(MoveForm):
    """How a mentoring reached its end: its issue, four questions, each need stated."""

    title = "Clore l’accompagnement"
    lead = "La place est rendue. Vos réponses servent au bilan, sans nom."
    button = "Clore l’accompagnement"
    needs: ClassVar[tuple[str, ...]] = ()
    completion = codes("Issue", COMPLETIONS.items(), "Choisissez l’issue")

    def to_closing(self) -> Closing:
        """Return the end of a valid form."""
        return Closing(
            Completion(self.completion.data),
            {
                "questions": {code: self[f"question_{code}"].data for code in CLOSING_QUESTIONS},
                "needs": {code: self[f"need_{code}"].data for code in self.needs},
            },
        )


def closing_form(needs: Sequence[str]) -> type[ClosingForm]:
    """Return the form that asks about these needs, after the four questions."""

    class AskedForm(ClosingForm):
        pass

    AskedForm.needs = tuple(needs)
    for code, said in CLOSING_QUESTIONS.items():
        setattr(AskedForm, f"question_{code}", _answers(said, ANSWERS, default="none"))
    for code in needs:
        said = f"Objectif{NBSP}: {upper_first(NEED_LABELS[code])}"
        setattr(AskedForm, f"need_{code}", _answers(said, NEED_OUTCOMES))
    return AskedForm


def _answers(label: str, labels: dict[str, str], default: str | None = None) -> ListField:
    choices = [SelectChoice(code, said) for code, said in labels.items()]
    return ListField(label, [among("Choisissez une réponse")], choices=choices, default=default)
