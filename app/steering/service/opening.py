"""Opening another programme of an association, on the model of one that is there."""

import re
from dataclasses import dataclass

from anyascii import anyascii

from app.auth.rules import Actor
from app.capacity import service as capacity
from app.capacity.models import Programme
from app.capacity.queries import get_sheet, list_programmes
from app.capacity.rules import Statement
from app.core import audit, clock
from app.core.base import Json
from app.core.db import transactional
from app.core.typography import typo
from app.matching import programme_from_data
from app.referrals.service.relisting import foresee, relist
from app.steering.errors import RefusedActError
from app.steering.service.acting import hold, tell_other_side

SLUG_LENGTH = 40
OF_THE_BROCHURE = ("citations", "ambiguites", "a_confirmer")
"""What was said of the model alone, and is not copied."""


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme to open: its association's, with the criteria of `model`."""

    model: str
    name: str
    said: Statement
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The programme, and how many young people it was open to and who waited."""

    programme: Programme
    concerned: int


@transactional
def open_programme(new: NewProgramme, actor: Actor) -> Opened:
    """Open a programme with its own places; whoever waits and suits it is served.

    The second click finds the name taken by the first one's work, and says so.

    Raises:
        NotFoundError: no such model.
        RefusedActError: another programme has that name.
    """
    model = hold(new.model, actor)
    slug = slug_of(new.name)
    if not slug:
        raise RefusedActError("Donnez un nom lisible à ce programme.")
    if any(slug == one.slug for one in list_programmes(actor.territory_id)):
        raise RefusedActError(typo(f"Un programme s’appelle déjà « {new.name} »."))
    sheet = _sheet_of(get_sheet(actor.territory_id, new.model).sheet, slug, new)
    programme = capacity.open_programme(
        actor.territory_id, model.organisation_id, sheet, clock.today(), new.reason
    )
    turned = foresee(actor.territory_id, None, programme_from_data(sheet))
    relist(turned, programme.id)
    audit.record("programme.added", actor, "programme", slug, model=new.model)
    tell_other_side(programme, actor, "Un nouveau programme est ouvert.")
    return Opened(programme, len(turned.opened))


def slug_of(name: str) -> str:
    """Return the code of a name in addresses: « Afev lycée » is `afev-lycee`."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:SLUG_LENGTH].strip("-")


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
