"""The ten programmes of the brochure, entered from `data/programmes.json`."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.auth.models import Organisation
from app.auth.rules import OrganisationCategory
from app.capacity.models import Programme
from app.capacity.service import open_programme
from app.core import audit
from app.core.base import Json
from app.core.db import db, transactional

BROCHURE = "Brochure «\u00a01 jeune, 1 mentor\u00a0» de la Cité éducative de Roubaix"
REASON = "Capacité déclarée dans la brochure"


@transactional
def load_catalogue(territory_id: int, file: Path, effective_on: date) -> int:
    """Enter the associations and programmes that are not known yet, with their stated places.

    A programme already entered is left alone, whatever the file says now: its association has
    perhaps corrected it since.

    Args:
        effective_on: the day from which the stated places count.

    Returns:
        How many programmes were entered.
    """
    sheets: list[Json] = json.loads(file.read_text(encoding="utf-8"))["programmes"]
    known = set(
        db.session.scalars(select(Programme.slug).where(Programme.territory_id == territory_id))
    )
    entered = [sheet for sheet in sheets if sheet["id"] not in known]
    for sheet in entered:
        association = _find_or_add_association(territory_id, sheet)
        open_programme(territory_id, association.id, sheet, effective_on, REASON)
    if entered:
        audit.record("catalogue.loaded", None, "territory", str(territory_id), entered=len(entered))
    return len(entered)


def _find_or_add_association(territory_id: int, sheet: Json) -> Organisation:
    association = db.session.scalars(
        select(Organisation).where(
            Organisation.territory_id == territory_id, Organisation.code == sheet["id"]
        )
    ).one_or_none()
    if association is None:
        association = Organisation(
            territory_id=territory_id,
            category=OrganisationCategory.ASSOCIATION,
            name=sheet["nom"],
            code=sheet["id"],
            source=BROCHURE,
        )
        db.session.add(association)
        db.session.flush()
    return association
