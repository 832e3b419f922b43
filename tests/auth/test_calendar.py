"""The calendar of a territory: who edits it, what it refuses, what it changes."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.auth.closed_days import load_holidays, read_closed_days
from app.auth.models import ClosedPeriod
from app.auth.rules import ClosedKind
from app.auth.service.calendar import NewPeriod, add_period, delete_period, pause_in_holidays
from app.capacity.setup import DATA
from app.core.clock import PARIS
from app.core.db import db
from app.core.errors import NotFoundError
from tests import factories as make
from tests.referrals.scenes import actor_of, count_events, send_lina

PAGE = "/reglages/calendrier"
NOEL = {
    "kind": "closure",
    "name": "Fermeture de Noël",
    "starts_on": "2026-12-21",
    "ends_on": "2026-12-31",
}


@pytest.fixture
def helene(roubaix, frozen):
    """Hélène Vasseur, on Monday 23 November 2026."""
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    return actor_of("helene.vasseur")


def close(actor, start, end, kind=ClosedKind.CLOSURE, name="Pont"):
    return add_period(NewPeriod(kind, name, start, end), actor)


def deadline_of(referral):
    """Return the last day of its answer, in the base now."""
    db.session.expire_all()
    return make.get_last_assignment(referral).deadline


def test_the_calendar_starts_with_the_school_holidays(helene, manager):
    page = manager.get(PAGE)

    row = page.table_row("Vacances de Noël")
    assert (row["Premier jour"], row["Dernier jour"]) == (
        "19 décembre 2026",
        "3 janvier 2027",
    )
    assert "Vacances de la Toussaint" in page.text


def test_setting_up_again_keeps_what_people_changed(helene, roubaix):
    before = db.session.scalars(select(ClosedPeriod.id).order_by(ClosedPeriod.id)).all()
    delete_period(before[-1], helene)

    assert load_holidays(roubaix, DATA / "calendrier_zone_B.json") == 0
    assert len(db.session.scalars(select(ClosedPeriod.id)).all()) == len(before) - 1


@pytest.mark.both_databases
def test_a_closure_counts_for_nothing_in_a_new_deadline(helene):
    close(helene, date(2026, 11, 30), date(2026, 12, 2))

    assert deadline_of(send_lina()) == date(2026, 12, 10)


@pytest.mark.both_databases
def test_a_deadline_already_given_does_not_move(helene):
    referral = send_lina()
    close(helene, date(2026, 11, 30), date(2026, 12, 2))

    assert deadline_of(referral) == date(2026, 12, 7)


@pytest.mark.both_databases
@pytest.mark.parametrize("pauses,due", [(False, date(2026, 12, 29)), (True, date(2027, 1, 11))])
def test_school_holidays_pause_the_clock_if_so_decided(helene, frozen, pauses, due):
    pause_in_holidays(pauses, helene)
    frozen(datetime(2026, 12, 14, 9, tzinfo=PARIS))

    assert deadline_of(send_lina()) == due


def test_a_closure_of_another_kind_may_lie_in_the_holidays(helene, manager):
    manager.get(PAGE)
    page = manager.submit(PAGE, NOEL, "Ajouter")

    assert "est ajouté au calendrier" in page.text
    assert page.table_row("Fermeture de Noël")["Type"] == "Fermeture"
    assert count_events("calendar.period_added") == 1


@pytest.mark.parametrize(
    "change,words",
    [
        ({"ends_on": "2026-12-20"}, "Le dernier jour vient avant le premier"),
        ({"starts_on": "2026-10-01", "ends_on": "2026-10-02"}, "Ces jours sont passés"),
        ({"ends_on": "2027-12-20"}, "100 jours au plus"),
        ({"starts_on": "2036-01-01", "ends_on": "2036-01-02"}, "plus de trois ans"),
        ({"kind": "school_holiday"}, "Vacances de Noël"),
        ({"ends_on": "31 février"}, "Indiquez le dernier jour"),
        ({"ends_on": "0000-00-00"}, "Indiquez le dernier jour"),
        ({"kind": "else"}, "Choisissez le type de période"),
        ({"name": ""}, "Donnez un nom à cette période"),
        ({"name": "a" * 81}, "80 caractères au plus"),
        ({"name": "a\u202eb"}, "caractères invisibles"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(helene, manager, change, words):
    manager.get(PAGE)

    page = manager.post(PAGE, NOEL | change, status=422)

    assert words in page.text
    assert count_events("calendar.period_added") == 0


def test_a_period_is_deleted_after_a_confirmation(helene, manager):
    period = close(helene, date(2026, 12, 24), date(2026, 12, 24), name="Veille")
    manager.get(f"{PAGE}/{period.id}/supprimer")

    page = manager.press("Supprimer la période")

    assert "est retiré du calendrier" in page.text
    assert date(2026, 12, 24) not in read_closed_days(helene.territory_id)
    assert count_events("calendar.period_deleted") == 1


def test_the_option_is_chosen_on_the_page(helene, administrator):
    administrator.get(PAGE)
    page = administrator.post(f"{PAGE}/vacances", {"pauses": "y"})

    assert "les délais s’arrêtent pendant les vacances" in page.text
    assert count_events("calendar.option_changed") == 1


def test_choosing_the_same_twice_is_written_once(helene):
    pause_in_holidays(True, helene)
    pause_in_holidays(True, helene)

    assert count_events("calendar.option_changed") == 1


def test_a_period_of_another_territory_does_not_exist(helene, manager):
    with pytest.raises(NotFoundError):
        delete_period(2_000_000_000, helene)

    manager.get(f"{PAGE}/2000000000/supprimer", status=404)


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand"])
def test_the_calendar_is_not_for_those_who_do_not_steer(helene, sign_in, who):
    sign_in(who).get(PAGE, status=404)


def test_the_calendar_asks_little_of_the_base(helene, manager, query_counter):
    with query_counter as queries:
        manager.get(PAGE)

    assert queries.count <= 6


def test_the_map_of_the_site_leads_to_the_calendar(helene, manager):
    assert manager.get("/plan-du-site").one(f"a[href='{PAGE}']").text == "Calendrier des délais"
