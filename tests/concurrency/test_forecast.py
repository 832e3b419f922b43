"""Two workers compute the forecast of the same day at the same instant: both succeed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.referrals.models import TensionSnapshot
from app.referrals.service.tension import refresh_stale_tensions, refresh_tensions


def compute(item: tuple[str, int]) -> int:
    """Compute because somebody asks, or because nobody has done it today."""
    way, territory_id = item
    if way == "asked":
        return len(refresh_tensions(territory_id))
    return len(refresh_stale_tensions())


@pytest.mark.both_databases
@pytest.mark.parametrize("way", ["asked", "stale"])
def test_two_forecasts_at_the_same_instant_make_one(
    race_on: Callable[..., Any], roubaix: int, way: str
) -> None:
    finish = race_on(compute, [(way, roubaix)] * 8, 4)

    assert finish.errors == []
    assert db.session.scalars(select(func.count(TensionSnapshot.id))).one() == 10
