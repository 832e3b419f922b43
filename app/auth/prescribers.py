"""Entering the prescribers that are not schools: missions locales, France Travail, ASE…"""

import csv
from pathlib import Path

from sqlalchemy import select

from app.auth.models import Organisation
from app.auth.rules import OrganisationCategory
from app.core import audit
from app.core.db import db, transactional

# The brochure's kinds; a municipal youth service is none of them, so nothing is ruled out.
KINDS: dict[str, list[str]] = {
    "mission_locale": ["mission_locale"],
    "france_travail": ["pole_emploi"],
    "ase": ["ase"],
    "service_jeunesse": [],
}


@transactional
def load_prescribers(territory_id: int, file: Path) -> int:
    """Enter the prescribers of a list that are not known yet; correct and delete nothing.

    Args:
        file: shape of `data/prescripteurs_roubaix.csv`.

    Returns:
        How many were entered.
    """
    known = set(
        db.session.scalars(
            select(Organisation.code).where(Organisation.territory_id == territory_id)
        )
    )
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["code"] not in known]
    for row in rows:
        db.session.add(
            Organisation(
                territory_id=territory_id,
                category=OrganisationCategory.PRESCRIBER,
                name=row["nom"],
                kinds=KINDS[row["type"]],
                code=row["code"],
                address=row["adresse"],
                postcode=row["code_postal"],
                city=row["commune"],
                source=row["source"][:300],
            )
        )
    if rows:
        audit.record("prescribers.loaded", None, "territory", str(territory_id), created=len(rows))
    return len(rows)
