"""What managers read and click of likely duplicates; what nobody else does."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.auth.models import Territory
from app.core.clock import PARIS
from app.core.db import db
from app.referrals.models import Suspicion
from app.referrals.queries.suspicions import PAGE_SIZE
from app.referrals.service.settling import dismiss_suspicion
from tests.factories import accept, make_manager, make_referral
from tests.referrals.scenes import SECRETS, actor_of, send_lina, send_lina_again, state_of

PAGE = "/demandes/doublons"


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


@pytest.fixture
def pair(roubaix):
    """Lina, sent by a collège then by the ASE."""
    earlier = send_lina()
    return earlier, send_lina_again()


def doubt():
    db.session.rollback()
    return db.session.scalars(select(Suspicion)).one()


def test_a_manager_reads_both_referrals_without_a_name(manager, pair):
    page = manager.get(PAGE)

    assert page.h1 == "Doublons possibles"
    assert page.all("main h2") == ["L. C. et L. C."]
    for said in ("Collège Rosa Parks", "(ASE)", "13 ans", *(one.reference for one in pair)):
        assert said in page.text
    assert "prénom qui se prononce pareil, même date de naissance" in page.text
    assert not [word for word in (*SECRETS, "Linah") if word in page.html]


def test_the_list_of_the_manager_leads_there(manager, pair):
    manager.get("/demandes")

    assert manager.click("1 doublon possible").path == PAGE


def test_nothing_to_settle_is_said(manager):
    assert "Aucun doublon possible." in manager.get(PAGE).text


def test_two_young_people_are_told_apart_in_one_click(manager, pair):
    manager.get(PAGE)

    page = manager.press("Ce sont deux jeunes")

    assert "Ce sont deux jeunes. Leurs demandes continuent" in page.text
    assert "Hélène Vasseur a décidé le 23 novembre 2026 à 9 h : deux jeunes." in page.text
    assert page.soup.select("main form") == []


def test_a_merge_is_chosen_then_confirmed(manager, pair):
    earlier, later = pair
    manager.get(PAGE)
    asked = manager.click("C’est le même jeune")
    assert f"Si {later.reference} continue, {earlier.reference} est retirée" in asked.text

    page = manager.press("Fusionner les deux demandes", {"kept": later.reference})

    assert f"{later.reference} continue, {earlier.reference} est retirée." in page.text
    assert (state_of(earlier), state_of(later)) == ("withdrawn", "proposed")


def test_a_merge_without_a_choice_is_asked_again(manager, pair):
    page = manager.submit(f"{PAGE}/{doubt().reference}/fusionner", {}, "Fusionner", 422)

    assert "Choisissez la demande qui continue" in page.text
    assert state_of(pair[0]) == "proposed"


def test_the_story_of_both_is_read_from_the_one_that_goes_on(manager, pair):
    earlier, later = pair
    path = f"{PAGE}/{doubt().reference}/fusionner"
    manager.submit(path, {"kept": earlier.reference}, "Fusionner")

    page = manager.get(f"/demandes/{earlier.reference}")

    assert "Une autre demande lui est réunie" in page.all(".chrono h3")
    other = manager.click("Lire l’histoire de la demande")
    assert other.path == f"/demandes/{later.reference}"
    assert "Retirée : réunie à une autre demande" in other.all(".chrono h3")


@pytest.mark.parametrize("who, which", [("samira.haddad", 0), ("isabelle.carlier", 1)])
def test_a_prescriber_never_learns_which_other_referral_it_was(manager, sign_in, pair, who, which):
    path = f"{PAGE}/{doubt().reference}/fusionner"
    manager.submit(path, {"kept": pair[0].reference}, "Fusionner")

    page = sign_in(who).get(f"/demandes/{pair[which].reference}")

    assert "réunie" in page.text
    assert pair[1 - which].reference not in page.html


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand", "karim.delobel"])
def test_nobody_else_finds_these_pages(sign_in, pair, who):
    reference, browser = doubt().reference, sign_in(who)

    browser.get(PAGE, 404)
    browser.get(f"{PAGE}/{reference}/fusionner", 404)
    browser.post(f"{PAGE}/{reference}/distinguer", {}, 404)

    assert doubt().state == "open"


def test_a_manager_of_another_territory_finds_nothing(manager, pair):
    elsewhere = Territory(slug="ailleurs", name="Cité éducative d’ailleurs")
    db.session.add(elsewhere)
    db.session.flush()
    doubt_here = db.session.scalars(select(Suspicion)).one()
    doubt_here.territory_id = elsewhere.id
    reference = doubt_here.reference
    db.session.commit()

    assert "Aucun doublon possible." in manager.get(PAGE).text
    manager.get(f"{PAGE}/{reference}/fusionner", 404)


def test_a_stale_page_says_who_decided(manager, pair):
    manager.get(PAGE)
    dismiss_suspicion(doubt().reference, make_manager(name="Inès Collègue"))

    page = manager.press("Ce sont deux jeunes", status=409)

    assert "Inès Collègue a décidé le 23 novembre 2026 à 9 h : deux jeunes." in page.text


def test_a_referral_that_moved_meanwhile_is_said(manager, pair):
    manager.get(f"{PAGE}/{doubt().reference}/fusionner")
    accept(pair[1], actor_of("theo.marchand"))

    page = manager.press("Fusionner", {"kept": pair[0].reference}, 409)

    assert "L’une des deux demandes a changé" in page.text
    assert state_of(pair[1]) == "accepted"


@pytest.mark.both_databases
def test_pages_follow_each_other_and_ask_six_questions_at_most(sign_in, query_counter):
    for number in range(PAGE_SIZE + 2):
        same = {"first_name": f"Zoé {number}", "last_name": "Petit", "age": 12}
        make_referral(actor_of("samira.haddad"), **same)
        make_referral(actor_of("marc.vermeulen"), **same)
    browser = sign_in("helene.vasseur")
    with query_counter as asked:
        first = browser.get(PAGE)

    assert asked.count <= 6
    assert len(first.all("main h2")) == PAGE_SIZE
    assert len(browser.click("Page suivante").all("main h2")) == 2
    assert browser.click("Revenir au début").path == PAGE
