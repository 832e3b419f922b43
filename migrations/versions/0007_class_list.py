"""Lists of pupils kept as typed.

Revision ID: 0007
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_list",
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
            name=op.f("fk_class_list_author_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_class_list_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_list")),
        sa.UniqueConstraint("reference", name=op.f("uq_class_list_reference")),
    )
    with op.batch_alter_table("class_list", schema=None) as batch_op:
        batch_op.create_index(
            "ix_class_list_organisation", ["organisation_id", "updated_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("class_list", schema=None) as batch_op:
        batch_op.drop_index("ix_class_list_organisation")

    op.drop_table("class_list")
