"""How often links may be asked for, and what is forgotten once they are over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.auth import service
from app.auth.models import OneTimeToken, UserSession
from app.auth.rules import Role
from app.auth.service.accounts import Invitation
from app.auth.service.cleaning import forget_expired
from app.core.db import db
from tests.auth.conftest import actor_of

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)


def sum_rows(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_an_address_asks_for_links_sixty_times_an_hour_whatever_the_account(visitor, frozen):
    frozen(NINE)
    pages = ("/mot-de-passe-oublie", "/connexion/lien")
    for number in range(60):
        visitor.get(pages[number % 2])
        visitor.press(None, {"email": f"personne{number}@example.org"})

    visitor.get(pages[0])
    page = visitor.press(None, {"email": "autre@example.org"}, status=429)

    assert page.h1 == "Trop d’essais"


@pytest.mark.both_databases
def test_links_and_sessions_that_are_over_are_forgotten(enter, town, frozen):
    frozen(NINE)
    enter(Role.PRESCRIBER)
    invitation = Invitation("ines@example.org", "Inès", Role.PRESCRIBER, town.school)
    service.invite_person(invitation, actor_of(Role.ADMINISTRATOR))
    frozen(NINE + timedelta(hours=12))
    forget_expired()
    kept = (sum_rows(OneTimeToken), sum_rows(UserSession))

    frozen(NINE + timedelta(days=7))
    forget_expired()

    assert kept == (1, 1)
    assert (sum_rows(OneTimeToken), sum_rows(UserSession)) == (0, 0)
