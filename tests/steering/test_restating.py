"""Stating places: at once, for a day to come; nobody is evicted, whoever waits is served."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.capacity.history import list_places_on, list_plans, read_history
from app.capacity.rules import EntryKind
from app.core import clock
from app.core.db import db
from app.core.errors import NotFoundError
from app.core.models import OutboxMessage
from app.reports.doctor import sum_places
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.calendar import follow_calendar
from app.steering.service.restating import cancel_plan, foresee_statement, restate
from tests import factories as make
from tests.referrals.scenes import count_events
from tests.steering.scenes import fill_lacle, restatement, say

pytestmark = pytest.mark.both_databases


@pytest.fixture
def lacle(app):
    """The coordinator of LA CLE."""
    make.make_roubaix()
    return make.make_coordinator("lacle")


def states(referrals):
    """Return where each referral stands now."""
    db.session.expire_all()
    return [referral.state.value for referral in referrals]


def test_more_places_serve_the_waiting_list_in_the_same_act(lacle):
    pupils = fill_lacle(4)

    say("lacle", 3, lacle)

    assert states(pupils) == ["proposed", "proposed", "proposed", "waitlisted"]
    assert make.get_programme("lacle").taken == 3


def test_what_is_foretold_is_what_happens(lacle):
    pupils = fill_lacle(4)

    foreseen = foresee_statement("lacle", restatement(3), lacle)
    say("lacle", 3, lacle)

    assert (foreseen.effect.waiting, foreseen.effect.served) == (3, 2)
    assert states(pupils).count("proposed") == 1 + foreseen.effect.served


def test_a_lower_figure_evicts_nobody_and_lets_nobody_in(lacle):
    pupils = fill_lacle(3)
    say("lacle", 2, lacle)

    foreseen = foresee_statement("lacle", restatement(1), lacle)
    say("lacle", 1, lacle)

    programme = make.get_programme("lacle")
    assert foreseen.effect.beyond == 1
    assert (programme.stated, programme.taken, programme.ceiling) == (1, 2, 2)
    assert states(pupils) == ["proposed", "proposed", "waitlisted"]


def test_or_more_serves_everybody_who_waits(lacle):
    pupils = fill_lacle(3)

    seen = seen_of(get_steered("lacle", lacle))
    restate("lacle", seen, restatement(1, open_ended=True), lacle)

    assert states(pupils) == ["proposed"] * 3
    assert all(sums.agree for sums in sum_places())


def test_the_other_side_reads_the_figure_there_was_before(lacle):
    fill_lacle(3)

    say("lacle", 2, make.make_manager())

    bodies = [one.body for one in db.session.scalars(select(OutboxMessage))]
    assert [body for body in bodies if "2\u00a0places au lieu de 1, dès aujourd’hui." in body]


def test_the_ledger_names_who_stated_and_why(lacle):
    say("lacle", 12, lacle)

    line = read_history(make.get_programme("lacle").id).lines[0]

    assert (line.kind, line.delta_stated, line.stated) == (EntryKind.STATED, 2, 12)
    assert (line.author, line.reason) == (lacle.name, "pour un test")


def test_a_figure_for_a_day_to_come_changes_nothing_before_it(lacle, frozen):
    pupils = fill_lacle(3)
    say("lacle", 3, lacle, on=clock.today() + timedelta(days=4))

    follow_calendar()
    before = states(pupils)
    frozen(clock.now() + timedelta(days=4))
    follow_calendar()

    assert before == ["proposed", "waitlisted", "waitlisted"]
    assert states(pupils) == ["proposed"] * 3
    assert all(sums.agree for sums in sum_places())


def test_the_calendar_done_twice_or_late_states_once(lacle, frozen):
    say("lacle", 14, lacle, on=clock.today() + timedelta(days=4))
    frozen(clock.now() + timedelta(days=9))

    assert [follow_calendar(), follow_calendar()] == [1, 0]

    line = read_history(make.get_programme("lacle").id).lines[0]
    assert (line.stated, line.author) == (14, lacle.name)
    assert line.effective_on == clock.today() - timedelta(days=5)


def test_a_clock_that_is_late_does_not_undo_a_newer_figure(lacle, frozen):
    say("lacle", 14, lacle, on=clock.today() + timedelta(days=2))
    frozen(clock.now() + timedelta(days=5))

    say("lacle", 40, lacle)
    follow_calendar()

    programme = make.get_programme("lacle")
    days = [clock.today() - timedelta(days=n) for n in (4, 2, 0)]
    stated = [list_places_on(programme.territory_id, day) for day in days]
    assert programme.stated == 40
    assert [next(p.stated for p in one if p.slug == "lacle") for one in stated] == [10, 14, 40]


def test_another_figure_for_the_same_day_replaces_the_first(lacle):
    day = clock.today() + timedelta(days=4)
    say("lacle", 14, lacle, on=day)

    say("lacle", 16, lacle, on=day)

    assert [plan.stated for plan in list_plans(make.get_programme("lacle").id)] == [16]


def test_a_planned_figure_can_be_given_up(lacle, frozen):
    say("lacle", 14, lacle, on=clock.today() + timedelta(days=4))
    (plan,) = list_plans(make.get_programme("lacle").id)

    cancel_plan("lacle", plan.id, lacle)
    frozen(clock.now() + timedelta(days=9))

    assert follow_calendar() == 0
    assert make.get_programme("lacle").stated == 10


def test_a_planned_figure_that_took_effect_cannot_be_given_up(lacle, frozen):
    say("lacle", 14, lacle, on=clock.today() + timedelta(days=4))
    (plan,) = list_plans(make.get_programme("lacle").id)
    frozen(clock.now() + timedelta(days=5))
    follow_calendar()

    with pytest.raises(OutdatedPageError, match="déjà pris effet"):
        cancel_plan("lacle", plan.id, lacle)


def test_a_page_older_than_the_last_figure_states_nothing(lacle):
    seen = seen_of(get_steered("lacle", lacle))
    say("lacle", 12, make.make_manager(name="Hélène Vasseur"))

    with pytest.raises(OutdatedPageError, match=r"Hélène Vasseur.*12 déclarées"):
        restate("lacle", seen, restatement(8), lacle)

    assert make.get_programme("lacle").stated == 12


def test_the_second_click_states_once(lacle):
    seen = seen_of(get_steered("lacle", lacle))

    for _ in range(2):
        restate("lacle", seen, restatement(12), lacle)

    assert count_events("places.stated") == 1


def test_the_second_click_of_a_plan_plans_once(lacle):
    seen = seen_of(get_steered("lacle", lacle))
    later = restatement(12, clock.today() + timedelta(days=3))

    for _ in range(2):
        restate("lacle", seen, later, lacle)

    assert count_events("places.stated") == 1


@pytest.mark.parametrize(
    "stated, days, said",
    [
        (10, 0, "déjà celles"),
        (12, -1, "aujourd’hui ou un jour à venir"),
        (12, 900, "dans les deux ans"),
        (20_000, 0, "entre 0 et"),
    ],
)
def test_a_figure_that_says_nothing_is_refused(lacle, stated, days, said):
    with pytest.raises(RefusedActError, match=said):
        say("lacle", stated, lacle, on=clock.today() + timedelta(days=days))


def test_an_association_states_nothing_for_another(lacle):
    with pytest.raises(NotFoundError):
        say("afev", 12, lacle)
