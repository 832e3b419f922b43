"""The point of the week: three figures, three lists, once a manager."""

import re
from datetime import datetime, timedelta

import pytest

from app.auth.rules import MailRhythm
from app.auth.service import choose_rhythm
from app.core.clock import PARIS
from app.reports.monday import read_point, send_monday_points
from tests import factories as make
from tests.referrals.every_mail import outbox
from tests.referrals.scenes import actor_of, count_events, send_lina

pytestmark = pytest.mark.both_databases
THURSDAY = datetime(2026, 11, 19, 10, tzinfo=PARIS)
SEVEN = datetime(2026, 11, 23, 7, tzinfo=PARIS)
HELENE = "helene.vasseur"


@pytest.fixture
def week(roubaix, frozen) -> int:
    """Three requests of the week before, one of them to place by hand; it is Monday, seven."""
    frozen(THURSDAY - timedelta(days=7))
    send_lina(first_name="Amir")
    frozen(THURSDAY)
    send_lina()
    send_lina(first_name="Noé")
    make.make_referral(actor_of("samira.haddad"), situation="GS", age=5, qpv=False)
    frozen(SEVEN)
    return roubaix


def test_the_managers_read_three_figures(week):
    assert send_monday_points() == 1

    [mail] = outbox("monday")
    assert mail.recipient == f"{HELENE}@example.org"
    assert mail.subject == (
        "Navette, semaine du 16\u00a0novembre\u00a0: 3\u00a0demandes, 1 à affecter"
    )
    assert "Réponses au-delà de l’objectif\u00a0: 1\n" in mail.body


def test_each_figure_is_the_length_of_its_list(week, manager):
    send_monday_points()
    point = read_point(week, SEVEN.date())

    links = re.findall(r"http://localhost(/demandes\?\S+)", outbox("monday")[0].body)

    lengths = [len(manager.get(link).soup.select("tbody tr")) for link in links]
    assert lengths == [point.received, point.to_assign, point.late] == [3, 1, 1]


def test_done_twice_it_tells_nobody_a_second_time(week, frozen):
    send_monday_points()
    frozen(SEVEN + timedelta(hours=9))

    assert send_monday_points() == 0
    assert count_events("week.told") == 1


def test_a_worker_that_comes_late_on_monday_still_tells(week, frozen):
    frozen(SEVEN + timedelta(hours=16))

    assert send_monday_points() == 1


@pytest.mark.parametrize("wait", [timedelta(seconds=-1), timedelta(days=1), timedelta(days=6)])
def test_before_seven_and_on_other_days_nothing_is_told(week, frozen, wait):
    frozen(SEVEN + wait)

    assert send_monday_points() == 0


def test_the_next_monday_has_its_own_point(week, frozen):
    send_monday_points()
    frozen(SEVEN + timedelta(days=7))

    assert send_monday_points() == 1
    assert "semaine du 23\u00a0novembre" in outbox("monday")[1].subject


def test_a_manager_who_came_since_is_told_too_and_alone(week):
    send_monday_points()
    make.make_manager(email="nouvelle@example.org")

    assert send_monday_points() == 1
    assert outbox("monday")[-1].recipient == "nouvelle@example.org"


def test_a_manager_who_wants_deadlines_only_is_not_told(week):
    choose_rhythm(MailRhythm.DEADLINES, actor_of(HELENE))

    send_monday_points()

    assert outbox("monday") == []


def test_a_manager_who_reads_one_mail_a_day_reads_the_figures(week):
    choose_rhythm(MailRhythm.DAILY, actor_of(HELENE))

    send_monday_points()

    assert [mail.recipient for mail in outbox("monday")] == [f"{HELENE}@example.org"]
