"""Entering the priority districts: whole, once, and the sectors that follow from them."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.auth.districts import import_districts, preview_districts
from app.auth.models import PriorityDistrict
from app.auth.placing import SectorOrigin
from app.auth.sectors import list_districts, load_sectors
from app.auth.service.sectors import Saying, say_sector
from app.core import clock
from app.core.db import db
from app.core.text_files import UnreadableFileError
from config import ROOT
from tests.auth.districts import feature, square, write
from tests.factories import get_organisation, make_manager
from tests.referrals.scenes import count_events

pytestmark = pytest.mark.both_databases

ROUBAIX = frozenset({"59512"})
ROSA_PARKS, LEBAS, TURGOT = "0593667R", "0590190L", "0590186G"
ALMA = feature("QN05980M", "Alma", shape=square(3.18, 50.695, 0.01))
NEAR_LEBAS = feature("QN05981M", "Nouveau Roubaix", shape=square(3.184, 50.678, 0.01))


@pytest.fixture
def file(roubaix, tmp_path):
    return write(tmp_path / "qpv.geojson", ALMA, NEAR_LEBAS)


def sector_of(code):
    """Return the sector of an organisation and who said it, in the base now."""
    db.session.rollback()
    organisation = get_organisation(code)
    return organisation.sector, organisation.sector_origin


def test_a_preview_tells_each_district_and_school_and_writes_nothing(roubaix, file):
    lines = preview_districts(roubaix, file, ROUBAIX).lines()

    assert "  QN05980M, Alma\u00a0: entré" in lines
    assert "  Collège Jean-Baptiste Lebas\u00a0: Nouveau Roubaix (à 66\u00a0m)" in lines
    assert "Quartiers entrés\u00a0: 2" in lines
    assert "Établissements et services situés\u00a0: 13" in lines
    assert "Sans coordonnées, laissés tels quels\u00a0: 70" in lines
    assert list_districts(roubaix) == []
    assert sector_of(LEBAS) == ("", None)


def test_an_import_says_what_its_preview_said(roubaix, file):
    preview = preview_districts(roubaix, file, ROUBAIX).lines()

    assert import_districts(roubaix, file, ROUBAIX).lines() == preview


def test_a_school_takes_the_district_it_stands_in_or_near(roubaix, file):
    import_districts(roubaix, file, ROUBAIX)

    assert sector_of(ROSA_PARKS) == ("Alma", SectorOrigin.IMPORT)
    assert sector_of(LEBAS) == ("Nouveau Roubaix", SectorOrigin.IMPORT)
    assert sector_of("0595302T") == ("Hors quartier prioritaire", SectorOrigin.IMPORT)
    assert sector_of("0592825A") == ("", None)


def test_the_same_file_twice_changes_nothing(roubaix, file):
    import_districts(roubaix, file, ROUBAIX)
    ids = db.session.scalars(select(PriorityDistrict.id).order_by(PriorityDistrict.id)).all()

    again = import_districts(roubaix, file, ROUBAIX)

    assert (len(again.unchanged), again.created, again.updated, again.removed) == (2, [], [], [])
    assert [one.id for one in list_districts(roubaix)] == ids
    assert (count_events("districts.imported"), count_events("sectors.placed")) == (1, 1)


def test_a_newer_file_corrects_replaces_and_removes(roubaix, file, frozen):
    import_districts(roubaix, file, ROUBAIX)
    frozen(datetime(2030, 1, 7, 9, tzinfo=clock.PARIS))

    newer = write(file, feature("QN05980M", "Alma - Épeule"), feature("QN05989M", "Pile"))
    report = import_districts(roubaix, newer, ROUBAIX)

    assert report.updated == ["QN05980M, Alma - Épeule"]
    assert (report.created, report.removed) == (
        ["QN05989M, Pile"],
        ["QN05981M, Nouveau Roubaix"],
    )
    assert [one.imported_at.year for one in list_districts(roubaix)] == [2030, 2030]
    assert sector_of(LEBAS) == ("Hors quartier prioritaire", SectorOrigin.IMPORT)


def test_what_a_person_said_is_never_overwritten(roubaix, file):
    lebas = get_organisation(LEBAS).id
    say_sector(Saying(frozenset({lebas}), "Moulin"), make_manager())

    report = import_districts(roubaix, file, ROUBAIX)

    assert sector_of(LEBAS) == ("Moulin", SectorOrigin.PERSON)
    told = "  Collège Jean-Baptiste Lebas\u00a0: Moulin (dit par une personne, gardé)"
    assert told in report.lines()


def test_a_bad_file_leaves_the_districts_that_are_there(roubaix, file):
    import_districts(roubaix, file, ROUBAIX)

    write(file, ALMA, feature(name=""))
    with pytest.raises(UnreadableFileError):
        import_districts(roubaix, file, ROUBAIX)

    assert len(list_districts(roubaix)) == 2
    assert sector_of(LEBAS) == ("Nouveau Roubaix", SectorOrigin.IMPORT)


def test_the_sectors_of_the_project_fill_what_is_empty_only(roubaix):
    list_of_ours = ROOT / "data/secteurs_roubaix.csv"
    turgot = get_organisation(TURGOT).id
    assert sector_of(TURGOT) == ("Centre", SectorOrigin.IMPORT)

    say_sector(Saying(frozenset({turgot}), ""), make_manager())

    assert load_sectors(roubaix, list_of_ours) == 0
    assert sector_of(TURGOT) == ("", SectorOrigin.PERSON)
