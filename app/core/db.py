"""The base: one session, one way to write. SQLite and PostgreSQL behave alike behind it."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from app.core.base import Base

P = ParamSpec("P")
R = TypeVar("R")

BUSY_TIMEOUT_MS = 30_000
ATTEMPTS = 6  # with LOCK_TIMEOUT_MS, as patient in all as SQLite
# PostgreSQL: serialisation failure, deadlock, a row somebody else wrote at the same instant, and a
# queue so long that our turn did not come.
RETRIED_STATES = frozenset({"40001", "40P01", "23505", "55P03"})
WRITES = "navette_writes"
# PostgreSQL: how long a statement may last, and wait for a row. ADR 002 says why these figures.
STATEMENT_TIMEOUT_MS = 10_000
LOCK_TIMEOUT_MS = 5_000

db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})


def init_db(app: Flask) -> None:
    """Bind the base to the application, bound PostgreSQL's waits, teach SQLite its manners."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine)


def _engine_options(database_url: str) -> dict[str, Any]:
    """Return how to connect; an error never repeats what people typed."""
    if make_url(database_url).get_backend_name() != "postgresql":
        return {"hide_parameters": True}
    waits = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS}"
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"options": waits},
    }


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def open_connection(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def transactional(act: Callable[P, R]) -> Callable[P, R]:
    """Run a service act in one write transaction: all of it is kept, or nothing.

    An act called by another act joins its transaction. What was read before the act is forgotten,
    so that it decides on what is true once it holds the right to write. PostgreSQL's deadlocks and
    serialisation failures run the whole act again, `ATTEMPTS` times at most; so does a row that
    somebody else wrote at the same instant: the second time, the act sees it.
    """

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get(WRITES):
            return act(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            session.rollback()
            session.info[WRITES] = True
            try:
                session.connection(execution_options={WRITES: True})
                result = act(*args, **kwargs)
                session.commit()
            except DBAPIError as error:
                session.rollback()
                if attempt == ATTEMPTS or not _may_retry(error):
                    raise
            except BaseException:
                session.rollback()
                raise
            else:
                return result
            finally:
                session.info.pop(WRITES, None)
        raise AssertionError("unreachable: the last attempt returns or raises")

    return run


def read_as_of_now() -> None:
    """Let all that is read until the end of the transaction be of one instant.

    SQLite always does; PostgreSQL reads each statement at its own instant unless it is told. What
    was written and not kept is lost, as at the start of an act.
    """
    session = db.session()
    if db.engine.dialect.name == "postgresql":
        session.rollback()
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def connect_apart() -> Connection:
    """Return a connection that writes beside the session: kept whatever becomes of the act.

    Usage: `with connect_apart() as connection, connection.begin(): …`.
    """
    return db.engine.connect().execution_options(**{WRITES: True})


def _may_retry(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in RETRIED_STATES
