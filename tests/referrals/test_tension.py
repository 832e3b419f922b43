"""The nightly forecast is stored with its day."""

import json
from datetime import datetime

import pytest
from sqlalchemy import func, select

from app.capacity.queries import list_sheets, read_board
from app.core.clock import PARIS
from app.core.db import db
from app.matching import Places
from app.referrals.decisions import replay, tensions_now
from app.referrals.models import TensionSnapshot
from app.referrals.pages.desk import list_candidates
from app.referrals.queries import referral as queries
from app.referrals.service.tension import refresh_stale_tensions, refresh_tensions
from tests import factories as make

MONDAY = datetime(2026, 11, 23, 9, tzinfo=PARIS)


@pytest.fixture
def roubaix(app, frozen):
    frozen(MONDAY)
    return make.make_roubaix()


def test_a_first_year_is_told_by_the_typical_year(roubaix):
    tensions = refresh_tensions(roubaix.id)

    assert len(tensions) == 10
    assert tensions["lacle"] > tensions["afev"]


def test_the_forecast_of_a_day_may_be_computed_twice(roubaix):
    first = refresh_tensions(roubaix.id)
    second = refresh_tensions(roubaix.id)

    assert first == second
    assert db.session.scalars(select(func.count(TensionSnapshot.id))).one() == 10


def test_the_worker_computes_a_day_once(roubaix, frozen):
    assert refresh_stale_tensions() == [roubaix.id]
    assert refresh_stale_tensions() == []

    frozen(datetime(2026, 11, 24, 3, tzinfo=PARIS))
    assert refresh_stale_tensions() == [roubaix.id]


def test_the_latest_forecast_is_the_one_read(roubaix, frozen):
    refresh_tensions(roubaix.id)
    frozen(datetime(2026, 11, 24, 3, tzinfo=PARIS))
    make.make_referral(make.make_prescriber())
    tomorrow = refresh_tensions(roubaix.id)

    expected = queries.read_expectations(roubaix.id, datetime(2026, 11, 25, tzinfo=PARIS).date())

    places = read_board(roubaix.id).places
    assert tensions_now(expected, places) == pytest.approx(tomorrow)


def test_what_is_expected_goes_into_the_explanation(roubaix):
    refresh_tensions(roubaix.id)

    referral = make.make_referral(make.make_prescriber())

    places = make.get_last_assignment(referral).decision["explanation"]["places"]
    assert "jeunes attendus d’ici juillet" in places


def sentence(referral):
    return make.get_last_assignment(referral).decision["explanation"]["places"]


def take_places_of_afev(left):
    programme = make.get_programme("afev")
    programme.taken = programme.stated - left
    db.session.commit()


def test_taking_places_does_not_lower_who_is_expected(roubaix):
    refresh_tensions(roubaix.id)
    expected = queries.read_expectations(roubaix.id, MONDAY.date())["afev"]
    first = make.make_referral(make.make_prescriber(), wish="afev")

    take_places_of_afev(left=50)
    second = make.make_referral(make.make_prescriber(), wish="afev")

    said = f"pour environ {round(expected)}\u00a0jeunes attendus"
    assert said in sentence(first).replace("environ\u00a0", "environ ")
    assert said in sentence(second).replace("environ\u00a0", "environ ")
    assert "50\u00a0libres" in sentence(second)


def test_what_was_taken_today_makes_an_association_rare_today(roubaix):
    refresh_tensions(roubaix.id)
    before = {c.programme.id: c.tension for c in list_candidates(roubaix.id, MONDAY.date())}

    take_places_of_afev(left=2)

    after = {c.programme.id: c.tension for c in list_candidates(roubaix.id, MONDAY.date())}
    assert after["afev"] > 20 * before["afev"] > 0
    assert make.make_referral(make.make_prescriber()).assignments[0].programme.slug != "afev"


def test_the_live_list_ranks_with_the_tensions_of_the_proposal(roubaix):
    refresh_tensions(roubaix.id)
    take_places_of_afev(left=2)
    seen = {c.programme.id: c.tension for c in list_candidates(roubaix.id, MONDAY.date())}

    decision = make.get_last_assignment(make.make_referral(make.make_prescriber())).decision

    assert decision["tensions"] == seen


def test_a_decision_of_a_tense_day_replays_byte_for_byte(roubaix):
    refresh_tensions(roubaix.id)
    take_places_of_afev(left=7)
    referral = make.make_referral(make.make_prescriber())
    db.session.expire_all()
    decision = make.get_last_assignment(referral).decision

    sheets = {s.programme.slug: s.sheet for s in list_sheets(roubaix.id)}

    assert json.dumps(replay(decision, sheets)) == json.dumps(decision["explanation"])


def test_an_open_ended_programme_knows_no_tension(roubaix):
    places = {"article1": Places(stated=200, free=1, open_ended=True)}

    assert tensions_now({"article1": 50.0}, places) == {"article1": 0.0}
