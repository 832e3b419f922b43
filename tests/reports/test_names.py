"""An export with names: by right, with a reason, the password again, a trace and a watermark."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from app.auth.models import Membership, User
from app.auth.rules import Role
from app.core import clock
from app.core.clock import PARIS
from app.core.db import db
from app.core.errors import NotFoundError
from app.core.models import AuditEvent
from app.demo.cast import PASSWORD
from app.referrals.service.lists import keep_search
from app.reports.choices import read_choice
from app.reports.models import ExportRequest
from app.reports.requests import ask_for_names, take_workbook
from app.reports.rules import ExportState
from tests.referrals.scenes import LINA, actor_of, send_lina, send_lina_again
from tests.reports.exports import asked, book_of, change, files, fill_the_city, make_next
from tests.reports.exports import sheet_rows as rows_of

NAMES = "/exports/nominatif?classeur=demandes"
REASON = "Vérifier la liste & l’appel du collège"
GIVEN = {"reason": REASON, "password": PASSWORD}
NINE = datetime(2026, 11, 27, 9, tzinfo=PARIS)


@pytest.fixture
def lina(roubaix: int) -> str:
    """The reference of Lina's referral."""
    return send_lina().reference


def take(manager, query: str = ""):
    """Ask for names on the screen, and take the workbook."""
    manager.submit(NAMES + query, GIVEN, "Demander le classeur")
    return book_of(manager.press("Télécharger le classeur"))


def test_it_holds_who_each_referral_is_about(lina, manager):
    (row,) = rows_of(take(manager), "Demandes", header=2)

    assert (row["Référence"], row["Nom"], row["Prénom"]) == (lina, "Carpentier", "Lina")
    assert isinstance(row["Date de naissance"], datetime)


def test_it_holds_no_contact_and_no_note(lina, manager):
    texts = {
        str(cell.value) for sheet in take(manager) for line in sheet.iter_rows() for cell in line
    }

    secrets = (LINA["phone"], LINA["email"], LINA["note"], LINA["guardian_name"])
    assert [one for one in secrets if any(one in text for text in texts)] == []


def test_a_partner_nobody_names_is_not_named(roubaix, manager):
    send_lina_again()

    (row,) = rows_of(take(manager), "Demandes", header=2)

    assert row["Prescripteur"] == row["Type de prescripteur"] == "Partenaire habilité"


def test_a_line_says_who_when_and_why_on_every_page(lina, frozen, sign_in):
    frozen(NINE)
    page = take(sign_in("helene.vasseur"))["Demandes"]

    assert page["A1"].value == (
        "Export nominatif du 27\u00a0novembre 2026 à 9\u00a0h par Hélène Vasseur, "
        f"Cité éducative de Roubaix. Motif\u00a0: {REASON}"
    )
    head = page.oddHeader.center.text
    assert head == page.oddFooter.center.text == page["A1"].value.replace("&", "et")


@pytest.mark.parametrize("reason", ["", "comité", "         .         "])
def test_a_reason_is_needed(lina, manager, reason):
    page = manager.submit(NAMES, GIVEN | {"reason": reason}, status=422)

    assert "Dites pourquoi il vous faut les noms" in page.error("reason")
    assert db.session.scalars(select(ExportRequest)).all() == []


def test_the_password_is_asked_again_and_the_reason_is_not_lost(lina, manager):
    page = manager.submit(NAMES, GIVEN | {"password": "un autre que le mien"}, status=422)

    assert "Ce n’est pas votre mot de passe." in page.error("password")
    assert page.value("reason") == REASON
    assert db.session.scalars(select(ExportRequest)).all() == []


def test_guessing_the_password_is_slowed_down(lina, frozen, sign_in):
    frozen(NINE)
    helene = sign_in("helene.vasseur")
    for _ in range(5):
        helene.submit(NAMES, GIVEN | {"password": "un autre que le mien"}, status=422)

    page = helene.submit(NAMES, GIVEN, status=429)

    assert "Trop d’essais" in page.error("password")


def test_somebody_without_a_password_is_told_what_to_do(lina, manager):
    user = db.session.get_one(User, actor_of("helene.vasseur").user_id)
    user.password_hash = None

    page = manager.submit(NAMES, GIVEN, status=422)

    assert "Votre compte n’a pas de mot de passe." in page.error("password")


