"""A round of acts: each has its turn, and what failed is told once all had theirs."""

import pytest
from flask import Flask

from app.core.rounds import sum_each


def fail() -> int:
    """Fail."""
    raise ZeroDivisionError


def test_what_acts_did_is_added_up(app: Flask) -> None:
    assert sum_each([lambda: 1, lambda: 2]) == 3


def test_an_act_that_fails_stops_no_other(app: Flask) -> None:
    done: list[str] = []

    def work() -> int:
        done.append("work")
        return 1

    with pytest.raises(ExceptionGroup) as failed:
        sum_each([fail, work, fail, work])

    assert done == ["work", "work"]
    assert len(failed.value.exceptions) == 2
