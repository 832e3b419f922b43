"""One-time links: invitations, forgotten passwords, signing in without one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.auth import service
from app.auth.models import OneTimeToken, User
from app.auth.rules import DeactivationReason, Role
from app.auth.service.accounts import Invitation
from app.core.db import db
from app.core.models import OutboxMessage
from tests.auth.conftest import ADDRESSES, PASSWORD, actor_of, audited, knock, last_link, last_mail

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAMIRA = ADDRESSES[Role.PRESCRIBER]
NEW = "un violon dort sous la neige"


@pytest.fixture
def invited(people, town) -> str:
    """The path of an invitation's link."""
    inviter = actor_of(Role.ADMINISTRATOR)
    service.invite_person(
        Invitation("ines@example.org", "Inès Benali", Role.PRESCRIBER, town.school), inviter
    )
    return last_link()


def ask(browser, path: str, email: str):
    return browser.submit(path, {"email": email})


@pytest.mark.both_databases
def test_an_invitation_lets_somebody_choose_a_password_and_sign_in(visitor, invited):
    page = visitor.submit(invited, {"password": NEW})

    assert "Votre mot de passe est enregistré. Connectez-vous." in page.alerts
    assert knock(visitor, "ines@example.org", NEW).page.path == "/compte"
    assert "password.chosen" in audited()


def test_the_mail_of_an_invitation_says_who_invites_and_for_how_long(invited):
    mail = last_mail()

    assert mail.recipient == "ines@example.org"
    assert mail.subject == "Votre accès à Navette (Collège de Roubaix)"
    assert "Bonjour Inès Benali," in mail.body
    assert "Yann Lebrun (Cité éducative de Roubaix) vous ouvre un accès" in mail.body
    assert "valable 7\u00a0jours" in mail.body


def test_opening_a_link_does_not_use_it(visitor, invited):
    visitor.get(invited)
    visitor.get(invited)

    assert db.session.scalar(select(func.count(OneTimeToken.used_at))) == 0


def test_an_invitation_serves_once(visitor, invited):
    visitor.submit(invited, {"password": NEW})

    page = visitor.get(invited, status=404)

    assert page.h1 == "Ce lien n’est plus actif"


def test_the_base_keeps_a_link_as_a_hash_only(invited):
    kept = db.session.scalars(select(OneTimeToken.token_hash)).one()

    assert len(kept) == 64
    assert kept not in invited


@pytest.mark.parametrize("days, status", [(6, 200), (7, 404)])
def test_an_invitation_lasts_seven_days(visitor, frozen, people, town, days, status):
    frozen(NINE)
    guest = Invitation("ines@example.org", "Inès Benali", Role.PRESCRIBER, town.school)
    service.invite_person(guest, actor_of(Role.ADMINISTRATOR))

    frozen(NINE + timedelta(days=days))

    visitor.get(last_link(), status=status)


def test_inviting_again_replaces_the_link(visitor, invited, town):
    guest = Invitation("ines@example.org", "Inès Benali", Role.PRESCRIBER, town.school)
    service.invite_person(guest, actor_of(Role.ADMINISTRATOR))

    visitor.get(invited, status=404)
    visitor.get(last_link())


def test_a_weak_password_is_refused_and_the_link_still_works(visitor, invited):
    page = visitor.submit(invited, {"password": "collège de roubaix"}, status=422)
    assert "se devine" in page.error("password")
    page = visitor.press(None, {"password": "court"}, status=422)
    assert "15 caractères ou plus" in page.error("password")
    page = visitor.press(None, {"password": ""}, status=422)
    assert page.error("password") == "Erreur : Indiquez un mot de passe"

    visitor.press(None, {"password": NEW}, status=200)


def test_somebody_who_has_a_password_is_invited_to_use_it(people, town):
    guest = Invitation(SAMIRA, "Samira Haddad", Role.COORDINATOR, town.association)

    service.invite_person(guest, actor_of(Role.ADMINISTRATOR))

    assert "/invitation/" not in last_mail().body
    assert "Connectez-vous avec votre mot de passe habituel" in last_mail().body


