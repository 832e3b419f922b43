"""The workbooks people asked for: large ones and those with names.

Revision ID: 0010
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0013"
branch_labels = None
depends_on = None

STATES = ("waiting", "running", "ready", "taken", "failed", "expired")


def upgrade() -> None:
    op.create_table(
        "export_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=6), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *STATES,
                name="exportstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=43), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "rows_done >= 0", name=op.f("ck_export_request_rows_done_is_not_negative")
        ),
        sa.CheckConstraint(
            "state <> 'ready' OR expires_at IS NOT NULL",
            name=op.f("ck_export_request_ready_for_a_while"),
        ),
        sa.CheckConstraint(
            "with_names = (reason <> '')", name=op.f("ck_export_request_names_need_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_export_request_membership_id_membership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_export_request_reference")),
    )
    with op.batch_alter_table("export_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_export_request_asked_at"), ["asked_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_export_request_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_export_request_membership_id"), ["membership_id"], unique=False
        )
        batch_op.create_index("ix_export_request_to_make", ["state", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("export_request")
