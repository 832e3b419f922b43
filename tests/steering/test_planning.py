"""Figures stated for a day to come, when there are several: what each replaces, and who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.capacity.history import list_plans
from app.core import clock
from app.core.db import db
from app.core.models import AuditEvent, OutboxMessage
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.closing import Days, close
from app.steering.service.moving_places import Transfer, foresee_transfer, move_places
from app.steering.service.restating import foresee_statement, restate
from tests import factories as make
from tests.steering.scenes import fill_lacle, restatement, say


@pytest.fixture
def lacle(app):
    """The coordinator of LA CLE."""
    make.make_roubaix()
    return make.make_coordinator("lacle", name="Odile Prévost")


@pytest.fixture
def manager(lacle):
    """A manager of the Cité éducative."""
    return make.make_manager(name="Hélène Vasseur")


def later(days=4):
    """Return a day to come."""
    return clock.today() + timedelta(days=days)


def planned():
    """Return the figures planned for LA CLE."""
    return [plan.stated for plan in list_plans(make.get_programme("lacle").id)]


@pytest.mark.both_databases
def test_the_plan_of_somebody_else_is_named_before_it_is_replaced(lacle, manager):
    say("lacle", 14, lacle, on=later())

    foreseen = foresee_statement("lacle", restatement(16, later()), manager)
    restate("lacle", foreseen.seen, restatement(16, later()), manager)

    assert (foreseen.replaced.stated, foreseen.replaced.author.name) == (14, "Odile Prévost")
    assert planned() == [16]


def test_a_replaced_plan_is_kept_in_the_trail_and_told(lacle, manager):
    say("lacle", 14, lacle, on=later())
    say("lacle", 16, manager, on=later())

    trail = select(AuditEvent.changes).where(AuditEvent.action == "places.plan_cancelled")
    bodies = [one.body for one in db.session.scalars(select(OutboxMessage))]

    given_up = {"stated": 14, "effective_on": later().isoformat()}
    assert db.session.scalars(trail).all() == [given_up]
    assert any("Ce nombre remplace celui prévu\u00a0: 14\u00a0places." in one for one in bodies)


@pytest.mark.both_databases
@pytest.mark.parametrize("day", [0, 4, 9])
def test_a_page_older_than_a_plan_states_nothing(lacle, manager, day):
    seen = seen_of(get_steered("lacle", manager))
    say("lacle", 14, lacle, on=later())

    with pytest.raises(OutdatedPageError, match=r"Odile Prévost a prévu 14.places à partir du"):
        restate("lacle", seen, restatement(16, later(day)), manager)

    assert planned() == [14]


def test_a_page_older_than_a_plan_moves_nothing(lacle, manager):
    seen = seen_of(get_steered("lacle", manager))
    say("lacle", 14, lacle, on=later())

    with pytest.raises(OutdatedPageError):
        move_places(seen, Transfer("lacle", "afev", 1, "pour un test"), manager)


def test_a_plan_is_compared_with_the_figure_that_will_count_then(lacle, manager):
    say("lacle", 14, lacle, on=later(4))

    effect = foresee_statement("lacle", restatement(12, later(9)), lacle).effect
    say("lacle", 12, manager, on=later(9))

    bodies = [one.body for one in db.session.scalars(select(OutboxMessage))]
    assert (effect.before.stated, effect.after.stated) == (14, 12)
    assert planned() == [14, 12]
    assert any("12\u00a0places au lieu de 14, à partir du" in body for body in bodies)


@pytest.mark.parametrize("stated, day", [(10, 0), (10, 2), (14, 4), (14, 9)])
def test_a_figure_that_would_change_nothing_that_day_is_refused(lacle, manager, stated, day):
    say("lacle", 14, lacle, on=later(4))

    with pytest.raises(RefusedActError, match="déjà celles"):
        say("lacle", stated, manager, on=later(day))


@pytest.mark.parametrize("day", [4, 9])
def test_the_figure_of_today_counts_again_after_a_plan(lacle, day):
    say("lacle", 14, lacle, on=later(4))

    say("lacle", 10, lacle, on=later(day))

    assert planned()[-1] == 10


def test_a_move_foretells_the_figures_planned_that_will_ignore_it(lacle, manager):
    say("lacle", 14, lacle, on=later())

    source, target = foresee_transfer(Transfer("lacle", "afev", 1, "pour un test"), manager)

    assert [plan.stated for plan in source.following] == [14]
    assert (target.following, source.replaced) == ([], None)


@pytest.mark.parametrize("day, is_open, served", [(0, False, 0), (2, False, 0), (9, True, 2)])
def test_who_is_served_depends_on_what_is_closed_that_day(lacle, day, is_open, served):
    fill_lacle(3)
    close("lacle", Days(clock.today(), later(4), "les mentors sont en examen"), lacle)

    effect = foresee_statement("lacle", restatement(5, later(day)), lacle).effect

    assert (effect.is_open, effect.served) == (is_open, served)
