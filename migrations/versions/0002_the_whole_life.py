"""The whole life of a referral: questions, transfers, endings, undoing.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HELD = "state IN ('proposed', 'info_requested', 'accepted', 'started')"
LIVE = f"{HELD} AND NOT pending_transfer"
CHECKS = {
    "assignment": {
        "ck_assignment_start_is_whole": "(started_on IS NULL) = (expected_end IS NULL)"
        " AND (started_on IS NULL) = (modality IS NULL)",
        "ck_assignment_pause_iff_asked": "(state = 'info_requested') = (days_left IS NOT NULL)"
        " AND (state = 'info_requested') = (paused_until IS NOT NULL)",
        "ck_assignment_transfer_awaits_an_answer": "NOT pending_transfer OR"
        " (transfers_id IS NOT NULL AND state IN ('proposed', 'info_requested'))",
        "ck_assignment_end_iff_ended": "(state IN ('completed', 'ended_early')) ="
        " (ended_on IS NOT NULL) AND (state = 'completed') = (completion IS NOT NULL)"
        " AND (state = 'ended_early') = (end_reason IS NOT NULL)",
    },
    "referral": {
        "ck_referral_why_iff_withdrawn": "(state = 'withdrawn') = (withdraw_reason IS NOT NULL)",
        "ck_referral_why_iff_closed": "(state = 'closed_unplaced') = (close_reason IS NOT NULL)",
    },
}
DEFAULTS = {
    "assignment": ("reminders", "pending_transfer", "outcomes"),
    "capacity_entry": ("turn",),
    "referral": ("priority_reason",),
    "thread_entry": ("reason",),
}
WITHDRAWN_AFTER = {
    "already_supported": "need_met_elsewhere",
    "duplicate": "duplicate",
    "not_interested": "young_person_declines",
    "family_declined": "agreement_withdrawn",
}
referral = sa.table("referral", sa.column("id"), sa.column("state"), sa.column("withdraw_reason"))
thread_entry = sa.table(
    "thread_entry", sa.column("kind"), sa.column("text"), sa.column("reason")
)
assignment = sa.table("assignment", sa.column("referral_id"), sa.column("decline_reason"))


def upgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reminders", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("days_left", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("transfers_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("pending_transfer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column(
                "modality",
                sa.Enum(
                    "on_site",
                    "remote",
                    "both",
                    name="modality",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("expected_end", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "completion",
                sa.Enum(
                    "term_reached",
                    "objectives_met",
                    name="completion",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "end_reason",
                sa.Enum(
                    "young_person_stopped",
                    "family_stopped",
                    "mentor_stopped",
                    "poor_fit",
                    "absences",
                    "situation_changed",
                    "moved_away",
                    "lost_contact",
                    "transferred",
                    "association_stopped",
                    "other",
                    name="endreason",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("outcomes", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index(
            "ix_assignment_to_confirm", ["state", "expected_end", "id"], unique=False
        )
        batch_op.create_index(
            "uq_assignment_pending_transfer",
            ["referral_id"],
            unique=True,
            sqlite_where=sa.text("pending_transfer"),
            postgresql_where=sa.text("pending_transfer"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_assignment_transfers_id_assignment"),
            "assignment",
            ["transfers_id"],
            ["id"],
        )
        batch_op.drop_index("uq_assignment_live_referral")
        batch_op.create_index(
            "uq_assignment_live_referral",
            ["referral_id"],
            unique=True,
            sqlite_where=sa.text(LIVE),
            postgresql_where=sa.text(LIVE),
        )
        for name, condition in CHECKS["assignment"].items():
            batch_op.create_check_constraint(batch_op.f(name), condition)

    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="1"))
        batch_op.drop_constraint(batch_op.f("uq_capacity_entry_assignment_id_kind"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_capacity_entry_assignment_id_kind_turn"),
            ["assignment_id", "kind", "turn"],
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "withdraw_reason",
                sa.Enum(
                    "entered_by_mistake",
                    "duplicate",
                    "need_met_elsewhere",
                    "moved_away",
                    "left_school",
                    "agreement_withdrawn",
                    "young_person_declines",
                    "other",
                    name="withdrawreason",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "close_reason",
                sa.Enum(
                    "no_eligible_association",
                    "no_place_this_period",
                    "all_declined",
                    "other",
                    name="closereason",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("priority_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("priority_reason", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    _say_why_withdrawn()
    with op.batch_alter_table("referral", schema=None) as batch_op:
        for name, condition in CHECKS["referral"].items():
            batch_op.create_check_constraint(batch_op.f(name), condition)

    with op.batch_alter_table("thread_entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("on_behalf_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("before", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_thread_entry_undoes_id"), ["undoes_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_thread_entry_on_behalf_id_organisation"),
            "organisation",
            ["on_behalf_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_thread_entry_undoes_id_thread_entry"),
            "thread_entry",
            ["undoes_id"],
            ["id"],
        )

    op.execute(
        thread_entry.update()
        .where(thread_entry.c.kind == "waitlisted")
        .values(reason=thread_entry.c.text, text="")
    )
    for table, columns in DEFAULTS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def _say_why_withdrawn() -> None:
    """Say why each withdrawn referral was: from the refusal that closed it."""
    op.execute(
        referral.update().where(referral.c.state == "withdrawn").values(withdraw_reason="other")
    )
    for declined, withdrawn in WITHDRAWN_AFTER.items():
        concerned = sa.select(assignment.c.referral_id).where(
            assignment.c.decline_reason == declined
        )
        op.execute(
            referral.update()
            .where(referral.c.state == "withdrawn", referral.c.id.in_(concerned))
            .values(withdraw_reason=withdrawn)
        )


def downgrade() -> None:
    op.execute(
        thread_entry.update()
        .where(thread_entry.c.kind == "waitlisted")
        .values(text=thread_entry.c.reason)
    )
    with op.batch_alter_table("thread_entry", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_thread_entry_undoes_id_thread_entry"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_thread_entry_on_behalf_id_organisation"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_thread_entry_undoes_id"), type_="unique")
        batch_op.drop_column("undoes_id")
        batch_op.drop_column("before")
        batch_op.drop_column("on_behalf_id")
        batch_op.drop_column("reason")

    with op.batch_alter_table("referral", schema=None) as batch_op:
        for name in CHECKS["referral"]:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
        for name in ("ck_referral_withdrawreason", "ck_referral_closereason"):
            batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.drop_column("erased_at")
        batch_op.drop_column("priority_reason")
        batch_op.drop_column("priority_at")
        batch_op.drop_column("close_reason")
        batch_op.drop_column("withdraw_reason")

    with op.batch_alter_table("capacity_entry", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_capacity_entry_assignment_id_kind_turn"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_capacity_entry_assignment_id_kind"), ["assignment_id", "kind"]
        )
        batch_op.drop_column("turn")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        for name in CHECKS["assignment"]:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
        for name in (
            "ck_assignment_modality",
            "ck_assignment_completion",
            "ck_assignment_endreason",
        ):
            batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.drop_index("uq_assignment_live_referral")
        batch_op.create_index(
            "uq_assignment_live_referral",
            ["referral_id"],
            unique=True,
            sqlite_where=sa.text(HELD),
            postgresql_where=sa.text(HELD),
        )
        batch_op.drop_constraint(
            batch_op.f("fk_assignment_transfers_id_assignment"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_assignment_pending_transfer",
            sqlite_where=sa.text("pending_transfer"),
            postgresql_where=sa.text("pending_transfer"),
        )
        batch_op.drop_index("ix_assignment_to_confirm")
        batch_op.drop_column("outcomes")
        batch_op.drop_column("end_reason")
        batch_op.drop_column("completion")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("expected_end")
        batch_op.drop_column("modality")
        batch_op.drop_column("pending_transfer")
        batch_op.drop_column("transfers_id")
        batch_op.drop_column("paused_until")
        batch_op.drop_column("days_left")
        batch_op.drop_column("reminders")
