"""A programme and its criteria as data, and how they are read from `data/programmes.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.matching.publics import PUBLICS

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnknownCriterionError(ValueError):
    """The data asks for a criterion, or a strength of criterion, that no rule knows."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a programme's criteria.

    Args:
        code: "age", "level", "prescriber", "meeting", or a public of `publics.PUBLICS`.
        required: False when the brochure only says « en priorité »: it never excludes.
        values: the accepted codes, in the order of the data.
        low: youngest age, None when not stated.
        high: oldest age, None when not stated.
    """

    code: str
    required: bool = True
    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """One association's programme, as the rules see it.

    Args:
        criteria: in the order in which an exclusion is told, most telling first.
        needs: the needs it covers.
        modes: "presentiel", "distanciel" or both.
        capacity: places stated in the brochure; a floor when `open_ended`.
        frequency: how often the pair meets, in the association's words; "" when doubtful.
        meeting_places: codes of `vocabulary.PLACE_WORDS`.
    """

    id: str
    name: str
    criteria: tuple[Criterion, ...] = ()
    needs: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset({"presentiel", "distanciel"})
    capacity: int = 0
    open_ended: bool = False
    frequency: str = ""
    meeting_places: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Hash the id only: programmes are the keys of caches, their criteria are long."""
        return hash(self.id)


def load_programmes(path: Path) -> tuple[Programme, ...]:
    """Read the programmes of a catalogue file.

    Args:
        path: a JSON file of the shape of `data/programmes.json`.

    Returns:
        The programmes in the order of the file.

    Raises:
        UnknownCriterionError: a criterion of the file is known to no rule.
        OSError: the file cannot be read.

    Source: brochure « 1 jeune, 1 mentor » de la Cité éducative de Roubaix.
    """
    catalogue = json.loads(Path(path).read_text(encoding="utf-8"))
    return tuple(programme_from_data(entry) for entry in catalogue["programmes"])


def programme_from_data(data: Mapping[str, Any]) -> Programme:
    """Return one programme from its JSON data, an entry of "programmes" in the catalogue.

    Raises:
        UnknownCriterionError: a criterion is known to no rule, or its strength is neither
            "requis" nor "prioritaire".
        KeyError: "id" or "nom" is missing.
    """
    rhythm = data.get("frequence") or {}
    return Programme(
        id=data["id"],
        name=data["nom"],
        criteria=tuple(_criteria(data)),
        needs=frozenset(data.get("besoins") or ()),
        modes=frozenset(data.get("modalites") or ("presentiel", "distanciel")),
        capacity=int(data.get("capacite") or 0),
        open_ended=bool(data.get("capacite_ouverte")),
        frequency="" if rhythm.get("douteux") else rhythm.get("texte") or "",
        meeting_places=tuple(data.get("lieux") or ()),
    )


def _criteria(data: Mapping[str, Any]) -> list[Criterion]:
    """List the criteria, stated facts first, deduced ones and the channel after."""
    low, high = data.get("age_min"), data.get("age_max")
    levels = tuple(data.get("niveaux") or ())
    modes = tuple(data.get("modalites") or ())
    age = [Criterion("age", low=low, high=high)] if (low, high) != (None, None) else []
    level = [Criterion("level", values=levels)] if levels else []
    stated = bool(data.get("niveaux_explicites"))
    in_person_only = bool(data.get("presentiel_seul", modes == ("presentiel",)))
    kinds = tuple(data.get("prescripteurs") or ())
    return [
        *age,
        *(level if stated else []),
        *(_public(entry) for entry in data.get("publics") or ()),
        *([] if stated else level),
        *([Criterion("prescriber", values=kinds)] if kinds else []),
        *([Criterion("meeting", values=modes)] if in_person_only else []),
    ]


def _public(entry: Mapping[str, Any]) -> Criterion:
    code, strength = entry["critere"], entry.get("force", "requis")
    if code not in PUBLICS or strength not in {"requis", "prioritaire"}:
        raise UnknownCriterionError(f"{code} ({strength})")
    return Criterion(code, required=strength == "requis")
