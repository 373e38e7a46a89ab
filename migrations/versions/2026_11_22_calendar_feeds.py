"""Calendar feeds, and what was published there, so that a change can be told from what stays the same.

Revision: 0007, after: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

IDENTIFIER = sa.String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
OWN = "account_id = nullif(current_setting('app.account_id', true), '')::uuid"
TABLES = ("calendar_feeds", "calendar_publications")


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_calendar_feeds_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_calendar_feeds"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calendar_publications",
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("founded_at", INSTANT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.account_id"],
            name="fk_calendar_publications_account_id_accounts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_calendar_publications"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY own_account ON {table} USING ({OWN})")


def downgrade() -> None:
    """Lose the addresses of calendars, which then have to be made anew, and what was published there."""
    for table in TABLES:
        op.drop_table(table)
