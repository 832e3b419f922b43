"""Accounts: who is there, whom administrators send away, who holds several roles."""

import pytest
from sqlalchemy import select

from app.auth import service
from app.auth.errors import LastAdministratorError
from app.auth.models import Organisation
from app.auth.rules import DeactivationReason, Role
from app.core.db import db
from app.core.models import AuditEvent
from tests.auth.conftest import ADDRESSES, PASSWORD, actor_of, build_town, knock

SAMIRA = ADDRESSES[Role.PRESCRIBER]


@pytest.fixture
def administrator(enter):
    return enter(Role.ADMINISTRATOR)


def test_accounts_are_listed_with_organisation_role_and_state(administrator, people):
    people[Role.COORDINATOR].is_active = False
    people[Role.MANAGER].password_hash = None

    page = administrator.get("/comptes")

    assert page.table_row("Samira Haddad")["Rôle"] == "Prescripteur"
    assert page.table_row("Samira Haddad")["État"] == "Actif"
    assert page.table_row("Théo Marchand")["État"] == "Désactivé"
    assert page.table_row("Hélène Vasseur")["État"] == "Invité"


@pytest.mark.both_databases
def test_accounts_are_searched_by_organisation(administrator):
    page = administrator.get("/comptes?organisation=MÊNTORS")

    assert len(page.table_rows()) == 1
    page.table_row("Théo Marchand")


@pytest.mark.parametrize("query", ["organisation=_", "organisation=%00", "apres=x", "apres=-1"])
def test_an_odd_search_is_harmless(administrator, query):
    administrator.get(f"/comptes?{query}")


def test_a_search_without_result_says_so(administrator):
    page = administrator.get("/comptes?organisation=zzz")

    assert "Aucun compte pour" in page.text


def test_people_of_another_territory_are_not_listed(administrator):
    elsewhere = build_town("lille")
    service.create_person("far@example.org", "Loin Dici", Role.PRESCRIBER, elsewhere.school)

    assert "Loin Dici" not in administrator.get("/comptes").text


def test_a_long_list_goes_on_to_a_next_page(administrator, town):
    for number in range(51):
        service.create_person(f"p{number}@example.org", f"P{number}", Role.PRESCRIBER, town.school)

    first = administrator.get("/comptes").table_rows()
    second = administrator.click("Comptes suivants").table_rows()

    assert (len(first), len(second)) == (50, 5)


def test_the_list_costs_few_statements_whatever_its_length(administrator, town, query_counter):
    for number in range(40):
        service.create_person(f"p{number}@example.org", f"P{number}", Role.PRESCRIBER, town.school)

    with query_counter:
        administrator.get("/comptes")

    assert query_counter.count <= 6


@pytest.mark.both_databases
def test_a_deactivated_person_is_signed_out_at_once(enter, administrator, people):
    browser = enter(Role.PRESCRIBER)
    administrator.get("/comptes")
    administrator.click("Désactiver… le compte de Samira Haddad")

    page = administrator.press("Désactiver le compte", {"reason": "left"})

    assert "Le compte de Samira Haddad est désactivé." in page.alerts
    assert browser.get("/compte").path == "/connexion"
    knock(browser, SAMIRA, PASSWORD, 422)


def test_deactivating_needs_a_reason_and_is_audited(administrator, people):
    path = f"/comptes/{people[Role.PRESCRIBER].id}/desactiver"

    page = administrator.submit(path, {}, status=422)
    assert "Choisissez un motif" in page.alerts[0]
    administrator.press(None, {"reason": "compromised"})

    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.changes) == ("account.deactivated", {"reason": "compromised"})


def test_nobody_deactivates_their_own_account(administrator, people):
    own = people[Role.ADMINISTRATOR].id

    page = administrator.submit(f"/comptes/{own}/desactiver", {"reason": "left"}, status=409)

    assert "Vous ne pouvez pas désactiver votre propre compte." in page.text


@pytest.mark.both_databases
def test_the_last_administrator_stays(people):
    manager = actor_of(Role.MANAGER)

    with pytest.raises(LastAdministratorError, match="Yann Lebrun"):
        service.deactivate_account(people[Role.ADMINISTRATOR].id, DeactivationReason.LEFT, manager)


@pytest.mark.both_databases
def test_an_account_of_another_territory_does_not_exist(administrator):
    elsewhere = build_town("lille")
    far = service.create_person("far@example.org", "Loin", Role.PRESCRIBER, elsewhere.school)

    administrator.get(f"/comptes/{far.id}/desactiver", status=404)
    administrator.get("/comptes/2147483647/desactiver", status=404)
    administrator.get("/comptes/99999999999/desactiver", status=404)


def test_a_person_with_two_roles_goes_from_one_to_the_other(enter, town):
    service.create_person(SAMIRA, "Samira Haddad", Role.COORDINATOR, town.association)
    browser = enter(Role.PRESCRIBER)

    browser.get("/compte")
    answer = browser.send("POST", browser.page.one("main form")["action"], data=csrf_of(browser))

    assert answer.status_code == 303
    assert "Coordination d’association" in browser.get("/compte").one("dl").get_text()


def test_the_role_of_somebody_else_is_not_taken(enter, people):
    browser = enter(Role.PRESCRIBER)
    other = people[Role.ADMINISTRATOR].memberships[0].id

    browser.post(f"/connexion/role/{other}", status=404)


def test_a_role_in_a_closed_organisation_is_not_taken(enter, town):
    second = service.create_person(SAMIRA, "Samira", Role.COORDINATOR, town.association)
    browser = enter(Role.PRESCRIBER)
    db.session.get_one(Organisation, town.association).is_open = False

    browser.post(f"/connexion/role/{second.memberships[1].id}", status=404)


def csrf_of(browser):
    return {"csrf_token": browser.page.one("input[name=csrf_token]")["value"]}
