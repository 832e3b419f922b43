"""The commands that bring files in, as typed in a terminal: one manner for all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app.auth.models import ClosedPeriod, PriorityDistrict
from app.core.db import db
from tests.auth.districts import feature, write
from tests.auth.test_school_calendar import COLUMNS, LINES

Run = Callable[..., Result]
DRY = "Essai à blanc\u00a0: rien n’a été enregistré."
IMPORTS = ("import-schools", "import-qpv", "import-holidays")
BRIDGE = "Pont;-;2026-11-11T23:00:00+00:00;2026-11-15T23:00:00+00:00;Lille;Zone B;x"


@pytest.fixture
def run(app: Flask) -> Run:
    """Type `flask navette …`."""
    return lambda *words: app.test_cli_runner().invoke(args=["navette", *map(str, words)])


@pytest.fixture
def qpv(tmp_path: Path) -> Path:
    """One invented district of Roubaix."""
    return write(tmp_path / "qpv.geojson", feature())


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    """The official calendar, with holidays Roubaix does not know."""
    file = tmp_path / "calendrier.csv"
    file.write_text("\n".join([COLUMNS, *LINES, BRIDGE]), encoding="utf-8")
    return file


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(table)).one()


@pytest.mark.both_databases
def test_districts_are_a_preview_unless_told_otherwise(run: Run, roubaix: int, qpv: Path) -> None:
    preview = run("import-qpv", qpv)
    before = count(PriorityDistrict)
    applied = run("import-qpv", qpv, "--apply")

    assert (preview.exit_code, applied.exit_code, before) == (0, 0, 0)
    assert DRY in preview.output
    assert preview.output.startswith(applied.output)
    assert count(PriorityDistrict) == 1


@pytest.mark.both_databases
def test_holidays_are_a_preview_unless_told_otherwise(
    run: Run, roubaix: int, calendar: Path
) -> None:
    before = count(ClosedPeriod)
    preview = run("import-holidays", calendar)
    left = count(ClosedPeriod)
    applied = run("import-holidays", calendar, "--apply")

    assert (left, count(ClosedPeriod)) == (before, before + 1)
    assert DRY in preview.output
    assert preview.output.startswith(applied.output)


def test_holidays_of_another_academy_are_asked_by_name(
    run: Run, roubaix: int, calendar: Path
) -> None:
    result = run("import-holidays", calendar, "--academy", "Lyon", "--zone", "A", "--correct")

    assert "(c’était du 20/02/2027 au 07/03/2027)" in result.output


@pytest.mark.parametrize("command", IMPORTS)
@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04\x00", b"\xff\xfe\x00", b"[" * 100_000, b"{}", "é".encode("cp1252") * 9],
    ids=["empty", "zip", "utf-16", "deep", "object", "latin-1"],
)
def test_another_file_is_refused_in_one_french_sentence(
    run: Run, roubaix: int, tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "autre").write_bytes(content)

    result = run(command, tmp_path / "autre", "--apply")

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.startswith("Erreur\u00a0: ")


@pytest.mark.parametrize("command", IMPORTS)
def test_a_file_that_is_not_there_is_told_in_french(run: Run, roubaix: int, command: str) -> None:
    result = run(command, "nulle-part.csv")

    assert result.exit_code == 1
    assert "nulle-part.csv\u00a0: fichier ou dossier introuvable." in result.output


def test_a_bad_district_is_told_with_its_number(run: Run, roubaix: int, tmp_path: Path) -> None:
    file = write(tmp_path / "qpv.geojson", feature(), feature("QN05981M, QN05982M"))

    result = run("import-qpv", file, "--apply")

    assert result.exit_code == 1
    assert "Élément 2\u00a0: dessine une commune et non un quartier" in result.output
    assert count(PriorityDistrict) == 0


def test_districts_of_other_communes_are_asked_by_their_code(
    run: Run, roubaix: int, tmp_path: Path
) -> None:
    file = write(tmp_path / "qpv.geojson", feature("QN05950M", "Lille", "59350"))

    assert run("import-qpv", file).exit_code == 1
    assert "Quartiers entrés\u00a0: 1" in run("import-qpv", file, "--commune", "59350").output
