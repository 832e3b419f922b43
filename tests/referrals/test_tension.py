"""The nightly forecast is stored with its day."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from app.core.clock import PARIS
from app.core.db import db
from app.referrals import queries
from app.referrals.models import TensionSnapshot
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

    read = queries.read_expectations(roubaix.id, datetime(2026, 11, 25, tzinfo=PARIS).date())

    assert {slug: e.tension for slug, e in read.items()} == pytest.approx(tomorrow)


def test_what_is_expected_goes_into_the_explanation(roubaix):
    refresh_tensions(roubaix.id)

    referral = make.make_referral(make.make_prescriber())

    places = make.get_last_assignment(referral).decision["explanation"]["places"]
    assert "jeunes attendus d’ici juillet" in places
