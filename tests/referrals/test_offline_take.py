"""The list an association takes away: what it may read, what it may fill in, what is noted."""

from datetime import date, datetime

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from app.core.clock import PARIS
from app.core.typography import NBSP
from app.referrals.endings import Modality
from app.referrals.pages.offline_book import KNOWN
from app.referrals.service.asking import request_information
from app.referrals.service.following import Start
from tests.factories import COLLEGE, get_last_assignment, get_organisation
from tests.referrals.offline import (
    HEADING_ROW,
    HERE,
    LIST,
    SHEET,
    cells,
    columns,
    row_of,
    send_accepted,
    send_started,
    take,
)
from tests.referrals.scenes import SECRETS, actor_of, count_events, send_lina

TODAY = date(2026, 11, 23)
ONE = frozenset({"scolaire"})


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def texts(book):
    """Return every text of a workbook."""
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return " ".join(str(value) for row in rows for value in row if value is not None)


def words_offered(book, reference, title):
    """Return the words the list of a cell offers, none without a list."""
    sheet = book[SHEET]
    cell = sheet.cell(row_of(book, reference), columns(sheet)[title])
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    found = [rule.formula1 for rule in rules if cell.coordinate in rule.sqref]
    if not found:
        return []
    return [one[0].value for one in book["Listes"][found[0].split("!")[1].replace("$", "")]]


def is_open(book, reference, title):
    """Return whether a person may write in a cell."""
    sheet = book[SHEET]
    return not sheet.cell(row_of(book, reference), columns(sheet)[title]).protection.locked


@pytest.mark.both_databases
def test_before_the_acceptance_nobody_is_named(coordinator):
    lina = send_lina()

    book = take(coordinator)

    (row,) = cells(book)
    assert [secret for secret in SECRETS if secret in texts(book)] == []
    assert (row["Demande"], row["Jeune"], row["Âge"]) == (lina.reference, "L.\u00a0C.", 13)
    assert (row["Qui oriente"], row["Téléphone"]) == ("Collège Rosa Parks, Samira Haddad", None)


@pytest.mark.both_databases
def test_after_the_acceptance_the_name_and_the_contacts_are_there(coordinator):
    send_accepted()

    (row,) = cells(take(coordinator))

    assert (row["Jeune"], row["Responsable légal"]) == ("Lina Carpentier", "Nadège Carpentier")
    assert row["Téléphone"] == "06\u00a039\u00a098\u00a012\u00a034"
    assert row["Où en est la demande"] == "Acceptée, mentor à trouver"


def test_neither_the_birth_date_nor_the_note_leaves(coordinator):
    lina = send_accepted()

    said = texts(take(coordinator))

    assert "libre le mercredi" not in said
    assert f"{lina.young_person.birth_date:%Y-%m-%d}" not in said


def test_a_sensitive_service_is_named_once_accepted(coordinator):
    school = get_organisation(COLLEGE).id
    send_lina("isabelle.carlier", school_id=school)
    before = cells(take(coordinator))[0]["Qui oriente"]
    send_accepted(who="isabelle.carlier", first_name="Zoé", school_id=school)

    origins = [row["Qui oriente"] for row in cells(take(coordinator))]

    assert origins[0] == before == "Partenaire habilité"
    assert "Isabelle Carlier" in origins[1]


def test_the_requests_of_others_are_not_there(coordinator):
    send_lina(to="lacle", age=9, situation="CM1")

    assert cells(take(coordinator)) == []


def test_what_awaits_an_answer_comes_first_then_the_soonest(coordinator, frozen):
    started = send_started(Start(TODAY, Modality.REMOTE))
    accepted, proposed = send_accepted(first_name="Zoé"), send_lina(first_name="Noé")
    asked = send_lina(first_name="Ali")
    version = get_last_assignment(asked).version
    request_information(asked.reference, version, "Quels jours ?", actor_of("theo.marchand"))

    rows = cells(take(coordinator))

    wanted = [one.reference for one in (proposed, asked, accepted, started)]
    assert [row["Demande"] for row in rows] == wanted
    assert [type(row["Échéance"]).__name__ for row in rows][::3] == ["datetime", "datetime"]