@pytest.mark.parametrize("path", ["/mot-de-passe-oublie", "/connexion/lien"])
def test_the_answer_is_the_same_whether_the_account_exists_or_not(visitor, people, path):
    known = ask(visitor, path, SAMIRA).alerts
    unknown = ask(visitor, path, "nobody@example.org").alerts

    assert known == unknown != []
    recipients = db.session.scalars(select(OutboxMessage.recipient)).all()
    assert recipients == [SAMIRA]


@pytest.mark.parametrize("path", ["/mot-de-passe-oublie", "/connexion/lien"])
def test_an_account_is_sent_three_links_an_hour_at_most(visitor, people, path):
    for _ in range(3):
        ask(visitor, path, SAMIRA)

    page = visitor.submit(path, {"email": f" {SAMIRA.upper()}"}, status=429)

    assert page.h1 == "Trop d’essais"
    assert 0 < int(page.response.headers["Retry-After"]) <= 3601
    ask(visitor, path, ADDRESSES[Role.MANAGER])


@pytest.mark.both_databases
def test_a_forgotten_password_is_replaced_and_every_browser_signed_out(app, enter, visitor):
    browser = enter(Role.PRESCRIBER)
    ask(visitor, "/mot-de-passe-oublie", SAMIRA)

    visitor.submit(last_link(), {"password": NEW})

    assert browser.get("/compte").path == "/connexion"
    knock(visitor, SAMIRA, PASSWORD, 422)
    assert knock(visitor, SAMIRA, NEW).page.path == "/compte"


def test_a_reset_link_lasts_an_hour(visitor, people, frozen):
    frozen(NINE)
    ask(visitor, "/mot-de-passe-oublie", SAMIRA)

    frozen(NINE + timedelta(minutes=60))

    visitor.get(last_link(), status=404)


def test_a_sign_in_link_opens_one_session(visitor, people):
    ask(visitor, "/connexion/lien", SAMIRA)
    link = last_link()
    visitor.get("/compte")
    visitor.get(link)
    page = visitor.submit(link)
    assert page.path == "/compte"

    visitor.submit(link, status=404)


def test_the_door_sends_a_link_with_its_second_button(visitor, people):
    visitor.get("/connexion")

    page = visitor.press("Recevoir un lien", {"email": SAMIRA})

    assert "un courriel vient de partir" in page.alerts[0]
    assert last_mail().subject == "Votre lien de connexion"


def test_a_sign_in_link_lasts_half_an_hour(visitor, people, frozen):
    frozen(NINE)
    ask(visitor, "/connexion/lien", SAMIRA)

    frozen(NINE + timedelta(minutes=30))

    visitor.submit(last_link(), status=404)


def test_a_closed_account_keeps_no_link(visitor, people):
    ask(visitor, "/connexion/lien", SAMIRA)
    link = last_link()
    closed = db.session.scalars(select(User).where(User.email == SAMIRA)).one()
    service.deactivate_account(closed.id, DeactivationReason.LEFT, actor_of(Role.ADMINISTRATOR))

    visitor.submit(link, status=404)


def test_a_link_for_one_purpose_does_not_serve_another(visitor, people):
    ask(visitor, "/connexion/lien", SAMIRA)
    token = last_link().rpartition("/")[2]

    visitor.get(f"/invitation/{token}", status=404)


def test_a_person_whose_role_was_closed_is_not_signed_in_by_a_link(visitor, people):
    ask(visitor, "/connexion/lien", SAMIRA)
    link = last_link()
    people[Role.PRESCRIBER].memberships[0].is_active = False

    visitor.submit(link, status=404)


@pytest.mark.parametrize("email", ["", "samira", "a" * 250 + "@x.fr", "é@example.org"])
def test_an_address_that_is_not_one_is_said_so(visitor, email):
    page = visitor.submit("/mot-de-passe-oublie", {"email": email}, status=422)

    assert "adresse" in page.error("email").lower()


@pytest.mark.parametrize(
    "email", ["a\x00@example.org", "a\u202e@example.org", "a\ufffe@example.org"]
)
def test_characters_nobody_sees_are_refused(visitor, email):
    page = visitor.submit("/mot-de-passe-oublie", {"email": email}, status=422)

    assert page.error("email").endswith("Retirez les caractères invisibles de cette réponse")
    assert page.value("email") == "a@example.org"
