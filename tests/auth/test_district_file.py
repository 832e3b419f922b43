"""The file of the ANCT: both generations, parts put together, a bad one refused as a whole."""

import json

import pytest

from app.auth.district_file import District, read_districts
from app.core.text_files import UnreadableFileError
from tests.auth.districts import feature, square, write

ROUBAIX = frozenset({"59512"})
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "qpv.geojson"


def polygon(said, drawn):
    return {
        "type": "Feature",
        "properties": said,
        "geometry": {"type": "Polygon", "coordinates": drawn},
    }


@pytest.mark.parametrize(
    "said",
    [
        {"code_qp": "QN05981M", "lib_qp": "L'Alma", "insee_com": "59512"},
        {"CODE_QP": "QP059012", "NOM_QP": "L'Alma", "COMMUNE_QP": "Roubaix"},
        {"Code_QPV": "qp059012", "nom_qp": "L'Alma", "code_insee": 59512},
        {"code_quartier": "QP059012", "nom_qp": "L'Alma", "code_insee": "59512, 59599"},
    ],
    ids=["2024", "2015 without a commune", "2015", "2015 in two communes"],
)
def test_both_generations_are_read(file, said):
    [drawn] = square(3.18, 50.69, 0.02)
    write(file, polygon(said, drawn), crs=CRS)

    [district] = read_districts(file, ROUBAIX)

    assert district == District(said.get("code_qp", "QP059012"), "L’Alma", [drawn])


def test_the_parts_of_a_district_are_put_together_even_those_of_other_communes(file):
    parts = [square(3.18, 50.69, 0.02), square(3.20, 50.69, 0.02)]
    write(file, feature(commune="59599", shape=parts[0]), feature(shape=parts[1]))

    [district] = read_districts(file, ROUBAIX)

    assert district.shape == [*parts[0], *parts[1]]


def test_districts_of_elsewhere_are_left_out_whatever_is_wrong_with_them(file):
    elsewhere = feature("QN07501M", "", "75118")
    elsewhere["geometry"] = None
    nearby = feature("QN05955M", "Lille", "59350")

    found = read_districts(write(file, elsewhere, nearby, {}, feature()), ROUBAIX)

    assert [district.name for district in found] == ["Nouveau Roubaix"]


def test_the_departments_overseas_have_three_figures(file):
    write(file, feature("QN97414I", "Le Gol", "97414", square(55.29, -21.01, 0.004)))

    assert len(read_districts(file, frozenset({"97414"}))) == 1


@pytest.mark.parametrize(
    "bad, words",
    [
        (feature("QN05969M, QN05981M"), "dessine une commune et non un quartier"),
        (feature("59512"), "code «\u00a059512\u00a0» absent ou incorrect"),
        (feature(code=None), "absent ou incorrect"),
        (feature(name=""), "QN05981M, nom absent"),
        (feature(name="A\u202eB"), "nom absent, trop long ou illisible"),
        (feature(shape=[]), "contour vide"),
        (feature(shape=[[]]), "contour vide"),
        (feature(shape="là"), "contour vide"),
        (feature(shape=[[[[3, 50], [3, 51]]]]), "moins de quatre points"),
        (feature(shape=[[["a", "b", "c", "d"]]]), "point illisible"),
        (feature(shape=[[[["3", "50"]] * 4]]), "point illisible"),
        (feature(shape=[[[[True, 50]] * 4]]), "point illisible"),
        (feature(shape=[[[[705000.0, 7065000.0]] * 4]]), "ni longitudes ni latitudes"),
        (feature(shape=[[[[10**400, 50]] * 4]]), "ni longitudes ni latitudes"),
        (feature(shape=[[[[float("nan"), 50]] * 4]]), "ni longitudes ni latitudes"),
    ],
)
def test_one_bad_district_of_ours_refuses_the_whole_file(file, bad, words):
    write(file, feature("QN05980M"), bad)

    with pytest.raises(UnreadableFileError) as refusal:
        read_districts(file, ROUBAIX)

    assert "Rien n’est enregistré.\nÉlément 2\u00a0: " in refusal.value.message
    assert words in refusal.value.message


def test_a_line_is_not_a_district(file):
    bad = feature()
    bad["geometry"]["type"] = "LineString"

    with pytest.raises(UnreadableFileError, match="Polygon ou MultiPolygon"):
        read_districts(write(file, bad), ROUBAIX)


@pytest.mark.parametrize("name", ["EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "CRS84"])
def test_longitudes_and_latitudes_are_accepted_under_their_names(file, name):
    write(file, feature(), crs={"type": "name", "properties": {"name": name}})

    assert len(read_districts(file, ROUBAIX)) == 1


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "JSON lisible"),
        ("{", "JSON lisible"),
        ("[" * 200_000, "JSON lisible"),
        ("[]", "FeatureCollection"),
        ('{"type": "Topology"}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "aucun quartier prioritaire"),
        ('{"type": "FeatureCollection", "features": [3, null]}', "aucun quartier prioritaire"),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [],
                    "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
                }
            ),
            "WGS\u00a084",
        ),
    ],
)
def test_another_file_is_refused(file, text, words):
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=words):
        read_districts(file, ROUBAIX)
