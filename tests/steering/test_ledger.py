"""The ledger: nobody rewrites it, and any past day can be told from it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from app.capacity.history import list_places_on, read_history
from app.capacity.models import CapacityEntry
from app.capacity.rules import Count, Statement
from app.core import clock
from app.core.db import db
from app.steering.rules import effect_of
from tests import factories as make
from tests.steering.scenes import PUPIL, say

COUNTS = st.builds(Count, st.integers(0, 50), st.integers(0, 60), st.booleans())
STATEMENTS = st.builds(Statement, st.integers(0, 60), st.booleans())


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "rewriting", [update(CapacityEntry).values(delta_stated=1), delete(CapacityEntry)]
)
def test_the_base_refuses_to_rewrite_a_line(app, rewriting):
    make.make_roubaix()

    with pytest.raises(DBAPIError, match="append only"):
        db.session.execute(rewriting)


@pytest.mark.both_databases
def test_the_places_of_any_past_day_are_told(app, frozen):
    make.make_roubaix()
    lacle, school = make.make_coordinator("lacle"), make.make_prescriber(make.ECOLE)
    first = clock.today()
    for stated in (12, 9, 15):
        frozen(clock.now() + timedelta(days=1))
        make.make_referral(school, **PUPIL)
        say("lacle", stated, lacle)
    territory = make.get_programme("lacle").territory_id

    told = [list_places_on(territory, first + timedelta(days=n)) for n in range(4)]

    lines = [next(one for one in day if one.slug == "lacle") for day in told]
    assert [(one.stated, one.taken) for one in lines] == [(10, 0), (12, 1), (9, 2), (15, 3)]


@pytest.mark.both_databases
def test_the_sums_of_today_are_those_of_the_counters(app):
    make.make_roubaix()
    make.make_referral(make.make_prescriber(make.ECOLE), **PUPIL)
    territory = make.get_programme("lacle").territory_id

    told = {one.slug: (one.stated, one.taken) for one in list_places_on(territory, clock.today())}

    own = text("SELECT slug, stated, taken FROM programme")
    assert told == {slug: (stated, taken) for slug, stated, taken in db.session.execute(own)}


def test_a_place_moved_by_somebody_s_act_names_them(app):
    make.make_roubaix()
    prescriber = make.make_prescriber(make.ECOLE)
    make.make_referral(prescriber, **PUPIL)

    line = read_history(make.get_programme("lacle").id).lines[0]

    assert (line.delta_taken, line.author, line.taken) == (1, prescriber.name, 1)


def test_a_long_history_is_read_page_after_page(app):
    make.make_roubaix()
    lacle = make.make_coordinator("lacle")
    for stated in range(11, 36):
        say("lacle", stated, lacle)
    programme_id = make.get_programme("lacle").id

    first = read_history(programme_id)
    second = read_history(programme_id, first.next_before)

    read = [line.stated for line in (*first.lines, *second.lines)]
    assert read == list(range(35, 9, -1))
    assert second.next_before is None


@given(COUNTS, STATEMENTS, st.integers(0, 80), st.booleans())
def test_an_effect_never_serves_more_than_wait_nor_than_there_is_room(
    places, said, waiting, is_open
):
    effect = effect_of(places, said, waiting, is_open=is_open)

    assert 0 <= effect.served <= waiting
    assert said.open_ended or effect.served <= max(0, said.stated - places.taken)
    assert is_open or effect.served == 0
    assert effect.beyond == (0 if said.open_ended else max(0, places.taken - said.stated))
