"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy does not."""

from sqlalchemy.dialects import postgresql, sqlite

from app.core.base import Base
from app.core.db import db


def insert_into(model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
