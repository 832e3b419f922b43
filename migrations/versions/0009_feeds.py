"""Where organisations stand, the priority districts, and who said in which sector.

Revision ID: 0009
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "priority_district",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
            name=op.f("fk_priority_district_territory_id_territory"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_district")),
        sa.UniqueConstraint(
            "territory_id", "code", name=op.f("uq_priority_district_territory_id_code")
        ),
    )
    origin = sa.Enum(
        "import",
        "person",
        name="sectororigin",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sector_origin", origin, nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Double(), nullable=True))
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.create_unique_constraint(
            op.f("uq_closed_period_territory_id_kind_starts_on"), ["territory_id", "kind", "starts_on"]
        )


def downgrade() -> None:
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_closed_period_territory_id_kind_starts_on"), type_="unique")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
        batch_op.drop_constraint("sectororigin", type_="check")
        batch_op.drop_column("sector_origin")
    op.drop_table("priority_district")