def test_it_is_written_in_the_trail_without_the_reason(lina, manager):
    take(manager, "&statut=proposee")

    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("names.%"))).all()
    assert [event.action for event in events] == ["names.asked", "names.exported"]
    assert events[0].changes == {
        "filters": {"classeur": "demandes", "statut": "proposee"},
        "rows": 1,
    }
    assert all(event.subject_type == "export" for event in events)


def test_words_forgotten_before_it_is_taken_find_nobody(roubaix, frozen):
    frozen(NINE)
    lina = send_lina().reference
    helene = actor_of("helene.vasseur")
    key = keep_search(lina, helene)
    frozen(NINE + timedelta(hours=11, minutes=40))
    choice = read_choice({"classeur": "demandes", "recherche": key}, clock.today())
    taken = ask_for_names(choice, REASON, PASSWORD, "127.0.0.1", helene)

    frozen(NINE + timedelta(hours=12, minutes=10))
    content = b"".join(take_workbook(taken, helene).content)

    book = load_workbook(BytesIO(content))
    assert lina not in [cell.value for cell in book["Demandes"]["A"]]
    assert "oubliée depuis, refaites la recherche" in [c.value for c in book["Lecture"]["B"]]


def test_the_journal_of_exports_tells_it_with_its_reason(lina, manager):
    take(manager)

    row = manager.get("/exports").table_row("Nominatif")

    assert row["Par"] == "Hélène Vasseur"
    assert f"Motif : {REASON}" in row["Fichier"]
    assert "-demandes-nominatif-" in row["Fichier"]


def test_a_small_one_is_never_stored_and_taken_once(lina, manager):
    take(manager)
    request = db.session.scalars(select(ExportRequest)).one()

    assert (request.state, request.file, files()) == (ExportState.TAKEN, "", [])
    with pytest.raises(NotFoundError):
        take_workbook(request.reference, actor_of("helene.vasseur"))


def test_who_takes_it_twice_reads_that_it_was_taken_and_can_ask_again(lina, manager):
    manager.submit(NAMES + "&statut=proposee", GIVEN, "Demander le classeur")
    old = manager.page
    manager.press("Télécharger le classeur")
    manager.page = old

    page = manager.press("Télécharger le classeur")

    assert "Déjà téléchargé le " in page.text
    assert manager.click("Refaire ce classeur").path.startswith("/exports/nominatif?")
    assert "statut=proposee" in manager.page.path


def test_after_an_hour_it_is_too_late(lina, manager):
    manager.submit(NAMES, GIVEN, "Demander le classeur")
    request = db.session.scalars(select(ExportRequest)).one()
    change(request, expires_at=clock.now() - timedelta(seconds=1))

    with pytest.raises(NotFoundError):
        take_workbook(request.reference, actor_of("helene.vasseur"))


def test_a_large_one_is_made_by_the_worker(roubaix, manager):
    fill_the_city()
    page = manager.submit(NAMES, GIVEN, "Demander le classeur")
    reference = page.path.rsplit("/", 1)[1]
    assert asked(reference).state is ExportState.WAITING
    make_next()
    manager.get(page.path)

    book = book_of(manager.press("Télécharger le classeur"))

    assert book["Demandes"].max_row == 6_002
    assert book["Demandes"]["A1"].value.startswith("Export nominatif du")


def test_only_managers_are_offered_names(lina, coordinator, administrator, prescriber):
    for browser in (coordinator, administrator, prescriber):
        browser.get(NAMES, status=404)


def test_names_are_asked_for_ten_times_an_hour_at_most(lina, manager):
    for _ in range(10):
        manager.submit(NAMES, GIVEN, "Demander le classeur")

    page = manager.submit(NAMES, GIVEN, "Demander le classeur", status=429)
    assert "Vous avez demandé 10 classeurs avec des noms en une heure." in page.error("password")
    assert page.value("reason") == REASON
    manager.get("/exports/navette.xlsx?classeur=places")


def test_who_lost_the_right_to_names_does_not_read_the_form_again(lina, manager):
    for _ in range(10):
        manager.submit(NAMES, GIVEN, "Demander le classeur")
    manager.get(NAMES)
    own = Membership.id == actor_of("helene.vasseur").membership_id
    db.session.execute(update(Membership).where(own).values(role=Role.ADMINISTRATOR))
    db.session.commit()

    page = manager.press("Demander le classeur", GIVEN, 404)

    assert REASON not in page.html
