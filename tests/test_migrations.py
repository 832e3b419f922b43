"""The migrations and the models say the same thing, on both databases, and can be undone."""

from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app.core.base import Base
from app.core.db import db
from app.referrals.likeness import sound_key
from tests.factories import make_roubaix

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


def triggers() -> list[str]:
    """Return the names of what the base does by itself when a row is written."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    of_sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    of_postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    return list(db.session.scalars(text(of_sqlite if is_sqlite else of_postgresql)))


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
    migrated, guarded = tables(), triggers()
    db.session.rollback()

    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)

    assert migrated == tables()
    assert guarded == triggers() != []


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


@pytest.mark.usefixtures("app")
def test_the_sound_of_names_already_there_is_written():
    downgrade(revision="0002")
    columns = "first_name, last_name, name_key, birth_date, guardian_name, phone, email"
    values = "'Rachid', 'El Bakkali', 'el bakkali rachid', '2012-04-25', '', '', ''"
    db.session.execute(text(f"INSERT INTO young_person ({columns}) VALUES ({values})"))  # noqa: S608 - our own words
    db.session.commit()

    upgrade()

    (found,) = db.session.scalars(text("SELECT sound_key FROM young_person"))
    assert found == sound_key("Rachid", "El Bakkali")


@pytest.mark.usefixtures("app")
def test_the_ledger_already_there_says_who_is_open_ended_and_is_kept():
    make_roubaix()
    told = "SELECT p.slug, e.open_ended, e.delta_stated FROM capacity_entry e"
    told += " JOIN programme p ON p.id = e.programme_id ORDER BY e.id"
    before = db.session.execute(text(told)).all()
    db.session.rollback()

    downgrade(revision="0008")
    upgrade()

    assert db.session.execute(text(told)).all() == before
    assert [slug for slug, open_ended, _ in before if open_ended] == ["article1"]
