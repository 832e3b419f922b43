"""The filters of the lists, as their address asks."""

from datetime import date, datetime, timedelta

import pytest

from app.core import clock
from app.core.clock import PARIS
from app.core.db import db
from app.referrals.models import Referral
from app.referrals.queries.filters import first_day_in_time
from app.referrals.wanted import read_filters
from tests.factories import get_last_assignment, make_referral, state_places
from tests.referrals.scenes import actor_of, send_lina

LIST = "/demandes"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def counted(page):
    return page.all(".compteur")[0]


def test_filters_narrow_and_can_be_taken_off_one_by_one(prescriber):
    send_lina()
    send_lina(first_name="Yanis", situation="5e", age=12)

    page = prescriber.submit(LIST, {"statut": "proposee", "etape": "college"}, "Filtrer")

    assert counted(page) == "2 demandes"
    links = page.all(".actifs a")
    assert links == ["Collège , retirer ce filtre", "Proposée , retirer ce filtre", "Tout effacer"]
    assert page.one(".actifs a")["href"] == "/demandes?statut=proposee"


def test_a_filter_that_finds_nothing_says_which(prescriber):
    send_lina()

    page = prescriber.get(f"{LIST}?etape=college&statut=attente")

    assert "Aucune demande pour « Collège, en liste d’attente »." in page.text
    assert page.one(".vide p").get_text() == "Retirez un filtre ou tout effacer."


def test_each_status_is_a_filter(manager):
    send_lina()
    for slug in ("afev", "lacle"):
        state_places(slug, 0)
    samira = actor_of("samira.haddad")
    make_referral(samira, situation="CE2", age=8, qpv=True)
    make_referral(samira, situation="GS", age=5, qpv=False)

    found = {
        s: counted(manager.get(f"{LIST}?statut={s}")) for s in ("proposee", "attente", "a_affecter")
    }

    assert found == {"proposee": "1 demande", "attente": "1 demande", "a_affecter": "1 demande"}


def test_the_last_association_asked_is_a_filter(manager):
    send_lina()

    assert counted(manager.get(f"{LIST}?association=afev")) == "1 demande"
    assert counted(manager.get(f"{LIST}?association=anaf")) == "0 demande"


@pytest.mark.both_databases
def test_who_refers_is_a_filter(roubaix, manager):
    for who in ("samira.haddad", "marc.vermeulen", "elodie.morelle", "nadia.ferrand"):
        make_referral(actor_of(who))
    make_referral(actor_of("isabelle.carlier"))
    asked = ("colleges", "lycees", "ecoles", "missions_locales", "ase", "autres")

    found = [counted(manager.get(f"{LIST}?origine={origin}")) for origin in asked]

    assert found == ["1 demande"] * 5 + ["0 demande"]


def test_days_of_sending_are_days_of_paris_both_included(manager):
    referral = send_lina()
    referral.submitted_at = datetime(2026, 9, 30, 23, 30, tzinfo=PARIS)
    db.session.commit()

    assert counted(manager.get(f"{LIST}?du=2026-09-30&au=2026-09-30")) == "1 demande"
    assert counted(manager.get(f"{LIST}?du=2026-10-01")) == "0 demande"


def test_a_date_that_cannot_be_read_is_said(manager):
    send_lina()

    page = manager.get(f"{LIST}?du=hier&au=99999-01-01")

    assert "Écrivez les dates avec le jour, le mois et l’année" in page.text
    assert counted(page) == "1 demande"


def test_late_means_more_than_five_working_days(manager):
    referral = send_lina()
    assignment = get_last_assignment(referral)
    assignment.proposed_at = datetime(2026, 11, 16, 9, tzinfo=PARIS)
    db.session.commit()
    assert counted(manager.get(f"{LIST}?retard=1")) == "0 demande"

    assignment.proposed_at = datetime(2026, 11, 13, 9, tzinfo=PARIS)
    db.session.commit()

    assert counted(manager.get(f"{LIST}?retard=1")) == "1 demande"


def test_an_answer_is_in_time_for_five_working_days():
    assert first_day_in_time(TODAY) == date(2026, 11, 16)


def test_waiting_for_a_month_is_without_solution(manager):
    for slug in ("afev", "lacle"):
        state_places(slug, 0)
    referral = make_referral(actor_of("samira.haddad"), situation="CE2", age=8, qpv=True)
    assert counted(manager.get(f"{LIST}?sans_solution=1")) == "0 demande"
    referral = db.session.get(Referral, referral.id)
    referral.waiting_since = clock.now() - timedelta(days=31)
    db.session.commit()

    assert counted(manager.get(f"{LIST}?sans_solution=1")) == "1 demande"


@pytest.mark.parametrize(
    "query",
    [
        "statut=x&etape=y&origine=z",
        "apres=1795000000000000-ZZZZZZ&tri=x&motif=y&etablissement=%27",
        "apres=99999999999999999-ZZZZZZ&recherche=" + "a" * 5_000,
        "apres=ZZZZZZ",
        "q=" + "a" * 5_000,
        "q=%00%0B",
        "du=0001-01-01&au=9999-12-31",
        "association=" + "a" * 5_000,
        "retard=2&sans_solution=oui&page=-1",
    ],
)
def test_an_address_made_up_is_answered_calmly(manager, query):
    send_lina()

    assert manager.get(f"{LIST}?{query}").h1 == "Demandes"


def test_values_nobody_offers_ask_for_nothing():
    assert not read_filters({"statut": "x", "etape": "y", "origine": "z"}, TODAY).any
