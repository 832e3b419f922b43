"""The indicators the State and « 1 jeune, 1 mentor » ask for, each with its formula. Pure.

Source: the reviews of the Cités éducatives, and the figures of the national programme: young
people accompanied in the year, pairs of six months or more and pairs broken before, priority
publics, time from a referral to a first meeting.
"""

from dataclasses import dataclass

from app.core.formats import count, number, percent
from app.core.typography import NBSP
from app.reports.breakdowns import Tally, wait_of
from app.reports.figures import ENOUGH_ANSWERS
from app.reports.grids import Mark, Value, text_of
from app.reports.pairs import Ending, Measure, count_people, endings, is_judged

PAIR = (
    "Un binôme, c’est un jeune et la mentore ou le mentor d’une association qui se sont rencontrés"
    "\u00a0: il commence le jour de la première rencontre. Quand une autre association prend le "
    "relais, le mentor change\u00a0: un binôme se termine, un autre commence. Un binôme arrêté "
    "avant sa première rencontre n’est pas compté. Rien de ce qui suit la période n’est regardé."
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the period: its value, what to know of it, how it is counted.

    `unit` is said where the detail, which begins with it, is not shown.
    """

    code: str
    label: str
    value: Value
    detail: str
    formula: str
    unit: str = ""

    @property
    def text(self) -> str:
        """The value as it is read."""
        return text_of(self.value)

    @property
    def with_unit(self) -> str:
        """The value as it is read without its detail: 13 jours ouvrés."""
        if isinstance(self.value, Mark) or not self.unit:
            return self.text
        return count(self.unit, self.value)


def list_indicators(tally: Tally) -> tuple[Indicator, ...]:
    """Return the indicators of a period, in the order of the page."""
    return (_people(tally), *_moves(tally), *_lasting(tally), _wait(tally))


def _people(tally: Tally) -> Indicator:
    return Indicator(
        "M1",
        "Jeunes mentorés",
        count_people(tally.pairs, tally.period),
        "",
        "Jeunes qui ont au moins un binôme actif un jour de la période, chacun compté une fois, "
        "même avec deux associations ou deux demandes (mêmes nom, prénom et date de naissance).",
    )


def _moves(tally: Tally) -> tuple[Indicator, ...]:
    relays = endings(tally.pairs, tally.period)[Ending.RELAY]
    return (
        Indicator(
            "M1",
            "Binômes commencés",
            tally.total(Measure.STARTED),
            "",
            "Binômes dont la première rencontre a lieu dans la période, premier et dernier jour "
            "compris.",
        ),
        Indicator(
            "M1",
            "Binômes actifs",
            tally.total(Measure.ACTIVE),
            "",
            "Binômes commencés avant la fin de la période, et qui ne s’étaient pas terminés avant "
            "son premier jour\u00a0: ceux qui commencent, continuent ou se terminent.",
        ),
        Indicator(
            "M1",
            "Binômes terminés",
            tally.total(Measure.ENDED),
            f"dont {count('relais', relays, 'relais')}" if relays else "",
            "Binômes dont la fin est enregistrée dans la période\u00a0: terme ou objectifs "
            "atteints, interruption, relais pris par une autre association.",
        ),
    )


def _lasting(tally: Tally) -> tuple[Indicator, ...]:
    judged = sum(is_judged(pair, tally.period) for pair in tally.pairs)
    long, broken = tally.total(Measure.LONG), tally.total(Measure.BROKEN)
    known = "binôme dont la durée est connue", "binômes dont la durée est connue"
    return (
        Indicator(
            "M2",
            f"Binômes de 6{NBSP}mois ou{NBSP}plus",
            long,
            _share(long, judged, *known),
            "Binômes actifs qui avaient duré six mois à leur fin, ou au dernier jour de la période "
            "s’ils continuent. La part se calcule sur ceux dont on connaît la durée\u00a0: six "
            "mois atteints, ou terminés avant. Ni un binôme plus jeune qui continue, ni un relais "
            "avant six mois.",
        ),
        Indicator(
            "M2",
            f"Binômes rompus avant 6{NBSP}mois",
            broken,
            _share(broken, judged, *known),
            "Binômes interrompus dans la période moins de six mois après la première rencontre. Un "
            "relais, ou des objectifs atteints plus tôt, n’est pas une rupture. Même dénominateur.",
        ),
    )


def _wait(tally: Tally) -> Indicator:
    first = len(tally.all_waits)
    return Indicator(
        "M8",
        "Délai médian, de la demande à la première rencontre",
        wait_of(tally.all_waits),
        f"jours ouvrés, sur {count('première rencontre', first)}",
        "La moitié des jeunes rencontrés dans la période ont attendu moins, l’autre moitié plus. "
        "Jours ouvrés de l’envoi de la demande (non compté) à la première rencontre "
        "(comptée)\u00a0: lundi à vendredi, hors jours fériés. Seul le premier binôme d’une "
        f"demande compte. Rien au-dessous de {ENOUGH_ANSWERS} rencontres.",
        unit="jour ouvré",
    )


def _share(part: int, whole: int, one: str, many: str) -> str:
    if not whole:
        return ""
    words = one if whole == 1 else many
    return f"soit {percent(part / whole)} de {number(whole)}{NBSP}{words}"
