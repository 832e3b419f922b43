"""In which sector a point stands, from the districts drawn on the map."""

from dataclasses import dataclass

import pytest

from app.auth.placing import OUTSIDE, Place, find_alike, place, sector_name
from tests.auth.districts import square


@dataclass(frozen=True)
class Drawn:
    code: str
    name: str
    shape: list


ALMA = Drawn("QN05901M", "Alma", square(3.16, 50.70, 0.01))
PILE = Drawn("QN05902M", "Pile", square(3.175, 50.70, 0.01))
SHORT = "Roubaix-Tourcoing - Blanc Seau - Croix Bas Saint Pierre - Wattrelos Nord"


@pytest.mark.parametrize(
    "longitude, expected",
    [
        (3.165, Place("Alma", 0)),
        (3.171, Place("Alma", 70)),
        (3.1741, Place("Pile", 63)),
        (3.1725, Place("Alma", 176)),
        (3.155, Place(OUTSIDE, None)),
    ],
)
def test_the_nearest_district_within_300_metres_is_the_sector(longitude, expected):
    found = place((longitude, 50.705), [PILE, ALMA])

    assert found == expected


def test_the_prefix_of_a_long_name_is_left_out():
    assert sector_name(f"Quartier Intercommunal {SHORT}") == SHORT


@pytest.mark.parametrize(
    "name, sector",
    [
        ("Les Courbes De  L'Albarine", "Les Courbes De L’Albarine"),
        (" - ".join(["Quartier numéro un"] * 5), " - ".join(["Quartier numéro un"] * 3) + "…"),
        ("x" * 90, "x" * 79 + "…"),
    ],
)
def test_the_name_of_a_sector_holds_in_80_characters(name, sector):
    assert sector_name(name) == sector


@pytest.mark.parametrize(
    "typed, kept",
    [("  epeule ", "Épeule"), ("ÉPEULE", "Épeule"), ("L'Alma", "L’Alma"), ("Pile", "Pile")],
)
def test_a_name_that_reads_like_one_already_there_is_that_one(typed, kept):
    assert find_alike(typed, ["Épeule", "Centre"]) == kept
