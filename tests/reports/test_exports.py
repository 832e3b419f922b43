"""Taking the workbook away: its name, its trace, its limit."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.auth.territories import open_territory
from app.core.clock import PARIS
from app.core.db import db
from app.core.models import AuditEvent
from app.core.xlsx import MIMETYPE
from app.reports.exporting import write_workbook
from app.reports.workbooks import build_workbook


def test_a_manager_takes_a_workbook_named_after_what_it_is_about(frozen, sign_in):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))

    file = sign_in("helene.vasseur").get("/exports/navette.xlsx").response

    assert file.mimetype == MIMETYPE
    disposition = file.headers["Content-Disposition"]
    assert disposition == "attachment; filename=navette-roubaix-comite-2026-2027-au-2026-11-23.xlsx"
    assert "no-store" in file.headers["Cache-Control"]
    assert load_workbook(BytesIO(file.get_data())).sheetnames[0] == "Synthèse"


def test_every_export_leaves_a_trace_the_managers_read(manager):
    before = manager.get("/exports")
    manager.get("/exports/navette.xlsx")

    after = manager.get("/exports")

    assert "Aucun export depuis le" in before.text
    assert after.table_rows()[0]["Par"] == "Hélène Vasseur"
    assert db.session.scalars(select(AuditEvent.action)).all().count("workbook.exported") == 1


def test_the_journal_says_what_a_workbook_was_narrowed_to(manager):
    manager.get("/exports/navette.xlsx?classeur=delais&annee=2025&association=afev")
    manager.get("/exports/navette.xlsx?classeur=demandes&statut=proposee&origine=ase")

    narrowed, whole = [row["Fichier"] for row in manager.get("/exports").table_rows()]

    assert narrowed.endswith(".xlsx Proposée, Qui oriente")
    assert whole == "navette-roubaix-delais-2025-2026.xlsx Année scolaire 2025-2026, Afev"


def test_the_page_says_who_may_read_the_file(manager):
    assert "Qui peut le lire ? L’équipe de pilotage" in manager.get("/exports").text


def test_an_administrator_takes_no_workbook(administrator):
    administrator.get("/exports/navette.xlsx", 404)


def test_thirty_exports_an_hour_are_enough_and_the_page_says_until_when(frozen, sign_in):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    manager = sign_in("helene.vasseur")
    for _ in range(30):
        manager.get("/exports/navette.xlsx?classeur=places")
    frozen(datetime(2026, 11, 23, 9, 10, 30, tzinfo=PARIS))

    page = manager.get("/exports/navette.xlsx", 429)

    assert "Vous avez pris 30 classeurs en une heure. Recommencez dans 50 minutes." in page.text
    assert "lien de connexion" not in page.text


def test_the_command_line_writes_the_same_file(roubaix, tmp_path):
    file = tmp_path / "navette.xlsx"

    write_workbook(file, roubaix, datetime.now(PARIS).date())

    assert load_workbook(file)["Places"].max_row == 11
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.actor_id) == ("workbook.exported", None)


def test_a_file_that_cannot_be_written_leaves_no_trace(roubaix, tmp_path):
    with pytest.raises(OSError, match="nulle"):
        write_workbook(tmp_path / "nulle" / "part", roubaix, datetime.now(PARIS).date())

    assert "workbook.exported" not in db.session.scalars(select(AuditEvent.action)).all()


def test_a_territory_without_association_has_an_empty_workbook_with_its_name(roubaix):
    lille = open_territory("lille", "Cité éducative de Lille").id

    book = load_workbook(BytesIO(build_workbook(lille, datetime.now(PARIS).date())))

    assert "Lille" in book.properties.title
    assert book["Places"].max_row == 1
    assert book["Synthèse"]._charts == []
