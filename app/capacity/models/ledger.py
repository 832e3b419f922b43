"""The ledger of places: append only, and the base itself refuses to rewrite it."""

from datetime import date, datetime

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.capacity.rules import EntryKind
from app.core.base import Base, enum_by_value


class CapacityEntry(Base):
    """One line of the ledger of places; append only.

    `delta_stated` moves the stated figure, `delta_taken` the places taken; `open_ended` is what a
    statement says of « ou plus », None on other lines. `turn` counts the times a proposal took its
    place: a second time when the move that gave it back is undone. `author_id` is who acted, None
    for the clock. `counterpart_id` is the programme places were moved to, or came from.
    `effective_on` is the day a figure counts from; `created_at` the instant the counter moved.
    """

    __tablename__ = "capacity_entry"
    __table_args__ = (
        UniqueConstraint("assignment_id", "kind", "turn"),
        Index("ix_capacity_entry_history", "programme_id", "id"),
        CheckConstraint(
            "(kind IN ('reserved', 'released')) = (assignment_id IS NOT NULL)",
            name="assignment_iff_a_place_moved",
        ),
        CheckConstraint(
            "delta_taken = CASE kind WHEN 'reserved' THEN 1 WHEN 'released' THEN -1 ELSE 0 END",
            name="delta_follows_kind",
        ),
        CheckConstraint(
            "delta_stated = 0 OR kind IN ('stated', 'moved')", name="only_a_statement_states"
        ),
        CheckConstraint("(kind = 'stated') = (open_ended IS NOT NULL)", name="open_iff_stated"),
        CheckConstraint(
            "(kind = 'moved') = (counterpart_id IS NOT NULL)", name="counterpart_iff_moved"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[EntryKind] = mapped_column(enum_by_value(EntryKind))
    delta_stated: Mapped[int] = mapped_column(default=0)
    delta_taken: Mapped[int] = mapped_column(default=0)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    effective_on: Mapped[date]
    created_at: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=1)
    open_ended: Mapped[bool | None]
    counterpart_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))


_REFUSED = "the ledger of places is append only"
_GUARDS: dict[str, tuple[str, str]] = {
    "sqlite": ("", f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION refuse_to_rewrite() RETURNS trigger AS $$"
            f" BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$ LANGUAGE plpgsql"
        ),
        "FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()",
    ),
}
"""Per base: what it needs first, and how it refuses to change or delete a line.

The migration 0014 says the same, for bases that were there before.
"""


def _when_created(statement: str, dialect: str) -> None:
    ddl = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    event.listen(CapacityEntry.__table__, "after_create", ddl.execute_if(dialect=dialect))


for _dialect, (_first, _refuses) in _GUARDS.items():
    if _first:
        _when_created(_first, _dialect)
    for _act in ("update", "delete"):
        _when_created(
            f"CREATE TRIGGER capacity_entry_no_{_act}"
            f" BEFORE {_act.upper()} ON capacity_entry {_refuses}",
            _dialect,
        )
