"""Demonstration accounts: one click, and only in demonstration."""

from dataclasses import replace

import pytest

from app.auth import service
from app.auth.rules import Role
from config import Profile
from tests.auth.conftest import ADDRESSES, PASSWORD, knock


@pytest.fixture
def profile() -> Profile:
    return Profile.DEMO


@pytest.fixture
def settings(settings, profile):
    return replace(settings, profile=profile)


def test_the_door_offers_one_account_of_each_role(visitor, people):
    page = visitor.get("/connexion")

    assert [words.split(",")[0] for words in page.all("button[name=email]")] == [
        "Samira Haddad",
        "Théo Marchand",
        "Hélène Vasseur",
        "Yann Lebrun",
    ]
    assert "Samira Haddad, Collège de Roubaix (prescripteur)" in page.text


def test_the_other_accounts_are_folded(visitor, people, town):
    service.create_person("second@example.org", "Inès Second", Role.PRESCRIBER, town.school)

    page = visitor.get("/connexion")

    assert page.all("details button[name=email]")[0].startswith("Inès Second")
    assert page.all("summary") == ["Les autres comptes (1)"]


def test_one_click_opens_a_demonstration_account(visitor, people):
    visitor.get("/compte")

    page = visitor.press("Hélène Vasseur")

    assert page.path == "/compte"
    assert "Hélène Vasseur" in page.text


def test_an_account_of_a_real_domain_is_neither_offered_nor_opened(visitor, people, town):
    service.create_person("real@ac-lille.fr", "Vraie Personne", Role.PRESCRIBER, town.school)

    page = visitor.get("/connexion")

    assert "Vraie Personne" not in page.text
    visitor.post("/connexion/demo", {"email": "real@ac-lille.fr"}, status=404)


@pytest.mark.parametrize("email", ["nobody@example.org", "", "not an address", "@example.org"])
def test_nobody_is_not_opened(visitor, people, email):
    visitor.get("/connexion")

    visitor.post("/connexion/demo", {"email": email}, status=404)


@pytest.mark.parametrize("profile", [Profile.TEST])
@pytest.mark.usefixtures("people")
def test_outside_demonstration_no_account_is_offered_or_opened(visitor):
    page = visitor.get("/connexion")

    assert page.all("button[name=email]") == []
    visitor.post("/connexion/demo", {"email": ADDRESSES[Role.MANAGER]}, status=404)


def test_in_service_nobody_enters_as_an_invented_person(app, visitor, people):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, profile=Profile.PRODUCTION)

    page = knock(visitor, ADDRESSES[Role.PRESCRIBER], PASSWORD).page

    assert "ne correspondent pas" in page.text
