"""What only a test may do: rewrite the ledger of places, which the base refuses to anybody."""

from sqlalchemy import text

from app.core.db import db


def let_the_ledger_be_rewritten() -> None:
    """Take away what refuses it, in this base."""
    where = " ON capacity_entry" if db.engine.dialect.name == "postgresql" else ""
    for trigger in ("capacity_entry_no_update", "capacity_entry_no_delete"):
        db.session.execute(text(f"DROP TRIGGER IF EXISTS {trigger}{where}"))
