"""Inviting: whom administrators let in, where, and to do what."""

import pytest
from sqlalchemy import select

from app.auth import hashing, service
from app.auth.errors import (
    ClosedElsewhereError,
    DuplicateAccountError,
    OwnAccountError,
    RoleMismatchError,
    WeakPasswordError,
)
from app.auth.models import User
from app.auth.queries import get_organisation, list_own_memberships
from app.auth.rules import DeactivationReason, Role
from app.auth.service.accounts import Invitation
from app.core.db import db
from app.core.errors import NotFoundError
from tests.auth.conftest import ADDRESSES, PASSWORD, actor_of, audited, build_town, last_mail

SAMIRA = ADDRESSES[Role.PRESCRIBER]


@pytest.fixture
def administrator(enter):
    return enter(Role.ADMINISTRATOR)


def fill(town, **changes):
    return {
        "organisation_id": str(town.school),
        "name": "Inès Benali",
        "email": "Ines@Example.org ",
        "job_title": "CPE",
        "role": "prescriber",
    } | changes


def test_an_invitation_opens_an_account_and_sends_its_mail(administrator, town):
    page = administrator.submit("/comptes/inviter", fill(town))

    assert "Invitation envoyée à Inès Benali." in page.alerts
    assert page.table_row("Inès Benali")["État"] == "Invité"
    assert last_mail().recipient == "ines@example.org"
    assert audited()[-1] == "account.invited"


@pytest.mark.parametrize(
    "field, typed, message",
    [
        ("organisation_id", "", "Choisissez l’organisation"),
        ("name", "", "Indiquez le prénom et le nom"),
        ("name", "I" * 121, "Le nom doit compter 120 caractères au plus"),
        ("email", "", "Indiquez l’adresse électronique"),
        ("email", "ines", "L’adresse doit ressembler à nom@exemple.fr"),
        ("job_title", "C" * 81, "Gardez 80 caractères au plus"),
        ("role", "coordinator", "Ce rôle n’existe pas dans cette organisation"),
    ],
)
def test_an_incomplete_invitation_says_what_to_do(administrator, town, field, typed, message):
    page = administrator.submit("/comptes/inviter", fill(town, **{field: typed}), status=422)

    assert message in page.alerts[0]
    assert page.value("email") == ("ines@example.org" if field != "email" else typed)


@pytest.mark.parametrize("field, value", [("role", "king"), ("organisation_id", "9999999999999")])
def test_a_choice_that_is_not_offered_is_refused(administrator, town, field, value):
    administrator.get("/comptes/inviter")

    page = administrator.post("/comptes/inviter", fill(town, **{field: value}), status=422)

    assert "Choisissez l" in page.alerts[0]


def test_an_organisation_of_another_territory_is_refused(administrator):
    administrator.get("/comptes/inviter")
    elsewhere = build_town("lille")

    administrator.post("/comptes/inviter", fill(elsewhere), status=422)
    with pytest.raises(NotFoundError):
        service.invite_person(
            Invitation("a@example.org", "A", Role.PRESCRIBER, elsewhere.school),
            actor_of(Role.ADMINISTRATOR),
        )


def test_nobody_gives_themselves_a_role(people, town):
    own = Invitation(ADDRESSES[Role.ADMINISTRATOR], "Yann", Role.MANAGER, town.authority)

    with pytest.raises(OwnAccountError):
        service.invite_person(own, actor_of(Role.ADMINISTRATOR))


def test_a_role_out_of_place_is_refused_by_the_service_too(people, town):
    with pytest.raises(RoleMismatchError):
        service.create_person("a@example.org", "A", Role.MANAGER, town.school)


def test_the_same_role_is_not_given_twice(people, town):
    with pytest.raises(DuplicateAccountError, match=SAMIRA):
        service.create_person(SAMIRA.upper(), "Samira", Role.PRESCRIBER, town.school)


def test_an_account_with_a_weak_password_is_not_created_at_all(town):
    with pytest.raises(WeakPasswordError):
        service.create_person(
            "a@example.org", "A", Role.PRESCRIBER, town.school, "motdepasse1234567"
        )

    assert db.session.scalars(select(User)).all() == []


def test_inviting_a_closed_account_opens_it_without_its_old_password(people, town):
    closed = people[Role.PRESCRIBER]
    actor = actor_of(Role.ADMINISTRATOR)
    service.deactivate_account(closed.id, DeactivationReason.LEFT, actor)

    service.invite_person(Invitation(SAMIRA, "Samira", Role.PRESCRIBER, town.school), actor)

    assert closed.is_active
    assert not hashing.is_right(closed.password_hash, PASSWORD)
    assert "/invitation/" in last_mail().body


def test_somebody_who_left_and_is_invited_elsewhere_does_not_come_back_to_the_old_school(
    people, town
):
    closed, actor = people[Role.PRESCRIBER], actor_of(Role.ADMINISTRATOR)
    service.deactivate_account(closed.id, DeactivationReason.LEFT, actor)

    service.invite_person(Invitation(SAMIRA, "S.", Role.COORDINATOR, town.association), actor)

    roles = [(held.organisation_id, held.role) for held in list_own_memberships(closed.id)]
    assert roles == [(town.association, Role.COORDINATOR)]


def test_an_account_closed_in_another_territory_is_not_opened_from_here(people):
    elsewhere = build_town("lille")
    far = service.create_person("far@example.org", "Loin", Role.PRESCRIBER, elsewhere.school)
    far.is_active = False
    db.session.commit()
    school = actor_of(Role.PRESCRIBER).organisation_id

    with pytest.raises(ClosedElsewhereError):
        service.invite_person(
            Invitation(far.email, "Loin", Role.PRESCRIBER, school), actor_of(Role.ADMINISTRATOR)
        )

    assert not db.session.get_one(User, far.id).is_active


def test_an_administrator_of_the_command_line_who_was_closed_comes_back_with_a_link(people):
    authority = actor_of(Role.ADMINISTRATOR).organisation_id
    closed = people[Role.ADMINISTRATOR]
    closed.is_active = False
    db.session.commit()

    service.open_administrator(
        closed.email, closed.name, get_organisation(authority), password=None
    )

    assert closed.is_active
    assert "/invitation/" in last_mail().body
