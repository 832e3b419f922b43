"""The commands of those who administer, as typed in a terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text, update

from app.auth.models import User
from app.auth.rules import Role
from app.capacity.models import CapacityEntry, Programme
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.models import TensionSnapshot
from tests import factories
from tests.support.ledger import let_the_ledger_be_rewritten

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Type `flask navette …`, with answers to its questions."""
    return lambda *words, typed="": app.test_cli_runner().invoke(
        args=["navette", *words], input=typed
    )


def count(table: type) -> int:
    return db.session.scalars(select(func.count()).select_from(table)).one()


def test_places_shows_what_is_stated_taken_and_free(run: Run, roubaix: int) -> None:
    factories.make_referral(factories.make_prescriber())

    lines = run("places").output.splitlines()

    afev = next(line for line in lines if line.startswith("Afev"))
    assert re.split(r"\s{2,}", afev) == ["Afev", "90", "1", "89"]
    assert re.split(r" {2,}", lines[-1]) == ["Total", "432 ou\u00a0plus", "1", "431 ou\u00a0plus"]


def test_a_territory_nobody_entered_is_told_in_french(run: Run) -> None:
    result = run("places")

    assert result.exit_code == 1
    assert "Erreur\u00a0: Territoire «\u00a0roubaix\u00a0» inconnu" in result.output


@pytest.mark.parametrize("port", ["abc", "-1", "99999"])
def test_a_port_that_is_none_is_refused_in_french(run: Run, port: str) -> None:
    result = run("demo", "--port", port)

    assert result.exit_code == 1
    assert result.output == "Erreur\u00a0: un port est un nombre de 0 à 65535.\n"


def test_set_up_enters_roubaix(run: Run) -> None:
    result = run("set-up")

    assert "Cité éducative de Roubaix" in result.output
    assert count(Programme) == 10


def test_an_administrator_is_created_with_a_password_asked_twice(run: Run, roubaix: int) -> None:
    typed = "une phrase que personne ne devine\n" * 2

    result = run("create-admin", "Ada@example.org", "--name", "Ada Fontaine", typed=typed)

    user = db.session.scalars(select(User).where(User.email == "ada@example.org")).one()
    assert result.output.endswith("Compte ouvert.\n")
    assert "personne ne devine" not in result.output
    assert [m.role for m in user.memberships] == [Role.ADMINISTRATOR]


def test_a_weak_password_opens_no_account(run: Run, roubaix: int) -> None:
    result = run("create-admin", "ada@example.org", "--name", "Ada", typed="court\ncourt\n")

    assert result.exit_code == 1
    assert "15 caractères" in result.output
    assert db.session.query(User).filter_by(email="ada@example.org").count() == 0


def test_two_different_passwords_open_no_account(run: Run, roubaix: int) -> None:
    typed = "une phrase que personne ne devine\nune autre phrase bien longue\n"

    result = run("create-admin", "ada@example.org", "--name", "Ada", typed=typed)

    assert result.exit_code == 1
    assert db.session.query(User).filter_by(email="ada@example.org").count() == 0


def test_an_administrator_may_be_sent_a_link_instead(run: Run, roubaix: int) -> None:
    result = run("create-admin", "ada@example.org", "--name", "Ada Fontaine", "--invite")

    message = db.session.scalars(select(OutboxMessage)).one()
    assert result.exit_code == 0
    assert (message.recipient, message.template) == ("ada@example.org", "invitation")
    assert "http://localhost/invitation/" in message.body
    assert "valable 7 jours" in message.body.replace("\u00a0", " ")


def test_an_address_that_is_not_one_opens_no_account(run: Run, roubaix: int) -> None:
    result = run("create-admin", "ada", "--name", "Ada", "--invite")

    assert result.exit_code == 1
    assert "adresse" in result.output


@pytest.mark.both_databases
def test_the_doctor_finds_nothing_on_a_true_base(run: Run, roubaix: int) -> None:
    prescriber, afev = factories.make_prescriber(), factories.make_coordinator()
    factories.accept(factories.make_referral(prescriber), afev)

    result = run("doctor")

    assert (result.exit_code, result.output) == (
        0,
        "Tout concorde\u00a0: places, courriels, tables.\n",
    )


