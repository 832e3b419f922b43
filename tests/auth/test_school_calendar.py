"""The official calendar of holidays: departures and returns, in UTC, a line for each academy.

Lines of the data set `fr-en-calendrier-scolaire`, data.education.gouv.fr, Licence Ouverte 2.0.
"""

import json
from datetime import date

import pytest

from app.auth.school_calendar import Holiday, LeftLine, read_holidays
from app.core.text_files import UnreadableFileError
from config import ROOT

COLUMNS = "description;population;start_date;end_date;location;zones;annee_scolaire"
LABELS = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
TOUSSAINT = "2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00"
LINES = [
    f"Vacances de la Toussaint;-;{TOUSSAINT};Lille;Zone B;2026-2027",
    f"Vacances de la Toussaint;-;{TOUSSAINT};Rennes;Zone B;2026-2027",
    "Vacances d'Hiver;-;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Lyon;Zone A;2026-2027",
    "Vacances d'Été;Enseignants;2027-07-02T22:00:00+00:00;2027-08-30T22:00:00+00:00;Lille;Zone B;x",
    "Vacances d'Été;Élèves;2027-07-02T22:00:00+00:00;2027-08-31T22:00:00+00:00;Lille;Zone B;x",
]
FOUND = [
    Holiday("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
    Holiday("Vacances d’Été", date(2027, 7, 3), date(2027, 8, 31)),
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "calendrier.csv"


def read(file, *lines, columns=COLUMNS):
    file.write_text("\r\n".join([columns, *lines]), encoding="utf-8-sig", newline="")
    return read_holidays(file, "Lille", "B")


@pytest.mark.parametrize("columns", [COLUMNS, LABELS])
def test_the_holidays_of_the_pupils_of_the_academy_are_read(file, columns):
    assert read(file, *LINES, columns=columns) == FOUND


@pytest.mark.parametrize("wrap", [list, lambda records: {"results": records}])
def test_the_same_calendar_in_json_is_read(file, wrap):
    names = COLUMNS.split(";")
    records = [dict(zip(names, line.split(";"), strict=True)) for line in LINES]
    records[0]["zones"], records[1]["location"] = ["Zone B"], ["Lille", "Rennes"]
    file.write_text(json.dumps(wrap(records)), encoding="utf-8")

    assert read_holidays(file, "lille", "B") == FOUND


def test_the_calendar_of_the_project_is_read():
    found = read_holidays(ROOT / "data/calendrier_zone_B.json", "Lille", "B")

    assert FOUND[0] in found
    assert len(found) == 28


def test_lines_that_name_no_academy_are_read_by_their_zone(file):
    lines = [line.replace(";Lille;", ";;").replace(";Lyon;", ";;") for line in LINES]

    assert read(file, *lines) == FOUND


@pytest.mark.parametrize(
    "start, end, first, last",
    [
        ("2026-10-16T22:00:00+00:00", "2026-11-01T23:00:00+00:00", (10, 17), (11, 1)),
        ("2026-10-15T22:00:00+00:00", "2026-11-01T23:00:00+00:00", (10, 17), (11, 1)),
        ("2026-10-17T00:00:00+02:00", "2026-11-02T00:00:00+01:00", (10, 17), (11, 1)),
        ("2026-10-17", "02/11/2026", (10, 17), (11, 1)),
        ("2026-10-17T00:00:00", "2026-11-02T00:00", (10, 17), (11, 1)),
    ],
)
def test_holidays_begin_after_school_and_end_the_day_before_the_return(
    file, start, end, first, last
):
    [holiday] = read(file, f"Vacances;-;{start};{end};Lille;Zone B;x")

    assert (holiday.starts_on, holiday.ends_on) == (date(2026, *first), date(2026, *last))


@pytest.mark.parametrize(
    "start, end, days",
    [
        ("2027-05-06T22:00:00+00:00", "2027-05-06T22:00:00+00:00", (7, 7)),
        ("2027-05-05T22:00:00+00:00", "2027-05-09T22:00:00+00:00", (6, 9)),
    ],
)
def test_a_bridge_is_there_from_its_first_day(file, start, end, days):
    [bridge] = read(file, f"Pont de l'Ascension;-;{start};{end};Lille;Zone B;x")

    assert (bridge.starts_on.day, bridge.ends_on.day) == days


@pytest.mark.parametrize(
    "line, reason",
    [
        ("Début des Vacances d'Été;-;2028-07-03T22:00:00+00:00;2028-07-03", "pas publiée"),
        ("Vacances;-;2026-10-16;2026-10-10", "dates à l’envers"),
        ("Vacances;-;2026-10-16;2027-10-10", "plus de 100 jours"),
        ("Vacances;-;hier;2026-10-10", "date «\u00a0hier\u00a0» illisible"),
        ("Vacances;-;2026-10-16T22:00:00;2026-11-02", "illisible"),
        ("Vacances;-;0001-01-01T00:00:00+14:00;2026-11-02", "illisible"),
        ("Vacances;-;2026-10-16;0001-01-01", "dates impossibles"),
        ("Vacances;-;9999-12-31;9999-12-31", "dates impossibles"),
        ("Vacances;-", "illisible"),
        (";-;2026-10-16;2026-10-20", "nom absent"),
        ("a\u202eb;-;2026-10-16;2026-10-20", "nom absent, trop long ou illisible"),
    ],
)
def test_a_line_that_cannot_be_entered_is_told_with_its_number(file, line, reason):
    *others, left = reversed([*read(file, LINES[0], line)])

    assert isinstance(left, LeftLine)
    assert left.line == 3
    assert reason in left.reason
    assert others == FOUND[:1]


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "calendrier scolaire officiel"),
        ("a;b\n1;2\n", "calendrier scolaire officiel"),
        (COLUMNS, "calendrier scolaire officiel"),
        ('"' + "x" * 200_000, "calendrier scolaire officiel"),
        ("{", "JSON lisible"),
        ("[" * 200_000, "JSON lisible"),
        ("[1, 2]", "calendrier scolaire officiel"),
        ('{"vacances": 3}', "calendrier scolaire officiel"),
        ('{"features": []}', "calendrier scolaire officiel"),
        ("[]", "n’a pas de vacances pour l’académie de Lille"),
        (f"{COLUMNS}\n{LINES[2]}", "n’a pas de vacances pour l’académie de Lille"),
    ],
)
def test_another_file_is_refused(file, text, words):
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=words):
        read_holidays(file, "Lille", "B")
