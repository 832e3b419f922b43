"""Changing a period of the calendar: what it may become, and two people at once."""

from datetime import date, datetime

import pytest

from app.auth.closed_days import read_closed_days
from app.auth.errors import BadPeriodError
from app.auth.rules import ClosedKind
from app.auth.service.calendar import NewPeriod, add_period, change_period, delete_period, stamp
from app.core.clock import PARIS
from tests.referrals.scenes import actor_of, count_events

PAGE = "/reglages/calendrier"
PONT = NewPeriod(ClosedKind.CLOSURE, "Pont", date(2026, 12, 7), date(2026, 12, 8))


@pytest.fixture
def helene(roubaix, frozen):
    """Hélène Vasseur, on Monday 23 November 2026."""
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    return actor_of("helene.vasseur")


@pytest.fixture
def bridge(helene):
    """A closure of two days, 7 and 8 December."""
    return add_period(PONT, helene)


@pytest.mark.both_databases
def test_a_period_takes_other_days_and_another_name(helene, bridge, manager):
    manager.get(PAGE)
    page = manager.click("Modifier… Pont 2026-2027")
    assert page.value("starts_on") == "2026-12-07"

    page = manager.press("Enregistrer", {"name": "Grand pont", "ends_on": "2026-12-11"})

    assert "« Grand pont » est modifié." in page.text.replace("\u00a0", " ")
    assert page.table_row("Grand pont")["Dernier jour"] == "11 décembre 2026"
    assert date(2026, 12, 11) in read_closed_days(helene.territory_id)
    assert count_events("calendar.period_changed") == 1


def test_a_period_may_share_days_with_what_it_was(helene, bridge, manager):
    page = manager.submit(f"{PAGE}/{bridge.id}/modifier", {"starts_on": "2026-12-08"})

    assert page.table_row("Pont", "section table")["Premier jour"] == "8 décembre 2026"


@pytest.mark.parametrize(
    "change, words",
    [
        ({"ends_on": "2026-12-01"}, "Le dernier jour vient avant le premier"),
        ({"starts_on": "2026-10-01", "ends_on": "2026-10-02"}, "Ces jours sont passés"),
        ({"kind": "school_holiday", "ends_on": "2026-12-20"}, "Vacances de Noël"),
        ({"starts_on": ""}, "Indiquez le premier jour"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_what_was_typed_stays(
    bridge, manager, change, words
):
    fields = {**change, "name": "Tout autre nom"}

    page = manager.submit(f"{PAGE}/{bridge.id}/modifier", fields, status=422)

    assert words in page.text
    assert page.value("name") == "Tout autre nom"
    assert count_events("calendar.period_changed") == 0


@pytest.mark.both_databases
def test_a_change_that_came_second_is_told_then_wins_when_sent_again(helene, bridge, manager):
    manager.get(f"{PAGE}/{bridge.id}/modifier")
    first = NewPeriod(ClosedKind.CLOSURE, "Pont d’Hélène", PONT.starts_on, PONT.ends_on)
    change_period(bridge.id, first, stamp(bridge), helene)

    page = manager.press("Enregistrer", {"name": "Pont de Karim"}, status=422)
    assert "« Pont d’Hélène », du 07/12/2026 au 08/12/2026" in page.text.replace("\u00a0", " ")

    page = manager.press("Enregistrer")
    assert page.table_row("Pont de Karim")


def test_the_service_refuses_a_stamp_of_another_time(helene, bridge):
    with pytest.raises(BadPeriodError, match="vient de modifier"):
        change_period(bridge.id, PONT, "", helene)


def test_a_period_deleted_meanwhile_does_not_exist(helene, bridge, manager):
    manager.get(f"{PAGE}/{bridge.id}/modifier")
    delete_period(bridge.id, helene)

    manager.press("Enregistrer", status=404)


def test_a_period_of_another_territory_does_not_exist(helene, manager):
    manager.get(f"{PAGE}/2000000000/modifier", status=404)


def test_a_period_that_is_over_is_not_changed(helene, manager):
    page = manager.get(PAGE)

    assert "Modifier" not in page.table_row("Vacances de la Toussaint")["Action"]


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand"])
def test_a_period_is_not_for_those_who_do_not_steer(bridge, sign_in, who):
    sign_in(who).get(f"{PAGE}/{bridge.id}/modifier", status=404)
