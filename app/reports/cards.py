"""The four large numbers on top of the dashboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.formats import count, number, number_or_half, or_more, plural
from app.core.typography import NBSP
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS
from app.referrals.statuses import WAITING
from app.referrals.wanted import PLACE_TAKEN
from app.reports.figures import Answers, Occupation, first_recent_day, total
from app.reports.links import Links, anchor
from app.reports.queries import Counts


@dataclass(frozen=True, slots=True)
class Card:
    """A large number; `url` is its list, or ""; `note` may hold a link of its own."""

    label: str
    value: str
    note: str
    unit: str = ""
    tone: str = ""
    url: str = ""


def list_cards(
    occupations: Sequence[Occupation], answers: Answers, counts: Counts, links: Links, on: date
) -> tuple[Card, ...]:
    """Return the four numbers: accompanied, received, delay, without solution."""
    return (
        _accompanied(occupations, links),
        _received(counts, links, on),
        _delay(answers),
        _unplaced(counts, links),
    )


def _accompanied(occupations: Sequence[Occupation], links: Links) -> Card:
    places = total(occupations)
    stated = or_more(count("place déclarée", places.stated), places.open_ended)
    return Card(
        "Jeunes accompagnés",
        number(places.occupied),
        f"aujourd’hui, sur {stated}",
        url=links.to_list(statut=PLACE_TAKEN),
    )


def _received(counts: Counts, links: Links, on: date) -> Card:
    recent = anchor(links.to_days(first_recent_day(on), on), number(counts.recent))
    ends_today = links.period.end == on
    return Card(
        "Demandes reçues",
        number(sum(counts.statuses.values())),
        recent + " ces deux dernières semaines" if ends_today else "pendant la période",
        tone="safran",
        url=links.to_period(),
    )


def _delay(answers: Answers) -> Card:
    judged = [delay for delay in answers.delays if delay.median is not None]
    in_time = sum(delay.in_time for delay in judged)
    kept = f"{count('association', in_time)} sur {number(len(judged))}"
    label, objective = "Réponse médiane", f"Objectif{NBSP}: {ANSWER_OBJECTIVE_DAYS}"
    if answers.median is None:
        few = "Trop peu de réponses" if answers.number else "Aucune réponse"
        return Card(label, "–", f"{few}. {objective}{NBSP}jours ouvrés", tone="prune")
    return Card(
        label,
        number_or_half(answers.median),
        f"{objective}. " + (f"Tenu pour {kept}" if judged else ""),
        unit=plural("jour ouvré", answers.median),
        tone="prune",
    )


def _unplaced(counts: Counts, links: Links) -> Card:
    waiting = anchor(links.to_list(statut=WAITING.code), number(counts.waiting[WAITING.code]))
    return Card(
        "Sans solution",
        number(counts.unplaced),
        "aujourd’hui, et " + waiting + " en liste d’attente",
        unit=plural("jeune", counts.unplaced),
        tone="brique",
        url=links.to_list(sans_solution="1"),
    )