def test_a_row_offers_the_actions_of_where_it_stands(coordinator):
    proposed, accepted = send_lina(), send_accepted(first_name="Zoé")
    started = send_started(Start(TODAY, Modality.BOTH), first_name="Noé")

    book = take(coordinator)

    references = [one.reference for one in (proposed, accepted, started)]
    assert [words_offered(book, one, "Action") for one in references] == [
        ["Accepter", "Décliner"],
        ["Mentor trouvé"],
        ["Clore l’accompagnement", "Arrêt anticipé"],
    ]


def test_a_reason_is_chosen_in_the_list_of_the_row(coordinator):
    proposed, started = send_lina(), send_started(Start(TODAY, Modality.BOTH), first_name="Noé")

    book = take(coordinator)

    assert "Âge hors public" in words_offered(book, proposed.reference, "Motif")
    assert "Absences répétées" in words_offered(book, started.reference, "Motif")
    assert words_offered(book, started.reference, "Confiance")[0] == "Oui"


def test_only_what_may_be_filled_in_is_open(coordinator):
    proposed = send_lina(objectives=ONE)
    started = send_started(Start(TODAY, Modality.BOTH), first_name="Noé", objectives=ONE)

    book = take(coordinator)

    opened = [title for title in columns(book[SHEET]) if is_open(book, proposed.reference, title)]
    assert opened == ["Action", "Motif", "Précision"]
    assert is_open(book, started.reference, "Objectif 1")
    assert not is_open(book, started.reference, "Objectif 2")
    assert book[SHEET].protection.sheet
    assert book[SHEET].protection.password is None


def test_objectives_are_numbered_as_their_columns(coordinator):
    send_lina(objectives=frozenset({"scolaire", "confiance"}))

    (row,) = cells(take(coordinator))

    assert row["Objectifs"] == "1. Confiance en soi / 2. Scolarité et méthode"


def test_the_first_line_says_who_took_it_and_to_delete_it(coordinator):
    send_lina()

    book = take(coordinator)

    assert book[SHEET]["A1"].value == (
        "Afev, liste téléchargée par Théo Marchand le 23\u00a0novembre 2026 à 9\u00a0h. "
        "Elle contient des noms\u00a0: supprimez ce fichier après usage."
    )


def test_the_seal_stands_in_a_hidden_column(coordinator):
    send_lina()

    sheet = take(coordinator)[SHEET]

    last = sheet.cell(HEADING_ROW, sheet.max_column)
    assert last.value == "Repère"
    assert sheet.column_dimensions[last.column_letter].hidden


def test_the_help_says_a_word_of_every_column_to_fill_in(coordinator):
    send_lina()

    book = take(coordinator)

    told = {row[0].value.replace(NBSP, " ") for row in book["Aide"].iter_rows(min_row=2)}
    asked = list(columns(book[SHEET]))[len(KNOWN) : -1]
    assert set(asked) <= told


def test_a_name_that_opens_a_formula_stays_a_text(coordinator):
    send_accepted(first_name="=1+1")

    book = take(coordinator)

    assert [c.coordinate for s in book for row in s for c in row if c.data_type == "f"] == []
    assert cells(book)[0]["Jeune"].startswith("'=1+1")


def test_taking_the_list_is_noted_and_so_is_each_young_person_it_names(coordinator):
    send_lina()
    send_accepted(first_name="Zoé")

    take(coordinator)

    assert count_events("offline_list.taken") == 1
    assert count_events("referral.identity_read") == 1


def test_nobody_else_takes_a_list(prescriber, manager):
    for browser in (prescriber, manager):
        assert [browser.send("GET", path).status_code for path in (HERE, LIST)] == [404, 404]


def test_a_list_is_taken_ten_times_an_hour(coordinator):
    answers = [coordinator.send("GET", LIST).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_the_inbox_and_the_list_lead_here(coordinator):
    for path in ("/demandes/a-traiter", "/demandes"):
        coordinator.get(path)
        assert coordinator.click("Travailler hors ligne").path == HERE
