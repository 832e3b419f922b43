"""Places restated, moved, closed, planned; sheets asked for; a ledger nobody can rewrite.

Revision ID: 0014
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0008"
branch_labels = None
depends_on = None

OLD_KINDS = ("stated", "reserved", "released")
NEW_KINDS = ("stated", "moved", "reserved", "released", "closed", "opened")
APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER capacity_entry_no_update BEFORE UPDATE ON capacity_entry"
        " BEGIN SELECT RAISE(ABORT, 'the ledger of places is append only'); END",
        "CREATE TRIGGER capacity_entry_no_delete BEFORE DELETE ON capacity_entry"
        " BEGIN SELECT RAISE(ABORT, 'the ledger of places is append only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_to_rewrite() RETURNS trigger AS $$"
        " BEGIN RAISE EXCEPTION 'the ledger of places is append only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER capacity_entry_no_update BEFORE UPDATE ON capacity_entry"
        " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()",
        "CREATE TRIGGER capacity_entry_no_delete BEFORE DELETE ON capacity_entry"
        " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()",
    ),
}


def one_of(column: str, names: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(name) for name in names)})"


def upgrade() -> None:
    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_ended", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("counterpart_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE capacity_entry SET open_ended = (SELECT programme.open_ended FROM programme"
        " WHERE programme.id = capacity_entry.programme_id) WHERE kind = 'stated'"
    )
    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        batch_op.create_foreign_key(
            op.f("fk_capacity_entry_counterpart_id_programme"),
            "programme",
            ["counterpart_id"],
            ["id"],
        )
        batch_op.drop_constraint(op.f("ck_capacity_entry_entrykind"), type_="check")
        batch_op.drop_constraint(op.f("ck_capacity_entry_assignment_unless_stated"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_entrykind"), one_of("kind", NEW_KINDS)
        )
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_assignment_iff_a_place_moved"),
            "(kind IN ('reserved', 'released')) = (assignment_id IS NOT NULL)",
        )
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_only_a_statement_states"),
            "delta_stated = 0 OR kind IN ('stated', 'moved')",
        )
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_open_iff_stated"),
            "(kind = 'stated') = (open_ended IS NOT NULL)",
        )
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_counterpart_iff_moved"),
            "(kind = 'moved') = (counterpart_id IS NOT NULL)",
        )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    _create_planned_statement()
    _create_closure()
    _create_sheet_proposal()


def _create_planned_statement() -> None:
    op.create_table(
        "planned_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("stated", sa.Integer(), nullable=False),
        sa.Column("open_ended", sa.Boolean(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            one_of("state", ("planned", "applied", "cancelled")),
            name=op.f("ck_planned_statement_planstate"),
        ),
        sa.CheckConstraint("stated >= 0", name=op.f("ck_planned_statement_stated_is_not_negative")),
        sa.CheckConstraint(
            "(state = 'planned') = (settled_at IS NULL)",
            name=op.f("ck_planned_statement_settled_iff_over"),
        ),
        *_people("planned_statement", "settled_by_id"),
    )
    with op.batch_alter_table("planned_statement", schema=None) as batch_op:
        batch_op.create_index(
            "uq_planned_statement_day",
            ["programme_id", "effective_on"],
            unique=True,
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.create_index(
            "ix_planned_statement_due", ["state", "effective_on", "id"], unique=False
        )


def _create_closure() -> None:
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on <= ends_on",
            name=op.f("ck_closure_ends_after_it_starts"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by_id IS NULL)",
            name=op.f("ck_closure_somebody_cancels"),
        ),
        *_people("closure", "cancelled_by_id"),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_closure_programme", ["programme_id", "starts_on", "id"], unique=False
        )


def _create_sheet_proposal() -> None:
    op.create_table(
        "sheet_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            one_of("state", ("pending", "approved", "refused", "withdrawn")),
            name=op.f("ck_sheet_proposal_proposalstate"),
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (settled_at IS NULL)",
            name=op.f("ck_sheet_proposal_settled_iff_over"),
        ),
        *_people("sheet_proposal", "settled_by_id"),
    )
    with op.batch_alter_table("sheet_proposal", schema=None) as batch_op:
        batch_op.create_index(
            "uq_sheet_proposal_pending",
            ["programme_id"],
            unique=True,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_sheet_proposal_history", ["programme_id", "id"], unique=False
        )


def _people(table: str, settler: str) -> tuple[sa.Constraint, ...]:
    """The keys every plan has: its programme, its author, whoever ended it."""
    return (
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f(f"fk_{table}_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f(f"fk_{table}_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            [settler], ["user_account.id"], name=op.f(f"fk_{table}_{settler}_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    for table in ("sheet_proposal", "closure", "planned_statement"):
        op.drop_table(table)
    _let_the_ledger_be_written()
    # What this version alone can say is put into the words of the one before.
    op.execute("DELETE FROM capacity_entry WHERE kind IN ('closed', 'opened')")
    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        for name in (
            "ck_capacity_entry_counterpart_iff_moved",
            "ck_capacity_entry_open_iff_stated",
            "ck_capacity_entry_only_a_statement_states",
            "ck_capacity_entry_assignment_iff_a_place_moved",
            "ck_capacity_entry_entrykind",
        ):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.drop_constraint(op.f("fk_capacity_entry_counterpart_id_programme"), type_="foreignkey")
    op.execute("UPDATE capacity_entry SET kind = 'stated' WHERE kind = 'moved'")
    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        batch_op.drop_column("counterpart_id")
        batch_op.drop_column("open_ended")
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_entrykind"), one_of("kind", OLD_KINDS)
        )
        batch_op.create_check_constraint(
            op.f("ck_capacity_entry_assignment_unless_stated"),
            "(kind = 'stated') = (assignment_id IS NULL)",
        )


def _let_the_ledger_be_written() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in ("capacity_entry_no_update", "capacity_entry_no_delete"):
        op.execute(f"DROP TRIGGER {trigger}" + (" ON capacity_entry" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_to_rewrite()")
