"""Turns of work in a thread: told to stop, never stopped by one that fails."""

import threading

import pytest
from flask import Flask, current_app

from app.core.db import db
from app.core.loops import looping

PATIENCE = 30  # seconds


def test_turns_follow_each_other_each_in_its_session(app: Flask) -> None:
    sessions: list[object] = []
    third = threading.Event()

    def turn(_stop: threading.Event) -> bool:
        sessions.append((db.session(), current_app.name))
        if len(sessions) == 3:
            third.set()
        return len(sessions) < 3

    with looping(app, turn):
        assert third.wait(PATIENCE)

    assert len({id(session) for session, _ in sessions}) == 3


def test_a_turn_that_fails_is_written_down_and_the_next_goes_on(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.loops.PAUSE_SECONDS", 0.01)
    turns: list[str] = []
    again = threading.Event()

    def turn(_stop: threading.Event) -> bool:
        turns.append("turn")
        if len(turns) == 1:
            raise ZeroDivisionError
        again.set()
        return False

    with looping(app, turn):
        assert again.wait(PATIENCE)

    assert "ZeroDivisionError" in caplog.text


def test_the_turn_in_hand_sees_the_end(app: Flask) -> None:
    begun, seen = threading.Event(), threading.Event()

    def turn(stop: threading.Event) -> bool:
        begun.set()
        if stop.wait(PATIENCE):
            seen.set()
        return False

    with looping(app, turn):
        assert begun.wait(PATIENCE)

    assert seen.is_set()
