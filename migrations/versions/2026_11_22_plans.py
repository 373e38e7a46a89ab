"""Plans that are kept, so that what the clock alone changes need not be worked out again.

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

IDENTIFIER = sa.String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
OWN = "account_id = nullif(current_setting('app.account_id', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("founded_at", INSTANT, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_plans_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_plans"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE plans ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_account ON plans USING ({OWN})")


def downgrade() -> None:
    """Lose nothing that is not worked out again."""
    op.drop_table("plans")
