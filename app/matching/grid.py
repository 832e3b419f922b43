"""The brochure's grid: which young people its programmes call for, before any has come."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from app.matching.criteria import is_open, signature_reader
from app.matching.facts import Profile
from app.matching.vocabulary import LEVEL_YEARS, is_priority_education, stage_of
from app.matching.wording import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.matching.programmes import Programme


@lru_cache(maxsize=64)
def grid_weights(
    programmes: tuple[Programme, ...], stated: tuple[tuple[str, int], ...]
) -> dict[frozenset[str], float]:
    """Return the signatures the brochure calls for, with weights that sum to 1.

    Each programme calls for as many young people as it states places, evenly over the cells
    (kind of prescriber × level × situation) that it accepts.

    Args:
        stated: places stated per programme id.
    """
    read = signature_reader(programmes)
    cells = list(_cells(programmes))
    places = dict(stated)
    weights: dict[frozenset[str], float] = {}
    for programme in programmes:
        accepted = [cell for cell in cells if is_open(cell, programme)]
        for cell in accepted:
            signature = read(cell)
            share = places.get(programme.id, 0) / len(accepted)
            weights[signature] = weights.get(signature, 0.0) + share
    total = sum(weights.values())
    return {signature: weight / total for signature, weight in weights.items()} if total else {}


def _cells(programmes: tuple[Programme, ...]) -> Iterator[Profile]:
    """Yield one invented profile per cell of the grid."""
    kinds = {kind for programme in programmes for kind in _values(programme, "prescriber")}
    levels = {level for programme in programmes for level in _values(programme, "level")}
    situations = (None, "alternance", "emploi")
    known = (True, False)
    for kind, level, qpv, seeking in product(sorted(kinds), sorted(levels), known, situations):
        if _go_together(kind, level, seeking):
            yield _cell(kind, level, qpv=qpv, seeking=seeking)


def _values(programme: Programme, code: str) -> tuple[str, ...]:
    return next((c.values for c in programme.criteria if c.code == code), ())


def _go_together(kind: str, level: str, seeking: str | None) -> bool:
    """Whether pupils of this level are met by this kind of prescriber, in this situation."""
    stage, family = stage_of(level), family_of(kind)
    if seeking is not None and stage in {"ecole", "college"}:
        return False
    if family is not None:
        return family == stage
    if kind == "etab_superieur":
        return stage == "etudes"
    return stage == "vie_active" or kind in {"ase", "association"}


def _cell(kind: str, level: str, *, qpv: bool, seeking: str | None) -> Profile:
    return Profile(
        id="",
        kinds=frozenset({kind}),
        level=level,
        age=LEVEL_YEARS.get(level, 12) + 5,
        qpv=qpv,
        modest_background=qpv or is_priority_education(kind),
        in_difficulty=True,
        apprentice=seeking == "alternance",
        seeking=seeking,
        new_to_french=False,
        needs=frozenset({"insertion"} if seeking == "emploi" else {"scolaire"}),
        meeting="indifferent",
    )
