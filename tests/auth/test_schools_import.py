"""The official directory of schools: both headers, bad lines told, nothing deleted."""

import json
from pathlib import Path

import pytest
from flask import Flask

from app.auth import schools
from app.auth.models import Organisation, Territory
from app.auth.school_directory import UnreadableFileError, is_uai, kinds_of, read_schools
from app.auth.territories import open_territory
from app.core.db import db
from config import ROOT
from tests import factories

COLUMNS = json.loads((ROOT / "data/annuaire_education_colonnes.json").read_text("utf-8"))
OF_2026, OF_2023 = COLUMNS["colonnes_2026_05"], COLUMNS["colonnes_2023_06"]
ROUBAIX = frozenset({"59512"})
COLLEGE = {
    "Identifiant_de_l_etablissement": "0593667R",
    "Nom_etablissement": "Collège Rosa Parks",
    "Type_etablissement": "Collège",
    "Adresse_1": "1 rue d'Oran",
    "Code_postal": "59100",
    "Code_commune": "59512",
    "Nom_commune": "Roubaix",
    "Appartenance_Education_Prioritaire": "REP+",
    "code_nature": "340",
    "etat": "OUVERT",
}


@pytest.fixture
def territory(app: Flask) -> Territory:
    return open_territory("roubaix", "Cité éducative de Roubaix")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "annuaire.csv"


def line(facts: dict[str, str], columns: list[str]) -> str:
    aliases = {"Code postal": "Code_postal"}
    return ";".join(facts.get(aliases.get(column, column), "") for column in columns)


def write(file: Path, *rows: dict[str, str] | str, columns: list[str] = OF_2026) -> Path:
    lines = [row if isinstance(row, str) else line(row, columns) for row in rows]
    text = "\r\n".join([";".join(columns), *lines]) + "\r\n"
    file.write_text(text, encoding="utf-8-sig", newline="")
    return file


@pytest.mark.parametrize("columns", [OF_2026, OF_2023], ids=["2026", "2023"])
def test_both_generations_of_the_header_are_read(
    territory: Territory, file: Path, columns: list[str]
) -> None:
    write(file, COLLEGE, columns=columns)

    report = schools.import_schools(territory.id, file, ROUBAIX)

    school = factories.get_organisation("0593667R")
    assert report.created == ["Collège Rosa Parks"]
    assert (school.kinds, school.postcode) == (["college_rep_plus"], "59100")
    assert school.address == "1 rue d’Oran"


def test_a_preview_writes_nothing(territory: Territory, file: Path) -> None:
    write(file, COLLEGE)

    report = schools.preview_import(territory.id, file, ROUBAIX)

    assert report.created == ["Collège Rosa Parks"]
    assert db.session.query(Organisation).filter_by(uai="0593667R").count() == 0


def test_the_same_file_twice_changes_nothing(territory: Territory, file: Path) -> None:
    write(file, COLLEGE)
    schools.import_schools(territory.id, file, ROUBAIX)

    again = schools.import_schools(territory.id, file, ROUBAIX)

    assert (again.created, again.updated) == ([], [])
    assert again.unchanged == ["Collège Rosa Parks"]


def test_a_school_that_changed_is_corrected(territory: Territory, file: Path) -> None:
    schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)

    write(file, {**COLLEGE, "Appartenance_Education_Prioritaire": "REP"})
    report = schools.import_schools(territory.id, file, ROUBAIX)

    assert report.updated == ["Collège Rosa Parks"]
    assert factories.get_organisation("0593667R").kinds == ["college_rep"]


def test_a_school_that_left_the_file_stays(territory: Territory, file: Path) -> None:
    schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)

    schools.import_schools(territory.id, write(file), ROUBAIX)

    assert factories.get_organisation("0593667R").is_open


def test_a_school_closed_in_the_file_is_told_and_left_open(
    territory: Territory, file: Path
) -> None:
    schools.import_schools(territory.id, write(file, COLLEGE), ROUBAIX)

    report = schools.import_schools(
        territory.id, write(file, {**COLLEGE, "etat": "FERME"}), ROUBAIX
    )

    assert report.closed == ["Collège Rosa Parks"]
    assert factories.get_organisation("0593667R").is_open


def test_a_school_that_is_not_open_yet_is_not_entered(territory: Territory, file: Path) -> None:
    write(file, {**COLLEGE, "etat": "A OUVRIR"})

    report = schools.import_schools(territory.id, file, ROUBAIX)

    assert (report.created, report.closed) == ([], [])


