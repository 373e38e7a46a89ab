"""From when on an interview is over for good, so that nobody need read it again.

Revision: 0004, after: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
# Of those that are there already nothing is known. Later ones are told by the service.
UNSETTLED = "9999-12-31T00:00:00.000000+00:00"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("settled_by", sa.String(), nullable=True))
    op.add_column("interviews", sa.Column("settled_from", INSTANT, nullable=False, server_default=UNSETTLED))
    op.create_index("ix_interviews_account_id_settled_from", "interviews", ["account_id", "settled_from"])


def downgrade() -> None:
    """Lose nothing that is not found out again."""
    op.drop_index("ix_interviews_account_id_settled_from", "interviews")
    op.drop_column("interviews", "settled_from")
    op.drop_column("accounts", "settled_by")
