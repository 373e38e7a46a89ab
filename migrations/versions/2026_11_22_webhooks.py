"""Webhooks: endpoints, the outbox with its log, what was announced, and when a worker is to look at an account.

Revision: 0008, after: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

ID = sa.String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
CHOICE = sa.String(30)
OWN = "account_id = nullif(current_setting('app.account_id', true), '')::uuid"
TABLES = ("webhooks", "webhook_deliveries", "announcements")
AWAKE = sa.text("wakes_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("announced", sa.String(), nullable=True))
    op.add_column("accounts", sa.Column("wakes_at", INSTANT, nullable=True))
    op.add_column("accounts", sa.Column("wakes_by", sa.String(), nullable=True))
    op.create_index("ix_accounts_wakes_at", "accounts", ["wakes_at"], sqlite_where=AWAKE, postgresql_where=AWAKE)
    op.create_table(
        "webhooks",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("events", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", CHOICE, nullable=True),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.Column("failing_since", INSTANT, nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("former_secret", sa.LargeBinary(), nullable=True),
        sa.Column("former_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_webhooks_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_webhooks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("status", CHOICE, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.account_id"],
            name="fk_webhook_deliveries_account_id_accounts",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "webhook_id"],
            ["webhooks.account_id", "webhooks.id"],
            name="fk_webhook_deliveries_account_id_webhook_id_webhooks",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_webhook_deliveries"),
    )
    for columns in (["webhook_id", "created_at", "id"], ["due_at"], ["created_at"]):
        name = "_".join(("ix_webhook_deliveries_account_id", *columns))
        op.create_index(name, "webhook_deliveries", ["account_id", *columns])
    op.create_table(
        "announcements",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("founded_at", INSTANT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("holds_until", INSTANT, nullable=True),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_announcements_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_announcements"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY own_account ON {table} USING ({OWN})")


def downgrade() -> None:
    """Lose every webhook, what was still to be sent, and the log of what was."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_accounts_wakes_at", "accounts")
    for column in ("wakes_by", "wakes_at", "announced"):
        op.drop_column("accounts", column)
