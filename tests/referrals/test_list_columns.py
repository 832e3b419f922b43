"""The columns of a class list are recognised however schools name them."""

import pytest

from app.referrals.list_columns import field_of, read_list, split_name
from app.referrals.list_lines import Line

HEADINGS = {
    "Prénom": "first_name",
    "PRENOM": "first_name",
    "Nom": "last_name",
    "Nom de famille": "last_name",
    "Nom de l’élève": "last_name",
    "Nom et prénom": "full_name",
    "Élève": "full_name",
    "Né(e) le": "birth_date",
    "Date naiss.": "birth_date",
    "DDN": "birth_date",
    "Classe 2026-2027": "situation",
    "Classe ou situation": "situation",
    "Établissement fréquenté": "school",
    "QPV (oui/non)": "qpv",
    "Objectif 2": "objectives",
    "Rencontres": "meeting",
    "À savoir": "note",
    "Responsable légal": "guardian_name",
    "Prénom du responsable": "guardian_name",
    "Mère": "guardian_name",
    "Tél. resp. légal": "phone",
    "Portable": "phone",
    "Courriel": "email",
    "E-mail du responsable": "email",
    "Adresse électronique": "email",
    "Accord de la famille": "agreement",
    "Régime": None,
    "INE": None,
    "Sexe": None,
    "Adresse": None,
    "": None,
}


@pytest.mark.parametrize("heading", HEADINGS, ids=repr)
def test_a_heading_names_its_field(heading):
    assert field_of(heading) == HEADINGS[heading]


def test_lines_bear_the_number_of_their_row_under_the_title_of_the_sheet():
    rows = [["Classe de 4e B"], [], ["Nom", "Prénom"], ["Carpentier", "Lina"], ["", ""], ["B", "A"]]

    found = read_list(rows)

    assert found is not None
    assert found.lines == (
        Line(4, {"last_name": "Carpentier", "first_name": "Lina"}),
        Line(6, {"last_name": "B", "first_name": "A"}),
    )


def test_columns_nobody_reads_are_said():
    found = read_list([["Nom", "Prénom", "Régime", "", "Prénom"], ["C", "Lina", "DP", "", "Lou"]])

    assert found is not None
    assert found.ignored == ("Régime", "Prénom")
    assert found.lines[0].cells == {"last_name": "C", "first_name": "Lina"}


def test_columns_of_one_answer_are_joined():
    rows = [
        ["Nom", "Objectif 1", "Objectif 2", "Prénom responsable", "Nom responsable"],
        ["Carpentier", "Orientation", "Français", "Nadège", "Carpentier"],
    ]

    found = read_list(rows)

    assert found is not None
    assert found.lines[0].cells["objectives"] == "Orientation, Français"
    assert found.lines[0].cells["guardian_name"] == "Nadège Carpentier"


@pytest.mark.parametrize(
    "rows", [[], [["Carpentier", "Lina"]], [["Nom"]], [["Classe", "Tél."]], [[""] * 40]], ids=str
)
def test_a_table_without_headings_is_no_list(rows):
    assert read_list(rows) is None


def test_what_no_screen_shows_is_taken_out_of_cells():
    found = read_list([["Nom", "Prénom"], ["Car\x00pen\u202etier", " Lina\nMarie \ufffe"]])

    assert found is not None
    assert found.lines[0].cells == {"last_name": "Carpentier", "first_name": "Lina Marie"}


def test_a_row_longer_or_shorter_than_its_headings_is_read():
    found = read_list([["Nom", "Prénom"], ["Carpentier"], ["B", "A", "de trop"]])

    assert found is not None
    assert [line.cells for line in found.lines] == [
        {"last_name": "Carpentier"},
        {"last_name": "B", "first_name": "A"},
    ]


def test_a_name_in_capitals_is_the_last_name():
    assert split_name("EL AMRANI Sarah") == ("Sarah", "EL AMRANI")
    assert split_name("Jean-Luc DUPONT") == ("Jean-Luc", "DUPONT")
    assert split_name("Lina Carpentier") == ("", "Lina Carpentier")
    assert split_name("DUPONT LINA") == ("", "DUPONT LINA")
