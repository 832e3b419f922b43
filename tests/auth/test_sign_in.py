"""The door: who comes in, what a browser holds, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from app.auth.models import Organisation, UserSession
from app.auth.rules import Role
from app.auth.tokens import digest
from app.core.db import db
from tests.auth.conftest import ADDRESSES, PASSWORD, audited, knock
from tests.support.client import Browser

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAMIRA = ADDRESSES[Role.PRESCRIBER]
REFUSAL = "L’adresse ou le mot de passe ne correspondent pas."


def copy_of(app, browser: Browser) -> Browser:
    """Somebody who copied the cookie of a browser."""
    thief = Browser(app)
    thief._client.set_cookie("session", browser.cookie("session") or "")
    return thief


def secrets_kept() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(UserSession.token_hash)))


def test_a_person_signs_in_and_lands_on_the_page_they_asked_for(visitor, people):
    page = knock(visitor, SAMIRA.upper() + " ", PASSWORD).page

    assert page.path == "/compte"
    assert "Samira Haddad" in page.text
    assert audited()[-1] == "session.opened"


@pytest.mark.both_databases
def test_an_unknown_address_and_a_wrong_password_read_the_same(visitor, people):
    wrong = knock(visitor, SAMIRA, "la pluie tombe sur le Canal", 422).page.alerts
    unknown = knock(visitor, "nobody@example.org", PASSWORD, 422).page.alerts

    assert wrong == unknown
    assert REFUSAL in wrong[0]


def test_a_closed_account_reads_like_an_unknown_one(visitor, people):
    people[Role.PRESCRIBER].is_active = False

    page = knock(visitor, SAMIRA, PASSWORD, 422).page

    assert page.error("email") == f"Erreur : {REFUSAL}"


def test_an_account_without_password_is_not_opened_by_an_empty_one(visitor, people):
    people[Role.PRESCRIBER].password_hash = None

    assert knock(visitor, SAMIRA, "", 422).page.error("password")
    assert knock(visitor, SAMIRA, "the password of nobody", 422).page.error("email")


def test_the_address_is_kept_when_the_password_is_wrong_but_never_the_password(visitor, people):
    page = knock(visitor, SAMIRA, "la pluie tombe ailleurs", 422).page

    assert page.value("email") == SAMIRA
    assert "la pluie tombe ailleurs" not in page.html
    assert page.title.startswith("Erreur : Connexion")


def test_the_base_keeps_the_secret_of_a_browser_as_a_hash_only(enter):
    browser = enter(Role.PRESCRIBER)

    with browser._client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert len(token) == 43
    assert secrets_kept() == [digest(token)]


@pytest.mark.both_databases
def test_a_copied_cookie_is_worth_nothing_after_sign_out(app, enter):
    browser = enter(Role.PRESCRIBER)
    thief = copy_of(app, browser)
    assert thief.get("/compte").path == "/compte"

    browser.press("Se déconnecter")

    assert thief.get("/compte").path == "/connexion"
    assert secrets_kept() == []


def test_signing_out_asks_the_browser_to_forget(enter):
    browser = enter(Role.PRESCRIBER)
    token = browser.page.one("input[name=csrf_token]")["value"]

    answer = browser.send("POST", "/deconnexion", data={"csrf_token": token})

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_twice_is_harmless(visitor, people):
    visitor.get("/connexion")

    assert visitor.post("/deconnexion").path == "/connexion"


def test_what_a_browser_held_before_signing_in_is_forgotten(visitor, people):
    visitor.get("/connexion")
    with visitor._client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        planted_csrf = cookie["csrf_token"]

    knock(visitor, SAMIRA, PASSWORD)

    with visitor._client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != planted_csrf


def test_signing_in_again_ends_the_session_this_browser_had(app, enter, visitor):
    browser = enter(Role.PRESCRIBER)
    thief = copy_of(app, browser)

    browser.submit("/connexion", {"email": ADDRESSES[Role.MANAGER], "password": PASSWORD}, "Se co")

    assert thief.get("/compte").path == "/connexion"
    assert len(secrets_kept()) == 1


def test_a_browser_left_half_an_hour_must_sign_in_again(enter, frozen):
    frozen(NINE)
    browser = enter(Role.PRESCRIBER)

    frozen(NINE + timedelta(minutes=29))
    assert browser.get("/compte").path == "/compte"
    frozen(NINE + timedelta(minutes=58))
    assert browser.get("/compte").path == "/compte"
    frozen(NINE + timedelta(minutes=88))
    assert browser.get("/compte").path == "/connexion"


def test_who_sees_more_is_signed_out_sooner(enter, frozen):
    frozen(NINE)
    browser = enter(Role.MANAGER)

    frozen(NINE + timedelta(minutes=15))

    assert browser.get("/compte").path == "/connexion"


def test_presence_is_written_once_a_minute_at_most(enter, frozen, query_counter):
    frozen(NINE)
    browser = enter(Role.PRESCRIBER)

    frozen(NINE + timedelta(seconds=59))
    with query_counter:
        browser.get("/compte")
    assert not [sql for sql in query_counter.seen if sql.startswith("UPDATE")]
    frozen(NINE + timedelta(seconds=61))
    with query_counter:
        browser.get("/compte")
    assert len([sql for sql in query_counter.seen if sql.startswith("UPDATE")]) == 1


def test_a_right_taken_away_counts_at_the_next_page(enter, people):
    browser = enter(Role.PRESCRIBER)
    people[Role.PRESCRIBER].memberships[0].is_active = False

    assert browser.get("/compte").path == "/connexion"


def test_a_closed_organisation_closes_its_browsers(enter, town):
    browser = enter(Role.COORDINATOR)
    db.session.get_one(Organisation, town.association).is_open = False

    assert browser.get("/compte").path == "/connexion"


def test_old_sessions_are_swept_when_somebody_signs_in(enter, frozen):
    frozen(NINE)
    enter(Role.PRESCRIBER)
    frozen(NINE + timedelta(hours=14))
    enter(Role.COORDINATOR)

    assert len(secrets_kept()) == 1


def test_a_hash_of_weaker_times_is_renewed_at_sign_in(visitor, people):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    people[Role.PRESCRIBER].password_hash = weak

    knock(visitor, SAMIRA, PASSWORD)

    db.session.expire_all()
    assert "m=19456,t=2,p=1" in people[Role.PRESCRIBER].password_hash


def test_a_page_asked_for_by_sending_a_form_is_asked_for_again_as_a_page(visitor, people):
    visitor.get("/connexion")
    visitor.post("/comptes/inviter")
    visitor.press("Se connecter", {"email": ADDRESSES[Role.ADMINISTRATOR], "password": PASSWORD})

    assert visitor.page.path == "/comptes/inviter"


def test_a_page_that_is_not_for_the_role_is_not_opened_after_signing_in(visitor, people):
    visitor.get("/comptes")

    answer = visitor.send("GET", "/connexion")
    token = visitor.page.one("input[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "email": SAMIRA, "password": PASSWORD}
    answer = visitor.send("POST", "/connexion", data=fields)

    assert answer.location == "/"


def test_an_address_in_next_is_ignored(visitor, people):
    visitor.get("/connexion?next=//evil.example")
    token = visitor.page.one("input[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "email": SAMIRA, "password": PASSWORD}

    answer = visitor.send("POST", "/connexion?next=https://evil.example", data=fields)

    assert answer.location == "/"


def test_the_cookie_keeps_the_page_asked_for_but_not_the_name_searched(visitor, people):
    visitor.get("/demandes?q=Quatrevaux&statut=proposee")
    token = visitor.page.one("input[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "email": SAMIRA, "password": PASSWORD}

    answer = visitor.send("POST", "/connexion", data=fields)

    assert answer.location == "/demandes?statut=proposee"


def test_the_home_of_somebody_nobody_knows_is_the_door(visitor):
    assert visitor.get("/").path == "/connexion"
