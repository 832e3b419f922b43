"""The page of what-if says what the engine says when it is run by hand."""

import pytest
from sqlalchemy import select

from app.capacity.queries import read_board
from app.core.db import db
from app.matching import Places, plan
from app.referrals.models import Referral
from app.referrals.queries.waiting import list_tried_slugs
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import ReferralState, WaitReason
from app.referrals.service.placement import profile_of
from app.steering.service.simulating import read_offered
from tests import factories as make
from tests.referrals.scenes import SECRETS, actor_of

pytestmark = pytest.mark.both_databases
REP = "afev-sans=education_prioritaire&afev-sans=prescriber"


@pytest.fixture
def waiting(roubaix):
    """Six pupils of a primary school outside priority education wait for LA CLE, which is full.

    One of them was declined by it. One more waits for news of the family, and for no place.
    """
    make.state_places("lacle", 1)
    school = make.make_prescriber(make.ECOLE)
    facts = {"situation": "CM1", "age": 9, "qpv": True, "objectives": frozenset({"scolaire"})}
    declined, *others = [make.make_referral(school, **facts) for _ in range(8)]
    no_mentor = Refusal(DeclineReason.NO_SUITABLE_MENTOR)
    make.decline(declined, make.make_coordinator("lacle"), no_mentor)
    db.session.get_one(Referral, others[-1].id).wait_reason = WaitReason.AWAITING_AGREEMENT
    db.session.commit()
    return roubaix


def by_hand(territory_id, **stated):
    """Run the engine on the waiting list, other places being stated; nothing of what-if."""
    board = read_board(territory_id)
    places = {
        slug: Places(stated.get(slug, room.stated), room.free + stated.get(slug, room.stated)
                     - room.stated, room.open_ended)
        for slug, room in board.places.items()
    }  # fmt: skip
    waits = Referral.state == ReferralState.WAITLISTED
    listed = db.session.scalars(select(Referral).where(waits)).all()
    listed = [one for one in listed if one.wait_reason is not WaitReason.AWAITING_AGREEMENT]
    tried = {one.reference: list_tried_slugs(one.id) for one in listed}
    return plan([profile_of(one) for one in listed], board.programmes, places, declined=tried)


def cards(page):
    """Return the large numbers, as label -> words below."""
    return dict(zip(page.all(".chiffre dt"), page.all(".chiffre dd"), strict=True))


def test_the_board_of_what_if_is_that_of_the_engine(waiting):
    make.get_programme("anaf").is_open = False
    db.session.commit()

    board, offered = read_board(waiting), read_offered(actor_of("helene.vasseur"))

    assert {one.slug: one.places for one in offered} == board.places
    assert tuple(one.programme for one in offered) == board.programmes


def test_the_page_counts_as_the_engine_run_by_hand(waiting, manager):
    before, after = by_hand(waiting), by_hand(waiting, lacle=3)

    page = manager.get("/simulation?lacle-places=3")

    placed = cards(page)["Jeunes en attente qui auraient une place"]
    assert (before.count, after.count, len(after.placed)) == (0, 2, 6)
    assert placed == f"{after.count} sur 6 {before.count} sans vos hypothèses"
    row = page.table_row("LA CLE", "section[aria-labelledby=associations] table")
    assert (row["Avant"], row["Après"], row["Écart"]) == ("0", "2", "+2")


def test_who_was_declined_or_waits_for_the_family_is_no_candidate(waiting, manager):
    page = manager.get("/simulation?lacle-places=50")

    assert by_hand(waiting, lacle=50).count == 5
    assert cards(page)["Jeunes en attente qui auraient une place"].startswith("5 sur 6 ")


def test_the_gain_shown_is_that_of_more_places_run_by_hand(waiting, manager):
    now = by_hand(waiting)
    more = {n: by_hand(waiting, lacle=1 + n).count - now.count for n in (1, 5)}

    row = manager.get("/simulation").table_row("LA CLE", "section[aria-labelledby=valeur] table")

    assert (row["1 place"], row["5 places"]) == (f"+{more[1]}", f"+{more[5]}") == ("+1", "+5")
    assert row["Sans place, pourraient y aller"] == "5"


def test_five_more_places_are_tried_with_one_click(waiting, manager):
    manager.get("/simulation")

    page = manager.click("Essayer 5 places de plus pour LA CLE")

    assert page.path == "/simulation?lacle-places=6"
    assert cards(page)["Jeunes en attente qui auraient une place"].startswith("5 sur 6 ")


def test_afev_outside_priority_education_takes_primary_pupils(waiting, manager):
    page = manager.get(f"/simulation?{REP}")

    assert cards(page)["Jeunes en attente qui auraient une place"].startswith("6 sur 6 ")
    assert "Tous auraient une place." in page.text


def test_a_new_association_takes_who_its_model_takes(waiting, manager):
    new = {"_nouveau-nom": "Relais du Nord", "_nouveau-modele": "lacle", "_nouveau-places": "4"}

    page = manager.submit("/simulation", new, "Calculer")

    row = page.table_row("Relais du Nord", "section[aria-labelledby=associations] table")
    assert (row["Places libres"], row["Après"]) == ("4", "4")
    assert "Relais du Nord : 4 places, sur le modèle de LA CLE" in page.text


