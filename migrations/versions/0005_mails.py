"""Mails in HTML too, at the rhythm of each reader; links that answer one proposal.

Revision ID: 0005
Revises: 0004
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RHYTHMS = ("at_once", "daily", "deadlines")


def upgrade() -> None:
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("html", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.alter_column("html", existing_type=sa.Text(), server_default=None)

    rhythm = sa.Enum(
        *RHYTHMS, name="mailrhythm", native_enum=False, create_constraint=True, length=32
    )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mail_rhythm", rhythm, nullable=False, server_default="at_once")
        )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.alter_column("mail_rhythm", existing_type=rhythm, server_default=None)

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("week_told", sa.Date(), nullable=True))

    op.create_table(
        "kept_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_kept_news_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_news")),
    )
    op.create_index("ix_kept_news_reader", "kept_news", ["user_id", "created_at", "id"])

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_key", sa.String(length=43), nullable=True))
    _give_keys()
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("answer_key", existing_type=sa.String(length=43), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("answer_key")
    op.drop_table("kept_news")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_column("week_told")
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_constraint("mailrhythm", type_="check")
        batch_op.drop_column("mail_rhythm")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("html")


def _give_keys() -> None:
    """Give each proposal a key of its own: no link was ever signed with it."""
    table = sa.table("assignment", sa.column("id"), sa.column("answer_key"))
    connection = op.get_bind()
    for (assignment_id,) in connection.execute(sa.select(table.c.id)).all():
        connection.execute(
            sa.update(table)
            .where(table.c.id == assignment_id)
            .values(answer_key=secrets.token_urlsafe(32))
        )
