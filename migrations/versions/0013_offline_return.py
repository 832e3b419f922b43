"""Lists filled in away from the screen, as they came back.

Revision ID: 0013
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offline_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=6), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["user_account.id"],
            name=op.f("fk_offline_return_author_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_offline_return_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offline_return")),
        sa.UniqueConstraint("reference", name=op.f("uq_offline_return_reference")),
    )
    with op.batch_alter_table("offline_return", schema=None) as batch_op:
        batch_op.create_index(
            "ix_offline_return_organisation", ["organisation_id", "updated_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("offline_return", schema=None) as batch_op:
        batch_op.drop_index("ix_offline_return_organisation")

    op.drop_table("offline_return")
