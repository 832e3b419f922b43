"""Opening another programme of an association, on the model of one that is there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.models import Programme
from app.capacity.queries import get_sheet, list_programmes
from app.capacity.rules import Count, Statement
from app.core import audit, clock
from app.core.base import Json
from app.core.db import transactional
from app.core.typography import typo
from app.matching import programme_from_data
from app.referrals.service.relisting import foresee, relist
from app.steering.errors import RefusedActError
from app.steering.queries.places import get_steered
from app.steering.rules import Effect, effect_of
from app.steering.service.acting import find_repeated, hold, tell_other_side

SLUG_LENGTH = 40
PAGES = frozenset({"nouveau", "deplacer", "demandes"})
"""Addresses that are those of pages beside the programmes' own."""
OF_THE_BROCHURE = ("citations", "ambiguites", "a_confirmer")
"""What was said of the model alone, and is not copied."""


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme to open: its association's, with the criteria of `model`."""

    model: str
    name: str
    said: Statement
    reason: str


def foresee_opening(new: NewProgramme, actor: Actor) -> Effect:
    """Return what opening a programme would do; writes nothing.

    Raises:
        NotFoundError: no such model.
        RefusedActError: another programme has that name.
    """
    get_steered(new.model, actor)
    _require_free_name(new.name, list_programmes(actor.territory_id))
    sheet = _sheet_of(get_sheet(actor.territory_id, new.model).sheet, "", new)
    turned = foresee(actor.territory_id, None, programme_from_data(sheet))
    return effect_of(Count(0, 0), new.said, len(turned.opened))


@transactional
def open_programme(new: NewProgramme, actor: Actor) -> Programme:
    """Open a programme with its own places; whoever waits and suits it is served.

    The second click finds the first one's work done.

    Raises:
        NotFoundError: no such model.
        RefusedActError: another programme has that name.
    """
    model = hold(new.model, actor)
    programmes = list_programmes(actor.territory_id)
    for one in programmes:
        if _is_repeated(one, model, new, actor):
            return one
    _require_free_name(new.name, programmes)
    slug = slug_of(new.name, {one.slug for one in programmes} | PAGES)
    sheet = _sheet_of(get_sheet(actor.territory_id, new.model).sheet, slug, new)
    programme = capacity.open_programme(
        actor.territory_id, model.organisation_id, sheet, clock.today(), new.reason, actor.user_id
    )
    turned = foresee(actor.territory_id, None, programme_from_data(sheet))
    relist(turned, programme.id)
    audit.record("programme.added", actor, "programme", slug, model=new.model)
    tell_other_side(programme, actor, "Un nouveau programme est ouvert.", new.reason)
    return programme


def _is_repeated(one: Programme, model: Programme, new: NewProgramme, actor: Actor) -> bool:
    if (one.name, one.organisation_id) != (new.name, model.organisation_id):
        return False
    last = find_repeated(one, actor, new.reason)
    return last is not None and Statement(last.delta_stated, bool(last.open_ended)) == new.said


def slug_of(name: str, taken: Collection[str] = ()) -> str:
    """Return the code of a name in addresses: « Afev lycée » is `afev-lycee`.

    Args:
        taken: codes it cannot have: the next one is `afev-lycee-2`.
    """
    code = _fold(name)
    ends = ("", *(f"-{rank}" for rank in range(2, len(taken) + 2)))
    codes = (code[: SLUG_LENGTH - len(end)].strip("-") + end for end in ends)
    return next(one for one in codes if one not in taken)


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")


def _require_free_name(name: str, programmes: Sequence[Programme]) -> None:
    code = _fold(name)
    if not code:
        raise RefusedActError("Donnez un nom lisible à ce programme.")
    for other in programmes:
        if code in {other.slug, _fold(other.name)}:
            raise RefusedActError(typo(f"Un programme s’appelle déjà « {other.name} »."))


def _sheet_of(model: Json, slug: str, new: NewProgramme) -> Json:
    kept = {name: value for name, value in model.items() if name not in OF_THE_BROCHURE}
    return kept | {
        "id": slug,
        "nom": new.name,
        "annee": clock.today().year,
        "mentores_2022": 0,
        "mentores_2022_zone": 0,
        "capacite": new.said.stated,
        "capacite_ouverte": new.said.open_ended,
    }
