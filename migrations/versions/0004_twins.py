"""Likely same young people: the sound of a name, suspicions, merged referrals.

Revision ID: 0004
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

# The key must be the one the application looks for: it is made by the same function, on purpose.
from app.referrals.likeness import sound_key

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

BATCH = 1_000
young_person = sa.table(
    "young_person",
    sa.column("id", sa.Integer),
    sa.column("first_name", sa.String),
    sa.column("last_name", sa.String),
    sa.column("sound_key", sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sound_key", sa.String(length=170), nullable=False, server_default="")
        )
    _fill_sound_keys()
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.alter_column("sound_key", server_default=None)
        batch_op.create_index("ix_young_person_sound", ["sound_key", "birth_date"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_young_person_birth_date"), ["birth_date"], unique=False
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_merged_into_id_referral"),
            "referral",
            ["merged_into_id"],
            ["id"],
        )

    op.create_table(
        "suspicion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=6), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "merged",
                "dismissed",
                name="suspicionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("kept_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)"
            " AND (state = 'open') = (decided_by_id IS NULL)",
            name=op.f("ck_suspicion_decided_unless_open"),
        ),
        sa.CheckConstraint(
            "(state = 'merged') = (kept_id IS NOT NULL)",
            name=op.f("ck_suspicion_kept_iff_merged"),
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_suspicion_territory_id_territory")
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["referral.id"], name=op.f("fk_suspicion_earlier_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["later_id"], ["referral.id"], name=op.f("fk_suspicion_later_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["user_account.id"],
            name=op.f("fk_suspicion_decided_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["referral.id"], name=op.f("fk_suspicion_kept_id_referral")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspicion")),
        sa.UniqueConstraint("reference", name=op.f("uq_suspicion_reference")),
        sa.UniqueConstraint(
            "earlier_id", "later_id", name=op.f("uq_suspicion_earlier_id_later_id")
        ),
    )
    with op.batch_alter_table("suspicion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspicion_later_id"), ["later_id"], unique=False)
        batch_op.create_index(
            "ix_suspicion_by_state", ["territory_id", "state", "raised_at", "id"], unique=False
        )


def _fill_sound_keys() -> None:
    """Write the sound of every name already there, a thousand at a time."""
    connection = op.get_bind()
    fill = (
        young_person.update()
        .where(young_person.c.id == sa.bindparam("of"))
        .values(sound_key=sa.bindparam("key"))
    )
    last = 0
    while True:
        rows = connection.execute(
            sa.select(young_person.c.id, young_person.c.first_name, young_person.c.last_name)
            .where(young_person.c.id > last)
            .order_by(young_person.c.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        keys = [{"of": row.id, "key": sound_key(row.first_name, row.last_name)} for row in rows]
        connection.execute(fill, keys)
        last = rows[-1].id


def downgrade() -> None:
    op.drop_table("suspicion")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_referral_merged_into_id_referral"), type_="foreignkey"
        )
        batch_op.drop_column("merged_into_id")
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_young_person_birth_date"))
        batch_op.drop_index("ix_young_person_sound")
        batch_op.drop_column("sound_key")