def test_those_expected_count_only_when_asked_and_come_after_those_who_wait(waiting, manager):
    page = manager.get("/simulation?attendus=1&lacle-places=3")

    assert "les demandes de l’année type après cette date" in page.text
    assert cards(page)["Jeunes en attente qui auraient une place"].startswith("2 sur 6 ")
    assert "Jeunes encore attendus qui auraient une place" in cards(page)
    assert "Jeunes encore attendus qui auraient une place" not in cards(
        manager.click("Ne compter que ceux qui attendent")
    )


def test_last_year_tells_who_is_expected_once_it_is_long_enough(waiting, manager, monkeypatch):
    monkeypatch.setattr("app.referrals.service.tension.ENOUGH_HISTORY", 0)

    page = manager.get("/simulation?attendus=1")

    assert "les demandes de l’an dernier après cette date" in page.text


def test_a_change_is_said_and_taken_away_alone(waiting, manager):
    page = manager.get(f"/simulation?lacle-places=3&{REP}")
    said = page.all(".actifs a")

    page = manager.click("LA CLE : de 1 à 3 places")

    assert "LA CLE : de 1 à 3 places , retirer cette hypothèse" in said
    assert page.path == f"/simulation?{REP}"


def test_the_page_costs_as_many_statements_whatever_the_size(waiting, manager, query_counter):
    with query_counter as few:
        manager.get("/simulation?attendus=1")
    counted = few.count
    for _ in range(4):
        make.make_referral(make.make_prescriber(make.ECOLE), situation="CM1", age=9)

    with query_counter as more:
        manager.get("/simulation?attendus=1")

    assert (counted, more.count) == (6, 6)


def test_no_name_nor_number_of_a_young_person_is_on_the_page(waiting, manager):
    listed = db.session.scalars(select(Referral.reference)).all()

    pages = [manager.get(path) for path in ("/simulation?attendus=1", "/simulation/radar")]

    text = " ".join(page.html for page in pages)
    assert not [word for word in (*SECRETS, *listed) if word in text]


def test_the_radar_says_who_stays_without_a_place_and_why(waiting, manager):
    page = manager.get("/simulation/radar?lacle-places=3")

    assert "1 jeune qu’aucune association ne peut accueillir" in page.text
    assert "3 jeunes qu’une association pourrait accueillir" in page.text
    stage = page.table_row("École", "section[aria-labelledby=combien] table")
    assert (stage["Aucune association ne peut"], stage["Il manque une place"]) == ("1", "3")
    row = page.table_row("LA CLE", "section[aria-labelledby=obstacles] table")
    assert (row["Conditions en cause"], row["Jeunes écartés"]) == (
        "A déjà eu cette demande",
        "masqué",
    )


def test_a_barrier_of_a_few_people_is_not_counted(waiting, manager):
    row = manager.get("/simulation/radar").table_row(
        "Afev", "section[aria-labelledby=obstacles] table"
    )

    assert row["Conditions en cause"].startswith("Éducation prioritaire : REP ou REP+ · Prescr")
    assert row["Jeunes écartés"] == "masqué"


def test_the_radar_crosses_what_enough_of_them_have_in_common(waiting, manager):
    page = manager.get("/simulation/radar")

    common = "section[aria-labelledby=communs]"
    assert page.all(f"{common} li") == [
        "6 École, scolarité et méthode, en QPV, établissement hors REP"
    ]
    assert page.table_row("Scolarité", f"{common} table")["École"] == "6"


def test_a_barrier_is_lifted_with_one_click(waiting, manager):
    manager.get("/simulation/radar")

    page = manager.click("Essayer sans ces conditions pour Afev")

    assert page.path == f"/simulation?{REP}"


def test_the_radar_and_the_simulation_lead_to_each_other(waiting, manager):
    manager.get("/simulation?lacle-places=3")

    radar = manager.click("Voir pourquoi")

    assert radar.path == "/simulation/radar?lacle-places=3"
    assert manager.click("Simulation").path == "/simulation?lacle-places=3"


def test_a_radar_that_cannot_be_read_leads_to_the_form(manager):
    page = manager.get("/simulation/radar?afev-places=x", status=422)

    assert page.path == "/simulation?afev-places=x"


def test_a_long_address_of_the_radar_is_shortened(manager):
    page = manager.get("/simulation/radar?afev-places=&anaf-places=12")

    assert page.path == "/simulation/radar?anaf-places=12"


def test_only_the_heaviest_barriers_may_be_lifted_at_once_for_the_same_people(waiting, manager):
    page = manager.get("/simulation/radar?attendus=1")

    links = page.soup.select("section[aria-labelledby=obstacles] tbody a")
    assert 0 < len(links) <= 3
    assert all("attendus=1&" in str(link["href"]) for link in links)
