"""A city for races: the ten real programmes, four prescribers, nine hundred young people.

Each group alone asks for more places than all the programmes open to it have, so that every
programme ends full whatever the order of arrival: 432 places are taken, not one more.
"""

import json
from dataclasses import dataclass
from datetime import date

from app.auth.models import Membership, Organisation, Territory, User
from app.auth.rules import Actor, OrganisationCategory, Role
from app.capacity import service as capacity
from app.core import clock
from app.core.db import db
from app.referrals.rules import Draft
from config import ROOT

STATED = 432
SHEETS = json.loads((ROOT / "data" / "programmes.json").read_text(encoding="utf-8"))["programmes"]


@dataclass(frozen=True)
class Group:
    """Young people alike: their prescriber's kinds, their class, what they ask for."""

    kinds: tuple[str, ...]
    situation: str
    objective: str
    birth_date: date
    size: int
    confirmed: frozenset[str] = frozenset()


GROUPS = (
    Group(("ecole_rep_plus",), "CE2", "scolaire", date(2018, 3, 1), 170),  # afev, lacle: 100
    Group(("etab_superieur",), "BAC+3", "confiance", date(2005, 3, 1), 310),  # article1, proxite
    Group(("lycee_pro",), "Tle_PRO", "alternance", date(2009, 3, 1), 340),  # seven: 312
    Group(("mission_locale",), "EMPLOI", "insertion", date(2004, 3, 1), 80, frozenset({"duo"})),
)


def build_city() -> None:
    """Enter the territory, the prescribers and the ten programmes, Article 1 held at 200."""
    territory = Territory(id=1, slug="roubaix", name="Cité éducative de Roubaix")
    db.session.add(territory)
    db.session.flush()
    for number, group in enumerate(GROUPS, 1):
        _add_prescriber(number, group.kinds)
    db.session.commit()
    for number, sheet in enumerate(SHEETS, len(GROUPS) + 1):
        db.session.add(_organisation(number, OrganisationCategory.ASSOCIATION, ()))
        db.session.commit()
        held = {**sheet, "capacite_ouverte": False}
        capacity.open_programme(1, number, held, date(2026, 9, 1), "brochure")


def draft_of(number: int) -> tuple[Draft, Actor]:
    """Return what the prescriber of young person `number` (0 to 899) sends."""
    rank = number
    for organisation_id, group in enumerate(GROUPS, 1):
        if rank < group.size:
            return _draft(number, group), actor_of(organisation_id)
        rank -= group.size
    raise ValueError(number)


def actor_of(organisation_id: int) -> Actor:
    """Return the prescriber of a group."""
    return Actor(
        organisation_id,
        organisation_id,
        organisation_id,
        1,
        Role.PRESCRIBER,
        "A. B.",
        "CPE",
        "École",
    )


def _draft(number: int, group: Group) -> Draft:
    return Draft(
        first_name="Lina",
        last_name=f"Numéro {number}",
        birth_date=group.birth_date,
        situation=group.situation,
        qpv=True,
        objectives=frozenset({group.objective}),
        meeting="indifferent",
        note="",
        guardian_name="Nadège Exemple",
        phone="0639981234",
        email="",
        school_id=None,
        wish=None,
        confirmed=group.confirmed,
        submission_key=f"key-{number}",
    )


def _add_prescriber(number: int, kinds: tuple[str, ...]) -> None:
    db.session.add(_organisation(number, OrganisationCategory.PRESCRIBER, kinds))
    db.session.add(
        User(id=number, email=f"p{number}@example.org", name="A. B.", created_at=clock.now())
    )
    db.session.flush()
    db.session.add(
        Membership(id=number, user_id=number, organisation_id=number, role=Role.PRESCRIBER)
    )
    db.session.flush()


def _organisation(
    number: int, category: OrganisationCategory, kinds: tuple[str, ...]
) -> Organisation:
    return Organisation(
        id=number,
        territory_id=1,
        category=category,
        name=f"Organisme {number}",
        kinds=list(kinds),
        code=str(number),
    )
