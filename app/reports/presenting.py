"""The dashboard as its page shows it: words, figures, and the list behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from app.core.charts import Week
from app.core.formats import count, day_month_short, number, plural
from app.core.typography import NBSP
from app.referrals.origins import ORIGIN_LABELS, STAGE_LABELS
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS
from app.referrals.statuses import STATUSES
from app.referrals.wanted import PLACE_TAKEN
from app.reports.cards import Card, list_cards
from app.reports.figures import (
    Answers,
    Occupation,
    Period,
    Total,
    is_holiday_week,
    mondays,
    quickest_first,
    total,
    week_within,
)
from app.reports.links import Links, anchor
from app.reports.people import People
from app.reports.queries import Counts
from app.reports.tasks import Task, list_tasks

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Held:
    """Places held, each number a link to its list where there is one to read."""

    occupied: Markup
    reserved: Markup


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An association in the table of places; `url` is its sheet."""

    places: Occupation
    url: str
    held: Held


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a chart, with the list behind it; `tone` colours a part of the stacked bar."""

    label: str
    count: int
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DelayLine:
    """The median delay of an association; `days` is None when its answers are too few."""

    label: str
    answers: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What was counted; `people` is None for whoever may open the lists."""

    occupations: Sequence[Occupation]
    answers: Answers
    counts: Counts
    holidays: Sequence[Period]
    people: People | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All the page shows; who the people are is told by `people`, or else part by part."""

    on: date
    received: int
    cards: tuple[Card, ...]
    tasks: tuple[Task, ...]
    places: tuple[PlaceLine, ...]
    total: Total
    together: Held
    weeks: tuple[Week, ...]
    rhythm: str
    statuses: tuple[Part, ...]
    shares: str
    origins: tuple[Part, ...]
    stages: tuple[Part, ...]
    people: People | None
    delays: tuple[DelayLine, ...]
    objective: int
    question: str


def present(sources: Sources, links: Links, on: date) -> Dashboard:
    """Return the dashboard of a period.

    Args:
        links: how this reader reaches the lists.
        on: today: places, waits and tasks are those of this day.
    """
    counts = sources.counts
    weeks, whole = _weeks(sources, links, on), total(sources.occupations)
    statuses = _statuses(counts, links)
    received = sum(counts.statuses.values())
    return Dashboard(
        on=on,
        received=received,
        cards=list_cards(sources.occupations, sources.answers, counts, links, on),
        tasks=list_tasks(sources.occupations, counts, links),
        places=tuple(
            PlaceLine(it, links.to_programme(it.slug), _held(it, links, association=it.slug))
            for it in sources.occupations
        ),
        total=whole,
        together=_held(whole, links),
        weeks=weeks,
        rhythm=_rhythm(weeks),
        statuses=statuses,
        shares=_shares(statuses, received),
        origins=() if sources.people else _origins(counts, links),
        stages=() if sources.people else _stages(counts, links),
        people=sources.people,
        delays=tuple(
            DelayLine(d.name, d.answers, d.median) for d in quickest_first(sources.answers.delays)
        ),
        objective=ANSWER_OBJECTIVE_DAYS,
        question=_question(received),
    )


def _held(places: Occupation | Total, links: Links, **query: str) -> Held:
    occupied = links.to_list(statut=PLACE_TAKEN, **query) if places.occupied else ""
    reserved = links.to_list(statut="proposee", **query) if places.reserved else ""
    return Held(
        occupied=anchor(occupied, number(places.occupied)),
        reserved=anchor(reserved, number(places.reserved)),
    )


def _weeks(sources: Sources, links: Links, on: date) -> tuple[Week, ...]:
    counts, period = sources.counts, links.period
    starts = mondays(period)
    weeks = []
    for monday in starts:
        days = week_within(monday, period)
        received = counts.received[monday]
        weeks.append(
            Week(
                day_month_short(monday),
                received,
                counts.accepted[monday],
                holiday=is_holiday_week(monday, sources.holidays),
                current=monday + WEEK > on,
                url=links.to_days(days.start, days.end) if received else "",
            )
        )
    return tuple(weeks)


def _rhythm(weeks: Sequence[Week]) -> str:
    """Return the sentence that says the chart: peak, trough, acceptances."""
    whole = [week for week in weeks if not week.current] or list(weeks)
    peak, trough = max(whole, key=lambda w: w.column), min(whole, key=lambda w: w.column)
    accepted = sum(week.line for week in weeks)
    last = trough.label.removesuffix(".")  # the point of « déc. » ends the sentence as well
    return (
        f"Demandes par semaine{NBSP}: au plus {number(peak.column)} reçues la semaine du "
        f"{peak.label}, au moins {number(trough.column)} la semaine du {last}. "
        f"{number(accepted)} {plural('acceptée', accepted)} pendant la période."
    )


def _statuses(counts: Counts, links: Links) -> tuple[Part, ...]:
    """Return the parts of the whole, those nobody is in left out."""
    return tuple(
        Part(s.plural, counts.statuses[s.code], links.to_period(statut=s.code), s.tone)
        for s in STATUSES
        if counts.statuses[s.code]
    )


def _question(received: int) -> str:
    if received == 1:
        return f"Où en est la demande{NBSP}?"
    whole = count("demande", received) if received else "demandes"
    return f"Où en sont les {whole}{NBSP}?"


def _shares(statuses: Sequence[Part], received: int) -> str:
    largest = sorted(statuses, key=lambda part: -part.count)
    parts = f"{NBSP}; ".join(
        f"{number(p.count)} {p.label[0].lower()}{p.label[1:]}" for p in largest
    )
    whole = count("demande", received)
    return f"Répartition des {whole}{NBSP}: {parts or 'aucune'}."


def _origins(counts: Counts, links: Links) -> tuple[Part, ...]:
    parts = [
        Part(label, counts.origins[code], _if_any(counts.origins[code], links, origine=code))
        for code, label in ORIGIN_LABELS.items()
    ]
    return tuple(sorted(parts, key=lambda part: -part.count))


def _stages(counts: Counts, links: Links) -> tuple[Part, ...]:
    return tuple(
        Part(label, counts.stages[code], _if_any(counts.stages[code], links, etape=code))
        for code, label in STAGE_LABELS.items()
    )


def _if_any(number_of: int, links: Links, **query: str) -> str:
    return links.to_period(**query) if number_of else ""
