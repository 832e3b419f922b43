"""Races between processes; each test asks for the database it races on."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask

from app.core.db import db
from tests.support.race import Finish, Work, race


@pytest.fixture
def race_on(app: Flask, database_url: str) -> Callable[..., Finish]:
    """Run `work(item)` for all items in processes that start together on the base of the test."""

    def run(work: Work, items: Sequence[Any], processes: int = 16) -> Finish:
        db.session.commit()  # what the test prepared is there for everybody
        finish = race(work, items, database_url, processes)
        db.session.expire_all()
        return finish

    return run
