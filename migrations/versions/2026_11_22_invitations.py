"""What invitations said of interviews, so that a later version of one can be told from it.

Revision: 0006, after: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

IDENTIFIER = sa.String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
OWN = "account_id = nullif(current_setting('app.account_id', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("account_id", IDENTIFIER, nullable=False),
        sa.Column("uid", SORTED_TEXT, nullable=False),
        sa.Column("recurrence", SORTED_TEXT, nullable=False),
        sa.Column("interview_id", IDENTIFIER, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("stamped_at", INSTANT, nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_invitations_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_invitations_account_id_interview_id_interviews",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "uid", "recurrence", name="pk_invitations"),
    )
    op.create_index("ix_invitations_account_id_interview_id", "invitations", ["account_id", "interview_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_account ON invitations USING ({OWN})")


def downgrade() -> None:
    """Lose which interviews came from invitations: one that is sent again makes another interview."""
    op.drop_index("ix_invitations_account_id_interview_id", "invitations")
    op.drop_table("invitations")
