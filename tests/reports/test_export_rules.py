"""What becomes of a workbook somebody asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from app.reports.rules import (
    TRIES,
    WATCHED_FOR,
    ExportState,
    after_a_failure,
    is_slow_to_begin,
    is_watched,
)

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_a_workbook_that_fails_waits_again_until_its_last_try():
    assert after_a_failure(TRIES - 1) is ExportState.WAITING
    assert after_a_failure(TRIES) is ExportState.FAILED


@pytest.mark.parametrize("state", ExportState)
def test_a_page_reloads_by_itself_while_something_happens(state):
    under_way = state in {ExportState.WAITING, ExportState.RUNNING}

    assert is_watched(state, NOW, NOW + timedelta(seconds=5)) is under_way
    assert not is_watched(state, NOW, NOW + WATCHED_FOR)


def test_a_workbook_nobody_begins_is_told_after_a_minute():
    assert not is_slow_to_begin(ExportState.WAITING, NOW, NOW + timedelta(seconds=50))
    assert is_slow_to_begin(ExportState.WAITING, NOW, NOW + timedelta(seconds=70))
    assert not is_slow_to_begin(ExportState.RUNNING, NOW, NOW + timedelta(seconds=70))
