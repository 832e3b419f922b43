"""The fields of a trial: what may be changed of a programme, and those of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Form

from app.capacity.rules import MOST_PLACES
from app.core.formats import number
from app.core.typography import typo
from app.matching import Programme
from app.referrals.forms.fields import BoxesField, LineField, ListField
from app.referrals.pages.phrases import NEED_WORDS, OFFERED_NEEDS
from app.steering import address
from app.steering.forms.fields import WholeField, whole
from app.steering.pages.words import criterion_words
from app.steering.scenario import Change, ages_of

OLDEST_AGE = 99
IN_FIGURES = (
    f"écrivez le nombre de places en chiffres, {number(MOST_PLACES)} au plus, par exemple 30"
)
AGE_IN_FIGURES = f"écrivez l’âge en chiffres, {OLDEST_AGE} ans au plus, par exemple 14"
BOTH_AGES = "changez les âges ou retirez leur condition, pas les deux"
REVERSED_AGES = "l’âge le plus jeune dépasse le plus âgé"
NO_MODEL = "choisissez l’association qui lui sert de modèle"
NO_PLACES = "dites combien de places elle aurait"
FLOOR = (address.OPEN_ENDED, "Places «\u00a0ou plus\u00a0»")
CEILING = (address.LIMITED, "Sans «\u00a0ou plus\u00a0»")
OPENING = (address.REOPENED, "Rouvrir aux nouvelles demandes")


@dataclass(frozen=True, slots=True)
class Today:
    """How a programme is today, in words; empty for one that does not exist yet."""

    places: str = ""
    free: str = ""
    ages: str = ""


class ChangeForm(Form):
    """What may be changed of a programme; `whose` begins the messages."""

    places = WholeField("Places déclarées", name=address.PLACES)
    state = BoxesField("Places et entrées", name=address.STATE)
    lifted = BoxesField("Retirer une condition", name=address.LIFTED)
    youngest = WholeField("À partir de (ans)", name=address.YOUNGEST)
    oldest = WholeField("Jusqu’à (ans)", name=address.OLDEST)
    needs = BoxesField("Ajouter un objectif", name=address.NEEDS)
    whose = ""
    programme: Programme | None = None
    today = Today()

    def offer(self, programme: Programme | None, states: Sequence[tuple[str, str]]) -> None:
        """Say which boxes there are: those of a programme."""
        self.programme = programme
        criteria = programme.criteria if programme else ()
        covered = programme.needs if programme else frozenset(OFFERED_NEEDS)
        self.state.choices = list(states)
        self.lifted.choices = [(c.code, criterion_words(c)) for c in criteria]
        self.needs.choices = [(n, NEED_WORDS[n]) for n in OFFERED_NEEDS if n not in covered]

    def check(self) -> None:
        """Check every number, and the ages together."""
        ages = [whole(OLDEST_AGE, self._say(AGE_IN_FIGURES))]
        places = [whole(MOST_PLACES, self._say(IN_FIGURES))]
        self.validate({"places": places, "youngest": ages, "oldest": ages})
        typed = self.youngest.number, self.oldest.number
        if self.youngest.errors or self.oldest.errors or typed == (None, None):
            return
        low, high = ages_of(self.programme) if self.programme else (None, None)
        low = low if typed[0] is None else typed[0]
        high = high if typed[1] is None else typed[1]
        field = self.oldest if typed[0] is None else self.youngest
        if "age" in self.lifted.chosen:
            self.refuse(field, BOTH_AGES)
        elif low is not None and high is not None and low > high:
            self.refuse(field, REVERSED_AGES)

    def refuse(self, field: Any, message: str) -> None:
        """Say beside a field why it cannot be tried."""
        field.errors = [*field.errors, typo(self._say(message))]

    def _say(self, message: str) -> str:
        return f"{self.whose} : {message}"

    @property
    def change(self) -> Change:
        """What is typed and ticked."""
        states = self.state.chosen
        floor = {address.OPEN_ENDED: True, address.LIMITED: False}
        return Change(
            stated=self.places.number,
            open_ended=next((floor[code] for code in states if code in floor), None),
            reopened=address.REOPENED in states,
            lifted=frozenset(self.lifted.chosen),
            youngest=self.youngest.number,
            oldest=self.oldest.number,
            needs=frozenset(self.needs.chosen),
        )

    @property
    def is_touched(self) -> bool:
        """Whether something was typed or ticked here."""
        return self.change != Change() or bool(self.errors)


class NewcomerForm(ChangeForm):
    """A programme that does not exist yet, like another one but for what is changed."""

    title = LineField("Nom", name=address.NAME)
    model = ListField("Sur le modèle de", name=address.MODEL)

    def check(self) -> None:
        """Check that the whole is there as soon as something is typed."""
        super().check()
        if not self.is_touched:
            return
        if self.programme is None:
            self.refuse(self.model, NO_MODEL)
        if self.places.number is None and not self.places.errors:
            self.refuse(self.places, NO_PLACES)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed, ticked or chosen here."""
        return bool(self.title.data or self.model.data) or super().is_touched
