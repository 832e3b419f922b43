"""One act is one transaction, on both databases."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from app.auth.models import Territory
from app.core.db import db, transactional

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("app")]


class DeadlockError(Exception):
    """What a driver says when PostgreSQL ends one of two locked transactions."""

    sqlstate = "40P01"


class TakenError(Exception):
    """What a driver says when a unique key is there already."""

    sqlstate = "23505"


@transactional
def add_territory(slug: str, failing: bool = False) -> None:
    db.session.add(Territory(slug=slug, name=slug))
    db.session.flush()
    if failing:
        raise RuntimeError(slug)


@transactional
def add_two(failing: bool) -> None:
    add_territory("first")
    add_territory("second", failing)


def count_territories() -> int:
    return db.session.scalars(select(func.count(Territory.id))).one()


def test_what_an_act_did_is_kept():
    add_territory("roubaix")

    assert count_territories() == 1


def test_an_act_that_fails_leaves_nothing():
    with pytest.raises(RuntimeError):
        add_territory("roubaix", failing=True)

    assert count_territories() == 0


def test_an_act_inside_an_act_shares_its_fate():
    with pytest.raises(RuntimeError):
        add_two(failing=True)
    assert count_territories() == 0

    add_two(failing=False)
    assert count_territories() == 2


def test_an_act_forgets_what_was_read_before_it():
    add_territory("roubaix")
    territory = db.session.scalars(select(Territory)).one()
    territory.name = "typed but never sent"

    add_territory("lille")

    assert db.session.get_one(Territory, territory.id).name == "roubaix"


def test_a_deadlock_runs_the_whole_act_again():
    attempts = []

    @transactional
    def act() -> None:
        add_territory("roubaix")
        attempts.append(1)
        if len(attempts) < 3:
            raise OperationalError("UPDATE", None, DeadlockError())

    act()

    assert (len(attempts), count_territories()) == (3, 1)


def test_a_deadlock_that_never_ends_is_reported_after_six_attempts():
    attempts = []

    @transactional
    def act() -> None:
        attempts.append(1)
        raise OperationalError("UPDATE", None, DeadlockError())

    with pytest.raises(OperationalError):
        act()
    assert len(attempts) == 6


def test_another_database_error_is_not_tried_again():
    attempts = []

    @transactional
    def act() -> None:
        attempts.append(1)
        db.session.execute(select(func.no_such_function()))

    with pytest.raises(Exception, match="no_such_function"):
        act()
    assert len(attempts) == 1


def test_a_key_that_somebody_else_just_wrote_runs_the_act_again():
    attempts = []

    @transactional
    def act() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise IntegrityError("INSERT", None, TakenError())
        add_territory("roubaix")

    act()

    assert (len(attempts), count_territories()) == (2, 1)


def test_an_error_of_the_base_does_not_repeat_what_was_typed():
    add_territory("zephyrine")

    with pytest.raises(IntegrityError) as error:
        add_territory("zephyrine")

    assert "parameters hidden" in str(error.value)


def test_waits_have_an_end(app):
    asked = "SHOW lock_timeout" if db.engine.dialect.name == "postgresql" else "PRAGMA busy_timeout"

    waited = db.session.connection().exec_driver_sql(asked).scalar_one()

    assert waited == ("5s" if db.engine.dialect.name == "postgresql" else 30_000)
