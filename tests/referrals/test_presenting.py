"""Turns of phrase of the pages of a referral."""

from datetime import date, datetime, timedelta

import pytest

from app.auth.rules import Actor, Role
from app.core.clock import PARIS
from app.referrals.forms.acting import read_version
from app.referrals.models import ThreadEntry
from app.referrals.pages.phrases import (
    answer_by,
    class_words,
    expected_by,
    in_sentence,
    sent_words,
)
from app.referrals.pages.threads import Listener, tell_thread

READER = Actor(1, 1, 1, 1, Role.PRESCRIBER, "Samira Haddad", "CPE", "Collège")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    "days,words,tone",
    [
        (-4, "En retard : réponse attendue le 20 novembre", "depassee"),
        (0, "Répondre aujourd’hui", "depassee"),
        (1, "Répondre demain au plus tard", "proche"),
        (2, "Répondre au plus tard le 26 novembre", ""),
        (7, "Répondre au plus tard le 1er décembre", ""),
    ],
)
def test_a_deadline_of_the_inbox_is_said_in_words(days, words, tone):
    deadline = answer_by(TODAY + timedelta(days=days), TODAY)

    assert (deadline.text.replace("\u00a0", " "), deadline.tone) == (words, tone)


@pytest.mark.parametrize(
    "days,words,tone",
    [
        (-4, "En retard : elle était attendue le vendredi 20 novembre 2026", "depassee"),
        (0, "Attendue aujourd’hui, mardi 24 novembre 2026", "depassee"),
        (1, "Attendue au plus tard le mercredi 25 novembre 2026, demain", "proche"),
        (2, "Attendue au plus tard le jeudi 26 novembre 2026", ""),
    ],
)
def test_a_deadline_of_a_referral_names_the_day(days, words, tone):
    deadline = expected_by(TODAY + timedelta(days=days), TODAY)

    assert (deadline.text.replace("\u00a0", " "), deadline.tone) == (words, tone)


def test_a_paused_deadline_waits_for_the_prescriber():
    assert answer_by(None, TODAY) == expected_by(None, TODAY)


@pytest.mark.parametrize(
    "days,words",
    [(0, "Envoyée aujourd’hui"), (1, "Envoyée hier"), (6, "Envoyée il y a 6\u00a0jours")],
)
def test_the_age_of_a_request_counts_days(days, words):
    assert sent_words(NOW - timedelta(days=days), NOW) == words


@pytest.mark.parametrize(
    "situation,words",
    [
        ("2de_PRO", "seconde professionnelle"),
        ("CM1", "CM1"),
        ("4e", "4e"),
        ("GS", "grande section"),
    ],
)
def test_a_class_goes_inside_a_sentence(situation, words):
    assert class_words(situation) == words


def test_a_job_keeps_its_capitals():
    assert [in_sentence(job) for job in ("CPE", "Directrice", "")] == ["CPE", "directrice", ""]


def test_an_event_nobody_described_is_still_told():
    entry = ThreadEntry(kind="moved", at=NOW, text="")

    knot = tell_thread([entry], Listener(READER, "Samira Haddad"))[0]

    assert (knot.title, knot.who) == ("Suivi de la demande", "Affectation automatique")
    assert knot.quote == ""


def test_a_wait_without_a_known_reason_says_nothing():
    entry = ThreadEntry(kind="waitlisted", at=NOW, reason="autre chose")

    assert tell_thread([entry], Listener(READER, ""))[0].quote == ""


@pytest.mark.parametrize("typed,version", [("3", 3), (None, 0), ("٣", 0), ("1e3", 0), ("-1", 0)])
def test_a_version_is_a_plain_number(typed, version):
    assert read_version(typed) == version