@pytest.mark.parametrize(
    "lie",
    [
        update(Programme).where(Programme.slug == "afev").values(taken=3),
        update(Programme).where(Programme.slug == "afev").values(stated=80),
        update(CapacityEntry).where(CapacityEntry.delta_stated == 90).values(delta_stated=91),
    ],
)
def test_the_doctor_finds_a_figure_that_lies(run: Run, roubaix: int, lie: object) -> None:
    let_the_ledger_be_rewritten()
    db.session.execute(lie)
    db.session.commit()

    result = run("doctor")

    assert result.exit_code == 1
    assert "Afev\u00a0: compteur" in result.output


def test_the_doctor_finds_mails_nobody_sends(run: Run, roubaix: int) -> None:
    factories.make_referral(factories.make_prescriber())
    db.session.execute(update(OutboxMessage).values(due_at=factories.LONG_AGO))
    db.session.commit()

    result = run("doctor")

    assert result.exit_code == 1
    assert "en retard" in result.output


def test_the_doctor_finds_tables_of_another_version(run: Run, roubaix: int) -> None:
    db.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    db.session.commit()

    result = run("doctor")

    assert result.exit_code == 1
    assert "Tables\u00a0: version 0000" in result.output


def test_an_import_is_a_preview_unless_told_otherwise(run: Run) -> None:
    run("set-up")
    file = "data/etablissements_roubaix.csv"

    preview = run("import-schools", file)
    applied = run("import-schools", file, "--apply", "--commune", "59512")

    assert "Établissements inchangés\u00a0: 70" in preview.output
    assert "Essai à blanc" in preview.output
    assert "Essai à blanc" not in applied.output


def test_an_import_of_another_file_is_refused_in_french(run: Run, tmp_path: Path) -> None:
    run("set-up")
    (tmp_path / "autre.csv").write_text("a;b\n", encoding="utf-8")

    result = run("import-schools", str(tmp_path / "autre.csv"))

    assert result.exit_code == 1
    assert "Erreur\u00a0: Ce fichier n’est pas l’annuaire officiel" in result.output


def test_tensions_are_computed_for_every_programme(run: Run, roubaix: int) -> None:
    result = run("refresh-tensions")

    assert "10 associations" in result.output
    assert count(TensionSnapshot) == 10


def test_the_demonstration_is_refused_outside_its_profile(run: Run) -> None:
    result = run("demo")

    assert result.exit_code == 1
    assert "NAVETTE_PROFILE=demo" in result.output


def test_the_workbook_is_written_to_a_file(run: Run, roubaix: int, tmp_path: Path) -> None:
    file = tmp_path / "navette.xlsx"

    result = run("export", str(file))

    assert result.output == f"Classeur écrit\u00a0: {file}\n"
    assert file.read_bytes().startswith(b"PK")


def test_a_workbook_that_cannot_be_written_is_told_in_french(run: Run, roubaix: int) -> None:
    result = run("export", "/nulle/part/navette.xlsx")

    assert result.exit_code == 1
    assert "/nulle/part/navette.xlsx\u00a0: fichier ou dossier introuvable." in result.output


@pytest.mark.parametrize("name", ["", " ", "A" * 121, "A\x07B", "\ufffe"])
def test_an_administrator_has_a_readable_name(run: Run, roubaix: int, name: str) -> None:
    result = run("create-admin", "k@example.org", "--name", name, "--invite")

    assert result.exit_code == 1
    assert "caractères lisibles" in result.output
    assert "k@example.org" not in db.session.scalars(select(User.email)).all()


def test_a_file_that_is_not_there_is_told_in_french(run: Run, roubaix: int) -> None:
    result = run("import-schools", "nulle-part.csv")

    assert result.exit_code == 1
    assert "nulle-part.csv\u00a0: fichier ou dossier introuvable." in result.output


def test_a_base_without_its_tables_is_told_in_french(run: Run) -> None:
    db.session.execute(text("ALTER TABLE territory RENAME TO elsewhere"))
    db.session.commit()

    result = run("places")

    assert result.exit_code == 1
    assert "flask db upgrade" in result.output
