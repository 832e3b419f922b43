"""Work lists: saved filters, kept searches, and the indexes of long lists.

Revision ID: 0006
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_saved_filter_membership_id_membership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("membership_id", "name", name=op.f("uq_saved_filter_membership_id_name")),
    )
    op.create_table(
        "kept_search",
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_kept_search_membership_id_membership"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_search")),
    )
    with op.batch_alter_table("kept_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_search_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kept_search_membership_id"), ["membership_id"], unique=False
        )
    op.create_index(
        "ix_referral_by_territory", "referral", ["territory_id", "submitted_at", "id"], unique=False
    )
    op.create_index(
        "ix_assignment_by_state",
        "assignment",
        ["state", "proposed_at", "referral_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_assignment_by_state", table_name="assignment")
    op.drop_index("ix_referral_by_territory", table_name="referral")
    op.drop_table("kept_search")
    op.drop_table("saved_filter")
