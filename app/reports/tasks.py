"""What waits for the managers: three cards at most, each with its way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.formats import count, number
from app.referrals.statuses import TO_ASSIGN
from app.reports.figures import Occupation, overfull
from app.reports.links import Links
from app.reports.queries import Counts

NAMED = 3
"""Associations named in a sentence before « et 2 autres »."""


@dataclass(frozen=True, slots=True)
class Task:
    """A card: what it is, one sentence, the link that leads to it (none without the right)."""

    title: str
    text: str
    link: str
    url: str


def list_tasks(occupations: Sequence[Occupation], counts: Counts, links: Links) -> tuple[Task, ...]:
    """Return what is to be done today, the most pressing first; empty when nothing is."""
    names = {places.slug: places.name for places in occupations}
    tasks = (_to_assign(counts, links), _overfull(occupations, links), _late(counts, names, links))
    return tuple(task for task in tasks if task is not None)


def _to_assign(counts: Counts, links: Links) -> Task | None:
    waiting = counts.waiting[TO_ASSIGN.code]
    if not waiting:
        return None
    return Task(
        count("demande à affecter", waiting, "demandes à affecter"),
        "Aucune association possible, ou toutes ont décliné.",
        "Voir ces demandes",
        links.to_list(statut=TO_ASSIGN.code),
    )


def _overfull(occupations: Sequence[Occupation], links: Links) -> Task | None:
    beyond = overfull(occupations)
    if not beyond:
        return None
    first = beyond[0]
    if len(beyond) == 1:
        taken = count("jeune", first.occupied + first.reserved)
        stated = count("place déclarée", first.stated)
        title, text = f"{first.name} dépasse sa capacité", f"{taken} pour {stated}."
        return Task(title, text, "Revoir les places", links.to_places(first.slug))
    excess = {places.name: places.beyond for places in beyond}
    title = f"{number(len(beyond))} associations dépassent leur capacité"
    return Task(title, f"{_named(excess)}.", "Revoir les places", links.to_all_places())


def _late(counts: Counts, names: Mapping[str, str], links: Links) -> Task | None:
    late = sum(counts.late.values())
    if not late:
        return None
    return Task(
        count("réponse au-delà de l’objectif", late, "réponses au-delà de l’objectif"),
        f"{_named({names[slug]: number_of for slug, number_of in counts.late.items()})}.",
        "Voir ces demandes",
        links.to_list(retard="1"),
    )


def _named(numbers: Mapping[str, int]) -> str:
    """Return « DUO for a JOB (2) et Proxité (2) »; beyond three, « … et 2 autres »."""
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    words = [f"{name} ({number(value)})" for name, value in ranked[:NAMED]]
    others = len(ranked) - NAMED
    if others > 0:
        return f"{', '.join(words)} et {count('autre', others)}"
    return " et ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
