"""The migrations and the models say the same thing, on both databases, and can be undone."""

from typing import Any

import pytest
from flask_migrate import downgrade
from sqlalchemy import inspect

from app.core.base import Base
from app.core.db import db

pytestmark = pytest.mark.both_databases


def tables() -> dict[str, Any]:
    """Return what the base holds: columns, keys, uniques, CHECKs and indexes of each table."""
    look = inspect(db.engine)
    return {
        table: {
            "columns": [spelled(column) for column in look.get_columns(table)],
            "primary key": look.get_pk_constraint(table),
            "foreign keys": by_name(look.get_foreign_keys(table)),
            "uniques": by_name(look.get_unique_constraints(table)),
            "checks": by_name(look.get_check_constraints(table)),
            "indexes": by_name(look.get_indexes(table)),
        }
        for table in look.get_table_names()
        if table != "alembic_version"
    }


def by_name(described: list[Any]) -> dict[str, str]:
    """Return named things as name -> description, their order apart."""
    return {str(one["name"]): spelled(one) for one in described}


def spelled(described: Any) -> str:
    """Return a description as text; SQL conditions are objects that only compare as text."""
    if isinstance(described, dict):
        return str(sorted((key, spelled(value)) for key, value in described.items()))
    return str(described)


@pytest.mark.usefixtures("app")
def test_migrations_make_the_tables_of_the_models():
    migrated = tables()

    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)

    assert migrated == tables()


@pytest.mark.usefixtures("app")
def test_migrations_can_be_undone():
    assert tables()

    downgrade(revision="base")

    assert tables() == {}


@pytest.mark.usefixtures("app")
def test_every_constraint_has_a_name():
    look = inspect(db.engine)

    foreign_keys = [key for table in tables() for key in look.get_foreign_keys(table)]
    checks = [check for table in tables() for check in look.get_check_constraints(table)]

    assert [key for key in foreign_keys if not key["name"]] == []
    assert [check for check in checks if not check["name"]] == []
