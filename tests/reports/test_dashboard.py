"""What a manager reads on the dashboard."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from app.core.db import db
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import ReferralState, WaitReason
from tests import factories
from tests.reports.conftest import count_of
from tests.support.page import visible


@pytest.fixture
def monday(frozen):
    """Stop the clock on Monday 23 November 2026, half past nine."""
    frozen(datetime(2026, 11, 23, 9, 30, tzinfo=PARIS))
    return frozen


@pytest.fixture
def afev(roubaix):
    """A coordinator of the Afev."""
    return factories.make_coordinator("afev")


@pytest.fixture
def college(roubaix):
    """A prescriber of a collège REP+."""
    return factories.make_prescriber()


def cards(page) -> dict[str, str]:
    """Return the four large numbers, as label -> words below."""
    return dict(zip(page.all(".chiffre dt"), page.all(".chiffre dd"), strict=True))


def test_the_period_is_the_school_year_until_today(monday, manager):
    page = manager.get("/tableau-de-bord")

    assert "Année scolaire 2026-2027, du 1 er septembre au 23 novembre 2026." in page.text


@pytest.mark.both_databases
@pytest.mark.parametrize("day", [1, 6, 7, 10])
def test_a_school_year_begins_with_a_dashboard(frozen, sign_in, record, day):
    frozen(datetime(2026, 8, 30, 12, tzinfo=PARIS))
    record(ReferralState.PROPOSED)
    db.session.commit()
    frozen(datetime(2026, 9, day, 9, 30, tzinfo=PARIS))
    manager = sign_in("helene.vasseur")

    card = cards(manager.get("/tableau-de-bord"))["Demandes reçues"]

    assert card.startswith("0 1 ces deux dernières semaines")
    assert manager.get("/exports/navette.xlsx").response.status_code == 200


def test_a_proposal_reserves_and_an_acceptance_occupies(manager, college, afev):
    waiting = factories.make_referral(college, wish="afev")
    factories.accept(waiting, afev)
    factories.make_referral(college, wish="afev")

    row = manager.get("/tableau-de-bord").table_row("Afev", ".t-places")

    assert (row["Déclarées"], row["Occupées"], row["Réservées"], row["Libres"]) == (
        "90",
        "1",
        "1",
        "88",
    )


def test_an_open_ended_association_makes_the_total_a_floor(manager):
    page = manager.get("/tableau-de-bord")

    assert page.all(".t-places tfoot td")[1:] == ["432 ou plus", "0", "0", "432 ou plus"]
    assert "sur 432 places déclarées ou plus" in cards(page)["Jeunes accompagnés"]


def test_a_closed_association_shows_no_free_place(manager, roubaix):
    article1 = factories.get_programme("article1")
    article1.is_open = False
    db.session.commit()

    page = manager.get("/tableau-de-bord")

    assert page.table_row("Article 1 fermée", ".t-places")["Libres"] == "0"
    assert page.all(".t-places tfoot td")[-1] == str(432 - article1.stated)


def test_a_capacity_lowered_below_what_is_taken_is_to_be_done(manager, college, afev):
    for _ in range(2):
        factories.accept(factories.make_referral(college, wish="afev"), afev)
    factories.state_places("afev", 1)

    page = manager.get("/tableau-de-bord")

    assert "Afev dépasse sa capacité 2 jeunes pour 1 place déclarée." in page.all(".afaire li")[0]
    assert page.table_row("Afev", ".t-places")["Libres"] == "\u22121"


def test_several_overfull_associations_are_named_together(manager, college, afev):
    other = factories.make_coordinator("lacle")
    factories.accept(factories.make_referral(college, wish="afev"), afev)
    factories.accept(factories.make_referral(college, wish="lacle"), other)
    factories.state_places("afev", 0)
    factories.state_places("lacle", 0)

    task = manager.get("/tableau-de-bord").all(".afaire li")[0]

    assert task.startswith("2 associations dépassent leur capacité Afev (1) et LA CLE (1).")


def test_an_answer_is_late_after_five_working_days(frozen, sign_in, college):
    frozen(datetime(2026, 11, 12, 9, tzinfo=PARIS))
    factories.make_referral(college, wish="afev")
    frozen(datetime(2026, 11, 19, 18, tzinfo=PARIS))
    in_time = sign_in("helene.vasseur").get("/tableau-de-bord").all(".afaire li")
    frozen(datetime(2026, 11, 20, 8, tzinfo=PARIS))

    late = sign_in("helene.vasseur").get("/tableau-de-bord").all(".afaire li")

    assert in_time == []
    assert late == ["1 réponse au-delà de l’objectif Afev (1). Voir ces demandes"]


def test_a_referral_no_association_fits_is_to_be_assigned(manager, college, afev):
    referral = factories.make_referral(college, wish="afev")
    factories.decline(referral, afev, Refusal(DeclineReason.NEED_OUT_OF_SCOPE))

    page = manager.get("/tableau-de-bord")

    assert "1 demande à affecter" in page.all(".afaire li")[0]
    assert cards(page)["Sans solution"].startswith("1 jeune ")


def test_the_median_delay_counts_acceptances_and_refusals(frozen, sign_in, college, afev):
    for day in (2, 3, 4, 5, 6):
        frozen(datetime(2026, 11, 2, 9, tzinfo=PARIS))
        referral = factories.make_referral(college, wish="afev")
        frozen(datetime(2026, 11, day, 9, tzinfo=PARIS))
        factories.decline(referral, afev, Refusal(DeclineReason.NOT_INTERESTED))
    page = sign_in("helene.vasseur").get("/tableau-de-bord")

    assert cards(page)["Réponse médiane"].startswith("2 jours ouvrés Objectif : 5. Tenu pour 1 ")
    assert page.table_row("Afev (5)", ".t-delais")["Jours ouvrés"] == "2"


def test_fewer_than_five_answers_say_nothing_of_an_association(manager, college, afev):
    factories.accept(factories.make_referral(college, wish="afev"), afev)

    page = manager.get("/tableau-de-bord")

    assert "Afev (1) trop peu de réponses" in " ".join(page.all(".t-delais tr"))
    few = "– Trop peu de réponses. Objectif : 5 jours ouvrés"
    assert cards(page)["Réponse médiane"] == few
    paper = manager.get("/tableau-de-bord/comite")
    assert cards(paper)["Réponse médiane"] == few


def test_a_prescriber_is_counted_in_its_family(manager, college):
    factories.make_referral(college)
    factories.make_referral(factories.make_prescriber(factories.ASE))

    rows = manager.get("/tableau-de-bord").all("section[aria-labelledby=origines] tbody tr")

    assert "Collèges 1 50 %" in rows
    assert "Aide sociale à l’enfance (ASE) 1 50 %" in rows


def test_an_administrator_reads_figures_without_dead_links(administrator, college, afev):
    factories.accept(factories.make_referral(college, wish="afev"), afev)

    page = administrator.get("/tableau-de-bord")

    assert count_of(cards(page)["Jeunes accompagnés"]) == 1
    assert page.soup.select('main a[href^="/demandes"]') == []
    assert page.soup.select('main a[href^="/exports"]') == []


def test_every_state_has_its_part_of_the_bar(manager, record):
    for state in set(ReferralState) - {ReferralState.WAITLISTED, ReferralState.SUBMITTED}:
        record(state)
    record(ReferralState.WAITLISTED, wait_reason=WaitReason.NO_PLACE_LEFT)
    record(ReferralState.WAITLISTED, wait_reason=WaitReason.NO_ELIGIBLE_ASSOCIATION)

    page = manager.get("/tableau-de-bord")

    rows = page.soup.select("section[aria-labelledby=statuts] tbody tr")
    assert [visible(row.select_one("strong")) for row in rows] == ["1"] * 9
    links = [row.select_one("a")["href"] for row in rows]
    assert all(manager.get(link).alerts == ["1 demande"] for link in links)


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand"])
def test_the_dashboard_is_closed_to_the_others(sign_in, who):
    browser = sign_in(who)

    browser.get("/tableau-de-bord", 404)
    browser.get("/exports", 404)
    browser.get("/exports/navette.xlsx", 404)


def test_an_empty_year_is_drawn_without_fault(manager):
    page = manager.get("/tableau-de-bord")

    assert cards(page)["Demandes reçues"].startswith("0 ")
    assert cards(page)["Réponse médiane"].startswith("– Aucune réponse. ")
    assert page.all("#statuts, #statuts + p") == [
        "Où en sont les demandes ?",
        "Aucune demande reçue pendant la période.",
    ]
    assert page.all("#origines ~ *") == ["Aucune demande reçue pendant la période."]


def test_school_holidays_are_shaded(monday, manager):
    page = manager.get("/tableau-de-bord")

    assert "vacances" in page.all("section[aria-labelledby=rythme] .graphe text")


@pytest.mark.both_databases
def test_the_dashboard_counts_alike_on_both_databases(manager, college, afev):
    factories.accept(factories.make_referral(college, wish="afev"), afev)

    page = manager.get("/tableau-de-bord")

    assert cards(page)["Demandes reçues"] == "1 1 ces deux dernières semaines"
    assert count_of(page.table_row("Afev", ".t-places")["Occupées"]) == 1


def test_the_dashboard_costs_six_statements_whatever_the_size(manager, fill, query_counter):
    fill(10)
    with query_counter as small:
        manager.get("/tableau-de-bord")
    few = small.count
    fill(990)

    with query_counter as large:
        page = manager.get("/tableau-de-bord")

    assert (few, large.count) == (few, few)
    assert few <= 6
    assert count_of(cards(page)["Demandes reçues"]) >= 990
