"""The sheet « Synthèse »: the figures of the dashboard, one a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.charts import shares
from app.core.formats import date_short, date_text
from app.core.xlsx import Row
from app.matching.wording import lower_first
from app.referrals.statuses import STATUSES, TO_ASSIGN, WAITING
from app.reports.bars import Bar
from app.reports.figures import Answers, Occupation, Period, mondays, total
from app.reports.grids import Mark
from app.reports.people import People
from app.reports.queries import Counts


@dataclass(frozen=True, slots=True)
class Summary:
    """What was counted for a period, and who the young people of its school year are."""

    period: Period
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
    counts, places = summary.counts, total(summary.occupations)
    start, end = date_text(summary.period.start), date_text(summary.period.end)
    yield "Période", f"Du {start} au {end}", None, None, None
    figures = {
        "Places déclarées (au moins)" if places.open_ended else "Places déclarées": places.stated,
        "Places occupées (jeunes accompagnés)": places.occupied,
        "Places réservées, réponse attendue": places.reserved,
        "Places libres (au moins)" if places.has_no_limit else "Places libres": places.free,
        "Demandes reçues": sum(counts.statuses.values()),
        "Réponse médiane, en jours ouvrés": summary.answers.median,
        "Jeunes sans solution": counts.unplaced,
        "Jeunes en liste d’attente": counts.waiting[WAITING.code],
        "Demandes à affecter": counts.waiting[TO_ASSIGN.code],
        "En attente au-delà de l’objectif": sum(counts.late.values()),
    }
    for label, value in figures.items():
        yield "Chiffres", label, value, None, None


def _whole(rubric: str, parts: Mapping[str, int]) -> Iterator[Row]:
    percents = shares(list(parts.values()))
    for (label, value), percent in zip(parts.items(), percents, strict=True):
        yield rubric, label, value, percent / 100, None


def _bars(rubric: str, bars: Sequence[Bar]) -> Iterator[Row]:
    for bar in bars:
        hidden = isinstance(bar.value, Mark)
        yield (
            rubric,
            bar.label,
            None if hidden else bar.value,
            bar.part,
            bar.text if hidden else None,
        )


def _weeks(rubric: str, period: Period, numbers: Mapping[date, int]) -> Iterator[Row]:
    for monday in mondays(period):
        yield rubric, f"Semaine du {date_short(monday)}", numbers[monday], None, None
