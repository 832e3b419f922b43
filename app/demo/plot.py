"""Who refers whom in the story, why associations decline, when schools rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.referrals.endings import CLOSING_QUESTIONS, EndReason
from app.referrals.reasons import DeclineReason


@dataclass(frozen=True, slots=True)
class Way:
    """One way into the service: how often, from whom, in which situations.

    `authors` are codes of organisations; `school` are the schools attended, for those who do not
    teach; `wishes` are the associations prescribers have in mind, None for no wish; `again` means
    young people whom another organisation referred already.
    """

    weight: int
    authors: tuple[str, ...]
    situations: tuple[str, ...]
    school: tuple[str, ...] = ()
    wishes: tuple[str | None, ...] = (None,)
    again: bool = False


_MIDDLE = ("6e", "6e", "5e", "5e", "4e", "4e", "3e", "3PM")
_VOCATIONAL = ("CAP1", "2de_PRO", "2de_PRO", "1re_PRO", "1re_PRO", "Tle_PRO")
_GENERAL = ("2de_GT", "1re_G", "1re_T", "Tle_T", "Tle_G")
_PRIMARY = ("CP", "CE1", "CE2", "CM1", "CM2", "CM2")
_REP_PLUS = ("0594389A", "0590190L", "0590183D", "0595168X", "0594634S")

_CPOSSIBLE = ("cpossible", "cpossible", "anaf", None, None)

WAYS: tuple[Way, ...] = (
    Way(22, ("0593667R",), _MIDDLE, wishes=("afev", "telemaque", None, None)),
    Way(30, _REP_PLUS, _MIDDLE, wishes=("afev", None, None, None)),
    Way(6, ("0595167W",), _MIDDLE),
    Way(12, ("0590187H",), _VOCATIONAL, wishes=_CPOSSIBLE),
    Way(10, ("0590186G", "0590185F"), _VOCATIONAL, wishes=_CPOSSIBLE),
    Way(8, ("0590181B", "0590185F"), _GENERAL, wishes=("cravate", None)),
    Way(16, ("0592825A", "0594327H", "0592073H"), _PRIMARY),
    Way(2, ("0592825A",), ("GS",)),
    Way(8, ("59512S00",), ("EMPLOI", "EMPLOI", "ALTERNANCE", "SORTI")),
    Way(2, ("59119",), ("EMPLOI",)),
    Way(4, ("ase-roubaix",), ("5e", "4e", "3e"), school=("0593667R", "0594389A", "0590190L")),
    Way(2, ("ase-roubaix",), ("CAP1", "2de_PRO"), school=("0590187H", "0590186G")),
    Way(2, ("jeunesse-deschepper",), ("4e", "3e"), school=("0594634S", "0595167W"), again=True),
)

REASONS: dict[DeclineReason, int] = {
    DeclineReason.NO_SUITABLE_MENTOR: 34,
    DeclineReason.UNAVAILABLE: 16,
    DeclineReason.UNREACHABLE: 12,
    DeclineReason.NEED_OUT_OF_SCOPE: 9,
    DeclineReason.NOT_INTERESTED: 8,
    DeclineReason.FAMILY_DECLINED: 7,
    DeclineReason.ALREADY_SUPPORTED: 6,
    DeclineReason.NO_PLACE_LEFT: 4,
    DeclineReason.OTHER: 4,
}


LAST_YEAR: tuple[Way, ...] = (
    *(4 * (Way(1, ("0593667R",), ("5e", "4e"), wishes=("afev",)),)),
    *(2 * (Way(1, ("0592825A",), ("CM1", "CE2")),)),
    *(2 * (Way(1, ("0590187H",), ("1re_PRO", "2de_PRO"), wishes=("cpossible", "anaf")),)),
)
"""Referred the spring before: their mentoring has reached its expected end, or nearly."""

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "Quels jours sont possibles pour les rencontres\u00a0?",
        "Le mercredi après-midi et le samedi.",
    ),
    ("Un accompagnement à distance conviendrait-il\u00a0?", "Oui, un ordinateur est disponible."),
    ("La famille connaît-elle déjà un mentor\u00a0?", "Non, c’est une première demande."),
    ("Quelle matière d’abord\u00a0?", "Les mathématiques, puis l’organisation du travail."),
)

ENDS: tuple[EndReason, ...] = (
    EndReason.ABSENCES,
    EndReason.MENTOR_STOPPED,
    EndReason.MOVED_AWAY,
    EndReason.YOUNG_PERSON_STOPPED,
    EndReason.POOR_FIT,
)

OUTCOMES: tuple[Mapping[str, str], ...] = tuple(
    dict(zip(CLOSING_QUESTIONS, answers, strict=True))
    for answers in (
        ("yes", "yes", "rather_yes", "yes"),
        ("rather_yes", "yes", "yes", "rather_no"),
        ("yes", "rather_no", "yes", "rather_yes"),
    )
)
"""How young people answer the closing questions."""


def days_of(periods: Iterable[tuple[date, date]], start: date, end: date) -> frozenset[date]:
    """Return the days of some periods that lie between two days, both included."""
    found: set[date] = set()
    for first, final in periods:
        day = max(start, first)
        last = min(end, final)
        while day <= last:
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)
