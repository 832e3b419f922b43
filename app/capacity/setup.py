"""Entering what a territory starts with: schools, services, associations and their places."""

from datetime import date
from pathlib import Path

from app.auth.closed_days import load_holidays
from app.auth.models import Territory
from app.auth.prescribers import load_prescribers
from app.auth.schools import ROUBAIX, import_schools
from app.auth.sectors import load_sectors
from app.auth.territories import open_territory
from app.capacity.catalogue import load_catalogue
from app.core.db import transactional
from config import ROOT

DATA = ROOT / "data"
SLUG = "roubaix"
NAME = "Cité éducative de Roubaix"
SCHOOLS_SOURCE = "DEPP, rentrée 2022-2023 (data.education.gouv.fr), Licence Ouverte 2.0"


@transactional
def set_up_territory(effective_on: date, folder: Path = DATA) -> Territory:
    """Enter what is missing of Roubaix; what is there already is left alone.

    Args:
        effective_on: the day from which the stated places count.
        folder: where the project keeps its data; `SOURCES.md` says where each file comes from.
    """
    territory = open_territory(SLUG, NAME)
    schools = folder / "etablissements_roubaix.csv"
    import_schools(territory.id, schools, ROUBAIX, SCHOOLS_SOURCE, corrects=False)
    load_prescribers(territory.id, folder / "prescripteurs_roubaix.csv")
    load_sectors(territory.id, folder / "secteurs_roubaix.csv")
    load_holidays(territory.id, folder / "calendrier_zone_B.json")
    load_catalogue(territory.id, folder / "programmes.json", effective_on)
    return territory
