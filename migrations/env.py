"""Alembic's entry: migrate the base of the current application."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from app.auth import models as auth_models
from app.capacity import models as capacity_models
from app.core import models as core_models
from app.core.base import Base, UtcDateTime
from app.core.db import WRITES
from app.core.jobs import QUEUE
from app.referrals import models as referrals_models

EVERY_TABLE = (core_models, auth_models, capacity_models, referrals_models)


def run_migrations() -> None:
    """Run the migrations in one connection, foreign keys off on SQLite while tables are rebuilt."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        else:  # a page may not wait; rebuilding a table may
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
            include_name=_is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()
        if on_sqlite:
            _check_foreign_keys(connection)


def _render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our types as SQLAlchemy's own: a migration must not depend on tomorrow's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave alone the tables where huey keeps its queue on PostgreSQL."""
    return kind != "table" or not (name or "").startswith(f"{QUEUE}_")


def _check_foreign_keys(connection: sa.Connection) -> None:
    connection.rollback()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    connection.rollback()
    connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
    if broken:
        raise RuntimeError(f"foreign keys broken by the migration: {broken[:5]}")


run_migrations()
