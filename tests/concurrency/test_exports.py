"""One person asks for the same large workbook in several tabs at once: it is made once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.reports.choices import read_choice
from app.reports.models import ExportRequest
from app.reports.requests import ask_for_workbook
from tests.referrals.scenes import actor_of

pytestmark = pytest.mark.both_databases


def ask_for_the_list(_tab: int) -> str:
    """Ask for the list of referrals, as the same person."""
    choice = read_choice({"classeur": "demandes"}, clock.today())
    return ask_for_workbook(choice, actor_of("helene.vasseur"))


def test_a_workbook_asked_in_four_tabs_at_once_is_made_once(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    finish = race_on(ask_for_the_list, [1, 2, 3, 4], 4)

    assert finish.errors == []
    assert len(set(finish.results)) == 1
    assert db.session.scalars(select(ExportRequest.reference)).all() == finish.results[:1]
