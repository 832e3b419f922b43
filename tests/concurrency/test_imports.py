"""Two people bring the same file at the same instant: it is there once, without an error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.auth.districts import import_districts
from app.auth.holidays import Source, import_holidays
from app.auth.models import ClosedPeriod, Organisation, PriorityDistrict
from app.auth.schools import ROUBAIX, import_schools
from app.auth.territories import get_territory, open_territory
from app.core.db import db
from config import ROOT
from tests.auth.districts import feature, write

pytestmark = pytest.mark.both_databases

SCHOOLS = ROOT / "data" / "etablissements_roubaix.csv"
CALENDAR = ROOT / "data" / "calendrier_zone_B.json"


def bring_everything(folder: str) -> int:
    """Enter the schools, the districts and the holidays of a new territory."""
    territory = get_territory("ailleurs").id
    import_schools(territory, SCHOOLS, ROUBAIX)
    import_districts(territory, Path(folder) / "qpv.geojson", ROUBAIX)
    report = import_holidays(territory, Source(CALENDAR, "Lille", "B"), False)
    return len(report.created)


def test_files_brought_four_times_at_once_are_entered_once(
    race_on: Callable[..., Any], app: Flask, tmp_path: Path
) -> None:
    open_territory("ailleurs", "Cité éducative d’ailleurs")
    write(tmp_path / "qpv.geojson", feature("QN05980M"), feature("QN05981M"))

    finish = race_on(bring_everything, [str(tmp_path)] * 4, 4)

    assert finish.errors == []
    assert sorted(finish.results)[:3] == [0, 0, 0]
    assert count(PriorityDistrict) == 2
    assert count(ClosedPeriod) == max(finish.results) > 0
    assert db.session.scalar(select(func.count(Organisation.uai.distinct()))) == 70


def count(table: type) -> int:
    return db.session.scalars(select(func.count()).select_from(table)).one()
