"""Guessing passwords costs time; nobody is ever locked out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.auth import throttle
from app.auth.errors import BlockedSignInError
from app.auth.models import SignInFailure
from app.auth.rules import Role
from app.auth.throttle import Attempt, count_attempt
from app.core.db import db
from tests.auth.conftest import ADDRESSES, PASSWORD, audited, knock

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAMIRA = ADDRESSES[Role.PRESCRIBER]
HERE = "198.51.100.7"


def fail(browser, times: int, email: str = SAMIRA) -> None:
    for _ in range(times):
        knock(browser, email, "la pluie tombe ailleurs", 422)


def test_after_five_failures_even_the_right_password_waits(visitor, people, frozen):
    frozen(NINE)
    fail(visitor, 5)

    page = knock(visitor, SAMIRA, PASSWORD, 429).page

    assert "Trop d’essais. Réessayez dans 1 seconde" in page.error("email")
    assert page.response.headers["Retry-After"] == "1"


def test_once_the_wait_is_over_the_right_password_opens_and_all_is_forgotten(
    visitor, people, frozen
):
    frozen(NINE)
    fail(visitor, 5)
    frozen(NINE + timedelta(seconds=1))

    assert knock(visitor, SAMIRA, PASSWORD).page.path == "/compte"
    counts = db.session.scalars(select(SignInFailure.failures)).all()
    assert counts == [5]  # those of the address, which others may share


def test_an_account_that_does_not_exist_waits_like_the_others(visitor, people, frozen):
    frozen(NINE)
    fail(visitor, 5, "nobody@example.org")

    knock(visitor, "nobody@example.org", PASSWORD, 429)

    assert "sign_in.slowed" in audited()


def test_the_wait_of_one_account_does_not_touch_another(visitor, people, frozen):
    frozen(NINE)
    fail(visitor, 5)

    page = knock(visitor, ADDRESSES[Role.MANAGER], PASSWORD).page

    assert page.path == "/compte"


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_more(app, frozen):
    for attempt in range(30):
        frozen(NINE + timedelta(minutes=15 * attempt))
        count_attempt(Attempt(SAMIRA, HERE))

    with pytest.raises(BlockedSignInError, match="Réessayez dans 15\u00a0minutes,") as refusal:
        count_attempt(Attempt(SAMIRA, HERE))

    assert refusal.value.retry_after == 900


def test_failures_are_forgotten_after_a_day(app, frozen):
    frozen(NINE)
    for _ in range(5):
        count_attempt(Attempt(SAMIRA, HERE))

    frozen(NINE + timedelta(days=1))
    for _ in range(5):
        count_attempt(Attempt(SAMIRA, HERE))

    assert db.session.get_one(SignInFailure, Attempt(SAMIRA, HERE).account_key).failures == 5


def test_an_address_has_a_hundred_failures_in_ten_minutes(app, frozen):
    frozen(NINE)
    for number in range(100):
        count_attempt(Attempt(f"nobody{number}@example.org", HERE))

    with pytest.raises(BlockedSignInError):
        count_attempt(Attempt(SAMIRA, HERE))
    count_attempt(Attempt(SAMIRA, "198.51.100.8"))
    frozen(NINE + timedelta(minutes=10))
    count_attempt(Attempt(SAMIRA, HERE))


def test_whoever_signs_in_does_not_count_against_a_shared_address(app):
    for _ in range(101):
        count_attempt(Attempt(SAMIRA, HERE))
        throttle.forgive(Attempt(SAMIRA, HERE))
        db.session.commit()

    assert db.session.get_one(SignInFailure, Attempt(SAMIRA, HERE).address_key).failures == 0


def test_accounts_and_addresses_are_kept_as_keyed_hashes(app):
    count_attempt(Attempt(SAMIRA, HERE))

    kept = db.session.scalars(select(SignInFailure.subject)).all()

    assert all(len(subject) == 64 for subject in kept)
    assert Attempt("same", "same").account_key != Attempt("same", "same").address_key


@pytest.mark.both_databases
def test_guesses_sent_at_the_same_instant_are_all_counted(app):
    def guess(number: int) -> bool:
        with app.app_context():
            try:
                count_attempt(Attempt(SAMIRA, f"198.51.100.{number}"))
            except BlockedSignInError:
                return False
            return True

    with ThreadPoolExecutor(8) as crowd:
        accepted = sum(crowd.map(guess, range(24)))

    assert accepted == 5
