"""Where schools stand: coordinates of the directory are kept, and make a sector."""

from pathlib import Path

import pytest
from flask import Flask

from app.auth import schools
from app.auth.districts import import_districts
from app.auth.models import Territory
from app.auth.school_directory import Fault, read_schools
from app.auth.territories import open_territory
from tests.auth.districts import feature
from tests.auth.districts import write as write_districts
from tests.auth.test_schools_import import COLLEGE, OF_2023, OF_2026, ROUBAIX, write
from tests.factories import get_organisation

pytestmark = pytest.mark.both_databases

PLACED = {**COLLEGE, "latitude": "50.701429666195004", "longitude": "3.1864605337728373"}
POINT = (3.1864605337728373, 50.701429666195004)


@pytest.fixture
def territory(app: Flask) -> Territory:
    return open_territory("roubaix", "Cité éducative de Roubaix")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "annuaire.csv"


@pytest.mark.parametrize("columns", [OF_2026, OF_2023], ids=["2026", "2023"])
def test_both_generations_give_the_coordinates(
    territory: Territory, file: Path, columns: list[str]
) -> None:
    schools.import_schools(territory.id, write(file, PLACED, columns=columns), ROUBAIX)

    assert get_organisation("0593667R").point == POINT


def test_coordinates_that_come_later_correct_a_school_once(
    territory: Territory, file: Path
) -> None:
    schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)

    first = schools.import_schools(territory.id, write(file, PLACED), ROUBAIX)
    again = schools.import_schools(territory.id, file, ROUBAIX)

    assert (first.updated, again.updated) == (["Collège Rosa Parks"], [])
    assert get_organisation("0593667R").point == POINT


def test_an_empty_cell_erases_no_coordinate(territory: Territory, file: Path) -> None:
    schools.import_schools(territory.id, write(file, PLACED), ROUBAIX)

    report = schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)

    assert report.unchanged == ["Collège Rosa Parks"]
    assert get_organisation("0593667R").point == POINT


def test_coordinates_make_a_sector_once_the_districts_are_known(
    territory: Territory, file: Path
) -> None:
    districts = write_districts(file.with_suffix(".geojson"), feature(name="Alma"))
    schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)
    import_districts(territory.id, districts, ROUBAIX)

    schools.import_schools(territory.id, write(file, PLACED), ROUBAIX)

    assert get_organisation("0593667R").sector == "Alma"


def test_coordinates_without_districts_make_no_sector(territory: Territory, file: Path) -> None:
    schools.import_schools(territory.id, write(file, PLACED), ROUBAIX)

    assert get_organisation("0593667R").sector == ""


@pytest.mark.parametrize(
    "latitude, longitude, point",
    [
        ("50,7", "3,18", (3.18, 50.7)),
        ("50.7", "", None),
        ("0", "0", None),
    ],
)
def test_a_pair_of_coordinates_is_whole_or_nothing(
    app: Flask, file: Path, latitude: str, longitude: str, point: tuple[float, float] | None
) -> None:
    write(file, {**COLLEGE, "latitude": latitude, "longitude": longitude})

    [school] = read_schools(file, ROUBAIX)

    assert not isinstance(school, Fault)
    assert school.point == point


@pytest.mark.parametrize("latitude", ["ici", "705000", "nan", "inf"])
def test_coordinates_that_are_none_are_told(app: Flask, file: Path, latitude: str) -> None:
    write(file, {**COLLEGE, "latitude": latitude, "longitude": "3.18"})

    [fault] = read_schools(file, ROUBAIX)

    assert isinstance(fault, Fault)
    assert "coordonnées illisibles" in fault.reason


def test_a_directory_saved_by_a_spreadsheet_of_windows_is_read(
    territory: Territory, file: Path
) -> None:
    text = write(file, COLLEGE).read_text("utf-8-sig")
    file.write_text(text, encoding="cp1252")

    schools.import_schools(territory.id, file, ROUBAIX)

    assert get_organisation("0593667R").name == "Collège Rosa Parks"
