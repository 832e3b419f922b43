"""What pairs are broken down by: stage, district, need, prescriber, school; their words. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.core.plain_text import alphabetical
from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.referrals.pages.phrases import NEED_WORDS, OFFERED_NEEDS
from app.reports.pairs import Ending, Measure, Pair

MEASURE_LABELS: dict[Measure, str] = {
    Measure.STARTED: "Commencés",
    Measure.ACTIVE: "Actifs",
    Measure.ENDED: "Terminés",
    Measure.LONG: "6\u00a0mois ou\u00a0plus",
    Measure.BROKEN: "Rompus avant 6\u00a0mois",
}
WAIT = "Délai médian (jours ouvrés)"
PEOPLE = "Jeunes"
UNKNOWN_SCHOOL = "Sans établissement, ou inconnu"
QPV_LABELS = {"yes": "En quartier prioritaire", "no": "Hors quartier prioritaire"}
QPV_LABELS |= {"unknown": "Adresse non précisée"}
OWN_ORIGIN_LABELS = ORIGIN_LABELS | {"ase": "Partenaires habilités"}
"""What an association reads: who follows a young person is not told, even as a number."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """An attribute of the young person; `values` are those of a pair, codes of `labels`.

    `groups` are of rows that are there because they count somebody: code -> the group it belongs
    to, whose active pairs are told elsewhere; empty when every possible value has its row.
    """

    code: str
    title: str
    head: str
    labels: Mapping[str, str]
    values: Callable[[Pair], tuple[str, ...]]
    groups: Mapping[str, str] = field(default_factory=dict)


def qpv_code(qpv: bool | None) -> str:
    """Return a key of `QPV_LABELS`."""
    return "unknown" if qpv is None else ("yes" if qpv else "no")


STAGE = Dimension(
    "etape", "Par niveau (étape du parcours)", "Étape", STAGE_LABELS, lambda p: (p.stage,)
)
ORIGIN = Dimension(
    "prescripteur", "Par type de prescripteur", "Prescripteur", ORIGIN_LABELS, lambda p: (p.origin,)
)
QPV = Dimension("qpv", "Par quartier", "Quartier", QPV_LABELS, lambda p: (qpv_code(p.qpv),))
NEED = Dimension(
    "besoin",
    "Par besoin (un jeune peut en avoir trois)",
    "Besoin",
    {code: NEED_WORDS[code] for code in OFFERED_NEEDS},
    lambda p: p.needs,
)
REACHED = (Ending.OBJECTIVES, Ending.TERM)
STOPPED = (Ending.YOUNG_SIDE, Ending.MENTOR_SIDE, Ending.OTHER)
ENDING_LABELS: dict[Ending, str] = {
    Ending.OBJECTIVES: "Objectifs atteints",
    Ending.TERM: "Durée prévue atteinte",
    Ending.YOUNG_SIDE: "Arrêt du côté du jeune ou de la famille",
    Ending.MENTOR_SIDE: "Arrêt du côté du mentor ou de l’association",
    Ending.OTHER: "Arrêt pour une autre raison",
    Ending.RELAY: "Relais pris par une autre association",
}
"""In the order of `Tally.endings`."""
STARTED, ACTIVE = 0, 1
"""The columns of pairs that started, and went on, among the measures."""
CROSSED = (STAGE, ORIGIN)


def by_school(pairs: Iterable[Pair]) -> Dimension:
    """Return the dimension of the schools attended, by name, the unknown one last.

    A school has its priority network, whose active pairs are one of the priority publics.
    """
    networks = {pair.school: pair.network for pair in pairs} | {"": ""}
    names = sorted(filter(None, networks), key=alphabetical)
    labels = {name: name for name in names} | {"": UNKNOWN_SCHOOL}
    return Dimension(
        "etablissement",
        "Par établissement",
        "Établissement",
        labels,
        lambda p: (p.school,),
        groups=networks,
    )
