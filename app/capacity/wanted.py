"""What somebody may look for in the directory of associations. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.auth.rules import SCHOOL_KINDS
from app.matching.vocabulary import STAGES
from app.matching.wording import upper_first

STAGE_OPTIONS: tuple[tuple[str, str], ...] = tuple(
    (code, upper_first(word)) for code, word in STAGES.items()
)
MEETING_OPTIONS: tuple[tuple[str, str], ...] = (
    ("", "Toutes"),
    ("presentiel", "Sur place"),
    ("distanciel", "À distance"),
)
PRESCRIBER_OPTIONS: tuple[tuple[str, str], ...] = (
    ("", "Tous les prescripteurs"),
    ("ecole", "École, collège ou lycée"),
    ("superieur", "Enseignement supérieur"),
    ("mission_locale", "Mission locale"),
    ("emploi", "France Travail, Maison de l’emploi"),
    ("ase", "Aide sociale à l’enfance"),
    ("association", "Centre social, association"),
)
PRESCRIBER_KINDS: Mapping[str, frozenset[str]] = {
    "ecole": SCHOOL_KINDS - {"etab_superieur"},
    "superieur": frozenset({"etab_superieur"}),
    "mission_locale": frozenset({"mission_locale"}),
    "emploi": frozenset({"pole_emploi", "maison_emploi"}),
    "ase": frozenset({"ase"}),
    "association": frozenset({"centre_social", "association"}),
}
ONLY_FREE = "Seulement s’il en reste"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the directory; empty values want everything."""

    stages: tuple[str, ...] = ()
    meeting: str = ""
    prescriber: str = ""
    only_free: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The prescriber kinds behind « Vous êtes »."""
        return PRESCRIBER_KINDS.get(self.prescriber, frozenset())

    @property
    def query(self) -> dict[str, Any]:
        """The same filters, as the parameters of an address."""
        said = {
            "etape": list(self.stages),
            "rencontres": self.meeting,
            "prescripteur": self.prescriber,
            "libres": "1" if self.only_free else "",
        }
        return {name: value for name, value in said.items() if value}

    def removals(self) -> Iterator[tuple[str, "Wanted"]]:
        """Yield the label of each active filter, and the filters without it."""
        for code, label in STAGE_OPTIONS:
            if code in self.stages:
                yield label, replace(self, stages=tuple(s for s in self.stages if s != code))
        if self.meeting:
            yield dict(MEETING_OPTIONS)[self.meeting], replace(self, meeting="")
        if self.prescriber:
            yield dict(PRESCRIBER_OPTIONS)[self.prescriber], replace(self, prescriber="")
        if self.only_free:
            yield ONLY_FREE, replace(self, only_free=False)
