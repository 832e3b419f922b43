"""Two people enter the same thing at the same instant: it is there once, without an error."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.auth.models import Membership, User
from app.auth.rules import Role
from app.auth.service.accounts import Invitation, invite_person
from app.capacity.models import Programme
from app.capacity.setup import set_up_territory
from app.core.db import db
from tests.factories import get_organisation
from tests.referrals.scenes import actor_of

pytestmark = pytest.mark.both_databases


def set_up(_number: int) -> int:
    """Enter Roubaix."""
    return set_up_territory(date(2026, 9, 1)).id


def invite(number: int) -> str:
    """Invite somebody, four times each."""
    email = f"personne{number // 4}@example.org"
    afev = get_organisation("afev").id
    invitation = Invitation(email, "Noémie", Role.COORDINATOR, afev)
    return invite_person(invitation, actor_of("karim.delobel")).email


def test_a_territory_entered_four_times_at_once_is_entered_once(
    race_on: Callable[..., Any], app: Flask
) -> None:
    finish = race_on(set_up, range(4), 4)

    assert finish.errors == []
    assert len(set(finish.results)) == 1
    assert db.session.scalar(select(func.count(Programme.id))) == 10


def test_a_person_invited_four_times_at_once_has_one_account(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    finish = race_on(invite, range(40), 4)

    invited = User.email.startswith("personne")
    roles = select(func.count(Membership.id)).join(Membership.user).where(invited)
    assert finish.errors == []
    assert db.session.scalar(select(func.count(User.id)).where(invited)) == 10
    assert db.session.scalar(roles) == 10
