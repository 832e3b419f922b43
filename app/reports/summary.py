"""The sheet « Synthèse »: the figures of the dashboard, one a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.formats import date_short, date_text
from app.core.xlsx import Row
from app.matching.wording import lower_first
from app.referrals.statuses import STATUSES, TO_ASSIGN, WAITING
from app.reports.bars import Bar
from app.reports.figures import Answers, Occupation, Period, mondays, total
from app.reports.grids import number_in, word_in
from app.reports.people import People
from app.reports.periods import days_label
from app.reports.queries import Counts


@dataclass(frozen=True, slots=True)
class Summary:
    """What was counted for a period, and on the day `on`, which the period may not hold.

    `people` tells who the young people of its school year are.
    """

    period: Period
    on: date
    occupations: Sequence[Occupation]
    answers: Answers
    counts: Counts
    people: People


def list_lines(summary: Summary) -> list[Row]:
    """Return the lines: rubric, indicator, number, share of a whole, word that hides a number."""
    counts, people = summary.counts, summary.people
    statuses = {s.plural: counts.statuses[s.code] for s in STATUSES}
    return [
        *_figures(summary),
        *_whole("Où en sont les demandes", statuses),
        *_bars(f"Qui oriente, {lower_first(people.year)}", people.origins),
        *_bars(f"Étape du parcours, {lower_first(people.year)}", people.stages),
        *_weeks("Demandes reçues par semaine", summary.period, counts.received),
        *_weeks("Demandes acceptées par semaine", summary.period, counts.accepted),
    ]


def _figures(summary: Summary) -> Iterator[Row]:
    counts, answers = summary.counts, summary.answers
    yield "Période", days_label(summary.period.start, summary.period.end), None, None, None
    few = " (trop peu de réponses)" if answers.median is None else ""
    yield "Chiffres", "Demandes reçues", sum(counts.statuses.values()), None, None
    yield "Chiffres", f"Réponse médiane, en jours ouvrés{few}", answers.median, None, None
    for label, value in _figures_of_today(summary).items():
        yield said_today(summary.on), label, value, None, None


def said_today(on: date) -> str:
    """Return the words for figures of the day, beside those of a period that may be over."""
    return f"Aujourd’hui, {date_text(on)}"


def _figures_of_today(summary: Summary) -> dict[str, int]:
    counts, places = summary.counts, total(summary.occupations)
    return {
        "Places déclarées (au moins)" if places.open_ended else "Places déclarées": places.stated,
        "Places occupées (jeunes accompagnés)": places.occupied,
        "Places réservées, réponse attendue": places.reserved,
        "Places libres (au moins)" if places.has_no_limit else "Places libres": places.free,
        "Jeunes sans solution": counts.unplaced,
        "Jeunes en liste d’attente": counts.waiting[WAITING.code],
        "Demandes à affecter": counts.waiting[TO_ASSIGN.code],
        "En attente au-delà de l’objectif": sum(counts.late.values()),
    }


def _whole(rubric: str, parts: Mapping[str, int]) -> Iterator[Row]:
    whole = sum(parts.values())
    for label, value in parts.items():
        yield rubric, label, value, value / whole if whole else None, None


def _bars(rubric: str, bars: Sequence[Bar]) -> Iterator[Row]:
    for bar in bars:
        yield rubric, bar.label, number_in(bar.value), bar.part, word_in(bar.value)


def _weeks(rubric: str, period: Period, numbers: Mapping[date, int]) -> Iterator[Row]:
    for monday in mondays(period):
        yield rubric, f"Semaine du {date_short(monday)}", numbers[monday], None, None
