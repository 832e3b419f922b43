"""Who sees what: another territory sees nothing, and whatever is listed can be read."""

import pytest
from sqlalchemy import select

from app.auth.models import Organisation
from app.auth.queries import find_person
from app.auth.rules import OrganisationCategory, Role
from app.auth.service.accounts import create_person
from app.auth.territories import get_authority, open_territory
from app.core import clock
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.models import Referral
from app.referrals.queries.listing import read_slice
from app.referrals.queries.referral import get_referral
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.wanted import Filters
from tests import factories as make
from tests.referrals.answers import LINA
from tests.referrals.scenes import actor_of, send_lina
from tests.support.client import Browser

CAST = ("samira.haddad", "marc.vermeulen", "theo.marchand", "odile.prevost", "helene.vasseur")
STRANGERS = (Role.PRESCRIBER, Role.COORDINATOR, Role.MANAGER)


def open_house(territory_id: int, category: OrganisationCategory) -> int:
    """Return an organisation of another territory."""
    house = Organisation(
        territory_id=territory_id,
        category=category,
        name=f"Maison {category.value}",
        kinds=["college_rep_plus"] if category is OrganisationCategory.PRESCRIBER else [],
        code=f"ailleurs-{category.value}",
    )
    db.session.add(house)
    db.session.commit()
    return house.id


@pytest.fixture
def elsewhere(app, roubaix):
    """Sign in somebody of another territory, by role."""
    territory = open_territory("ailleurs", "Cité éducative d’Ailleurs").id
    houses = {
        Role.PRESCRIBER: lambda: open_house(territory, OrganisationCategory.PRESCRIBER),
        Role.COORDINATOR: lambda: open_house(territory, OrganisationCategory.ASSOCIATION),
        Role.MANAGER: lambda: get_authority(territory).id,
    }

    def enter(role: Role) -> Browser:
        email = f"{role.value}@example.org"
        create_person(email, "Une Personne", role, houses[role](), make.PASSWORD)
        browser = Browser(app)
        entry = {"email": email, "password": make.PASSWORD}
        browser.submit("/connexion", entry, "Se connecter")
        return browser

    return enter


@pytest.mark.parametrize("role", STRANGERS)
def test_another_territory_neither_lists_nor_reads_a_referral(elsewhere, role):
    referral = send_lina()
    stranger = elsewhere(role)

    page = stranger.get("/demandes?association=afev")

    assert referral.reference not in stranger.get("/demandes").html + page.html
    stranger.get(f"/demandes/{referral.reference}", status=404)


@pytest.mark.parametrize("role", STRANGERS)
def test_another_territory_reads_none_of_our_associations(elsewhere, role):
    stranger = elsewhere(role)

    page = stranger.get("/associations")

    assert "Afev" not in page.text
    stranger.get("/associations/afev", status=404)


def test_the_live_list_offers_no_association_of_another_territory(elsewhere):
    page = elsewhere(Role.PRESCRIBER).get("/demandes/nouvelle")

    assert "Aucune association possible" in page.text
    assert "Afev" not in page.html


def test_a_referral_is_not_proposed_in_another_territory(elsewhere):
    stranger = elsewhere(Role.PRESCRIBER)

    page = stranger.submit("/demandes/nouvelle", LINA, "Envoyer")

    assert page.h1 == "Demande envoyée"
    assert make.get_programme("afev").taken == 0


def test_a_manager_counts_and_exports_the_own_territory_only(elsewhere):
    referral = send_lina()
    stranger = elsewhere(Role.MANAGER)

    assert "Afev" not in stranger.get("/tableau-de-bord").text
    workbook = stranger.send("GET", "/exports/navette.xlsx")
    assert workbook.status_code == 200
    assert referral.reference.encode() not in workbook.data


def test_the_coordinator_of_another_territory_has_nothing_to_answer(elsewhere):
    referral = send_lina()
    stranger = elsewhere(Role.COORDINATOR)

    assert stranger.get("/demandes/a-traiter").h1 == "Aucune demande à traiter"
    stranger.get(f"/demandes/{referral.reference}/decliner", status=404)


def tell_many_stories():
    """Send requests that wait, are accepted, declined, moved on or closed."""
    accepted, moved, closed = send_lina(), send_lina(), send_lina()
    make.accept(accepted, actor_of("theo.marchand"))
    for referral, reason in (
        (moved, DeclineReason.NO_SUITABLE_MENTOR),
        (closed, DeclineReason.NOT_INTERESTED),
    ):
        make.decline(referral, actor_of("theo.marchand"), Refusal(reason))
    make.make_referral(actor_of("marc.vermeulen"), situation="Tle_PRO", age=17)
    make.make_referral(make.make_prescriber(make.ECOLE), situation="GS", age=5)


def can_read(reference, actor):
    try:
        return get_referral(reference, actor).reference == reference
    except NotFoundError:
        return False


@pytest.mark.parametrize("who", CAST)
def test_whatever_is_listed_can_be_read_and_nothing_else(roubaix, who):
    tell_many_stories()
    person = find_person(f"{who}@example.org")

    listed = {one.reference for one in read_slice(person.actor, Filters(), clock.today()).referrals}

    every = db.session.scalars(select(Referral.reference)).all()
    assert listed == {reference for reference in every if can_read(reference, person.actor)}


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand", "helene.vasseur"])
def test_a_referral_asks_the_base_six_questions_at_most(sign_in, query_counter, who):
    referral = send_lina()
    browser = sign_in(who)
    browser.get(f"/demandes/{referral.reference}")

    with query_counter as queries:
        browser.get(f"/demandes/{referral.reference}")

    assert queries.count <= 6, "\n".join(queries.seen)
