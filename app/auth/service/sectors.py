"""Saying in which sector organisations stand: what a person says wins over every import."""

from collections.abc import Collection
from dataclasses import dataclass

from app.auth.models import Organisation
from app.auth.placing import OUTSIDE, SECTOR_UNKNOWN, SectorOrigin, find_alike
from app.auth.rules import Actor
from app.auth.sectors import list_placed, refresh_sectors
from app.auth.territories import lock_territory
from app.core import audit
from app.core.db import transactional
from app.core.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says of some organisations: a sector, "" when nobody knows it.

    `by_map` takes the word of a person back: the map decides again, from the coordinates.
    """

    organisation_ids: frozenset[int]
    sector: str = ""
    by_map: bool = False


@transactional
def say_sector(saying: Saying, actor: Actor) -> int:
    """Keep the sector a person gives to some organisations; return how many were asked.

    A name that reads like a sector already there is that sector, whatever its case and accents; so
    is one that reads like « Hors quartier prioritaire » or « Secteur inconnu ».

    Raises:
        NotFoundError: one of them is absent, closed, or of another territory.
    """
    territory = lock_territory(actor.territory_id)
    everybody = list_placed(actor.territory_id)
    chosen = [one for one in everybody if one.id in saying.organisation_ids]
    if len(chosen) < len(saying.organisation_ids):
        raise NotFoundError
    if saying.by_map:
        _take_back(chosen)
        refresh_sectors(actor.territory_id)
    else:
        known = {OUTSIDE, SECTOR_UNKNOWN} | {one.sector for one in everybody if one.sector}
        alike = find_alike(saying.sector, sorted(known))
        sector = "" if alike == SECTOR_UNKNOWN else alike
        for organisation in chosen:
            organisation.sector, organisation.sector_origin = sector, SectorOrigin.PERSON
    ids = sorted(saying.organisation_ids)
    audit.record(
        "sectors.said", actor, "territory", territory.slug, organisations=ids, by_map=saying.by_map
    )
    return len(chosen)


def _take_back(organisations: Collection[Organisation]) -> None:
    for organisation in organisations:
        if organisation.sector_origin is SectorOrigin.PERSON:
            organisation.sector, organisation.sector_origin = "", None
