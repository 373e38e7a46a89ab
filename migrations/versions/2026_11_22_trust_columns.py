"""What trust needs: a token's last use, whose account it is, and a way to find old idempotency keys.

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("tokens", sa.Column("last_used_at", INSTANT, nullable=True))
    op.add_column("accounts", sa.Column("issuer", sa.String(), nullable=True))
    op.add_column("accounts", sa.Column("subject", sa.String(), nullable=True))
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def downgrade() -> None:
    """Lose when tokens were last used, and which sign-in an account belongs to."""
    # Dropped in place: SQLite can since 3.35, and a table made anew would have to be told again that it has no row ids.
    op.drop_index("ix_idempotency_keys_created_at", "idempotency_keys")
    op.drop_column("accounts", "subject")
    op.drop_column("accounts", "issuer")
    op.drop_column("tokens", "last_used_at")
