"""The ten programmes of the brochure, entered once."""

import json
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.auth.models import Organisation
from app.auth.prescribers import load_prescribers
from app.auth.rules import OrganisationCategory
from app.auth.territories import get_territory, list_territories
from app.capacity.catalogue import load_catalogue
from app.capacity.models import CapacityEntry
from app.capacity.queries import list_programmes
from app.capacity.setup import DATA, set_up_territory
from app.core.db import db
from app.core.errors import NotFoundError
from tests import factories

RENTREE = date(2026, 9, 1)


@pytest.fixture
def territory_id(app: Flask) -> int:
    return set_up_territory(RENTREE).id


def test_the_ten_programmes_state_432_places_or_more(territory_id: int) -> None:
    programmes = list_programmes(territory_id)

    assert len(programmes) == 10
    assert sum(programme.stated for programme in programmes) == 432
    assert [p.slug for p in programmes if p.open_ended] == ["article1"]


def test_each_programme_starts_its_ledger(territory_id: int) -> None:
    entries = db.session.scalars(select(CapacityEntry)).all()

    assert sum(entry.delta_stated for entry in entries) == 432
    assert {entry.effective_on for entry in entries} == {RENTREE}


def test_setting_up_twice_changes_nothing(territory_id: int) -> None:
    before = db.session.query(Organisation).count()

    again = set_up_territory(RENTREE)

    assert again.id == territory_id
    assert db.session.query(Organisation).count() == before
    assert len(list_territories()) == 1


def test_a_programme_already_entered_keeps_its_own_figures(
    territory_id: int, tmp_path: Path
) -> None:
    sheets = json.loads((DATA / "programmes.json").read_text("utf-8"))
    sheets["programmes"][0]["capacite"] = 5
    file = tmp_path / "programmes.json"
    file.write_text(json.dumps(sheets), encoding="utf-8")

    entered = load_catalogue(territory_id, file, RENTREE)

    assert entered == 0
    assert factories.get_programme("afev").stated == 90


def test_the_real_schools_and_services_are_prescribers(territory_id: int) -> None:
    college, service = (
        factories.get_organisation("0593667R"),
        factories.get_organisation("ase-roubaix"),
    )

    assert college.kinds == ["college_rep_plus"]
    assert service.kinds == ["ase"]
    assert service.category is OrganisationCategory.PRESCRIBER


def test_every_organisation_says_where_it_comes_from(territory_id: int) -> None:
    silent = db.session.scalars(
        select(Organisation.name).where(
            Organisation.source == "", Organisation.category != OrganisationCategory.AUTHORITY
        )
    ).all()

    assert silent == []


def test_prescribers_are_entered_once(territory_id: int) -> None:
    assert load_prescribers(territory_id, DATA / "prescripteurs_roubaix.csv") == 0


def test_an_unknown_territory_says_how_to_enter_it(app: Flask) -> None:
    with pytest.raises(NotFoundError, match="set-up"):
        get_territory("ailleurs")


def test_setting_up_again_leaves_a_corrected_school_as_it_is(app):
    set_up_territory(RENTREE)
    school = db.session.scalars(select(Organisation).where(Organisation.uai == "0593667R")).one()
    school.name, school.kinds = "Collège Renommé", ["college"]
    db.session.commit()

    set_up_territory(RENTREE)

    db.session.refresh(school)
    assert (school.name, school.kinds) == ("Collège Renommé", ["college"])