def test_schools_of_other_communes_are_left_out(territory: Territory, file: Path) -> None:
    write(file, {**COLLEGE, "Code_commune": "59350"})

    assert schools.import_schools(territory.id, file, ROUBAIX).created == []


def test_a_school_on_two_lines_has_both_kinds(territory: Territory, file: Path) -> None:
    section = {**COLLEGE, "Type_etablissement": "Lycée", "code_nature": "334"}
    write(file, COLLEGE, section)

    schools.import_schools(territory.id, file, ROUBAIX)

    assert factories.get_organisation("0593667R").kinds == ["college_rep_plus", "lycee_pro"]


@pytest.mark.parametrize(
    "bad, reason",
    [
        ({**COLLEGE, "Identifiant_de_l_etablissement": "0593667A"}, "identifiant"),
        ({**COLLEGE, "Identifiant_de_l_etablissement": ""}, "identifiant"),
        ({**COLLEGE, "Nom_etablissement": ""}, "nom absent"),
        ({**COLLEGE, "Nom_etablissement": "x" * 161}, "nom absent"),
        ({**COLLEGE, "Nom_etablissement": "Coll\x07ge"}, "nom absent"),
        ({**COLLEGE, "Nom_etablissement": "Coll\ufffdge"}, "caractères illisibles"),
        ("0593667R;trop court", "2 colonnes au lieu de 71"),
        ('"0593667R"x;', "guillemets mal fermés"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(
    territory: Territory, file: Path, bad: dict[str, str] | str, reason: str
) -> None:
    write(file, bad, {**COLLEGE, "Identifiant_de_l_etablissement": "0594389A"})

    report = schools.import_schools(territory.id, file, ROUBAIX)

    [fault] = report.faults
    assert fault.line == 2
    assert reason in fault.reason
    assert len(report.created) == 1


def test_a_school_of_another_territory_is_a_fault(territory: Territory, file: Path) -> None:
    write(file, COLLEGE)
    schools.import_schools(territory.id, file, ROUBAIX)
    elsewhere = open_territory("tourcoing", "Cité éducative de Tourcoing")

    report = schools.import_schools(elsewhere.id, file, ROUBAIX)

    assert [fault.reason for fault in report.faults] == [
        "0593667R\u00a0: déjà dans un autre territoire"
    ]


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "\ufeffNom_etablissement;etat\n"])
def test_another_file_is_refused_as_a_whole(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="annuaire officiel"):
        list(read_schools(file, ROUBAIX))


@pytest.mark.parametrize(
    "facts, kinds",
    [
        ({"Type_etablissement": "Ecole", "code_nature": "151"}, {"ecole"}),
        ({"code_nature": "101", "Appartenance_Education_Prioritaire": "REP"}, {"ecole_rep"}),
        ({"Type_etablissement": "Collège"}, {"college"}),
        ({"Type_etablissement": "Lycée"}, {"lycee"}),
        ({"code_nature": "320", "Voie_professionnelle": "1"}, {"lycee_pro"}),
        ({"code_nature": "306", "Voie_technologique": "0"}, {"lycee", "lycee_pro"}),
        (
            {"code_nature": "302", "Voie_generale": "1", "Voie_technologique": "1"},
            {"lycee", "lycee_techno"},
        ),
        (
            {"code_nature": "300", "Appartenance_Education_Prioritaire": "REP+"},
            {"lycee_rep_plus", "lycee_techno"},
        ),
        ({"code_nature": "302", "Voie_generale": "0"}, {"lycee"}),
        ({"Type_etablissement": "Médico-social", "code_nature": "240"}, set()),
        ({"Type_etablissement": "Service Administratif", "code_nature": "809"}, set()),
    ],
)
def test_the_kinds_follow_nature_tracks_and_label(facts: dict[str, str], kinds: set[str]) -> None:
    empty = dict.fromkeys(COLLEGE, "")

    assert kinds_of({**empty, **facts}) == kinds


@pytest.mark.parametrize("uai", ["0593667R", "0594389A", "0595489W"])
def test_a_real_number_is_accepted(uai: str) -> None:
    assert is_uai(uai)


@pytest.mark.parametrize("uai", ["0593667A", "593667R", "05936670", "\u0660593667R", ""])
def test_a_wrong_number_is_refused(uai: str) -> None:
    assert not is_uai(uai)


def test_the_whole_of_france_is_read_quickly(file: Path) -> None:
    elsewhere = line({**COLLEGE, "Code_commune": "75056"}, OF_2026)
    write(file, *[elsewhere] * 150_000, COLLEGE)

    [school] = read_schools(file, ROUBAIX)

    assert school.uai == "0593667R"
