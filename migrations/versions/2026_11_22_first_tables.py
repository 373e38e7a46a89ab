"""The first tables.

Every key leads with the account: it is the shard key of a distributed PostgreSQL.

Revision: 0001, after: None
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

ID = sa.String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
INSTANT = sa.String(32).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
CHOICE = sa.String(30)
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_accounts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_idempotency_keys_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_idempotency_keys"),
    )
    op.create_table(
        "organizations",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("culture", CHOICE, nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_organizations_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_organizations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_organizations_account_id_created_at_id", "organizations", ["account_id", "created_at", "id"])

    op.create_table(
        "testimonials",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("author", SORTED_TEXT, nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_testimonials_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_testimonials"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_testimonials_account_id_created_at_id", "testimonials", ["account_id", "created_at", "id"])

    op.create_table(
        "tokens",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_tokens_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_tokens"),
        sa.UniqueConstraint("account_id", "digest", name="uq_tokens_account_id_digest"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("name_confirmed", sa.Boolean(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("postal_address", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "organization_id"],
            ["organizations.account_id", "organizations.id"],
            name="fk_contacts_account_id_organization_id_organizations",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_contacts_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_contacts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contacts_account_id_created_at_id", "contacts", ["account_id", "created_at", "id"])
    op.create_index("ix_contacts_account_id_organization_id", "contacts", ["account_id", "organization_id"])

    op.create_table(
        "interviews",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("position", SORTED_TEXT, nullable=False),
        sa.Column("format", CHOICE, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("decision_expected_on", sa.Date(), nullable=True),
        sa.Column("interest", CHOICE, nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("outcome", CHOICE, nullable=False),
        sa.Column("outcome_at", INSTANT, nullable=True),
        sa.Column("previous_interview_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "organization_id"],
            ["organizations.account_id", "organizations.id"],
            name="fk_interviews_account_id_organization_id_organizations",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "previous_interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_interviews_account_id_previous_interview_id_interviews",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_interviews_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_interviews"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interviews_account_id_created_at_id", "interviews", ["account_id", "created_at", "id"])
    op.create_index("ix_interviews_account_id_organization_id", "interviews", ["account_id", "organization_id"])
    op.create_index(
        "ix_interviews_account_id_previous_interview_id", "interviews", ["account_id", "previous_interview_id"]
    )
    op.create_index("ix_interviews_account_id_starts_at_id", "interviews", ["account_id", "starts_at", "id"])

    op.create_table(
        "debriefs",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("interview_id", ID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_debriefs_account_id_interview_id_interviews",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_debriefs_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "interview_id", name="pk_debriefs"),
    )
    op.create_table(
        "interactions",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("interview_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("direction", CHOICE, nullable=False),
        sa.Column("channel", CHOICE, nullable=False),
        sa.Column("purpose", CHOICE, nullable=False),
        sa.Column("occurred_at", INSTANT, nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name="fk_interactions_account_id_contact_id_contacts",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_interactions_account_id_interview_id_interviews",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_interactions_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_interactions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interactions_account_id_contact_id", "interactions", ["account_id", "contact_id"])
    op.create_index("ix_interactions_account_id_created_at_id", "interactions", ["account_id", "created_at", "id"])
    op.create_index(
        "ix_interactions_account_id_interview_id_occurred_at",
        "interactions",
        ["account_id", "interview_id", "occurred_at"],
    )
    op.create_index("ix_interactions_account_id_occurred_at_id", "interactions", ["account_id", "occurred_at", "id"])

    op.create_table(
        "marks",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("interview_id", ID, nullable=False),
        sa.Column("mark", CHOICE, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_marks_account_id_interview_id_interviews",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_marks_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name="pk_marks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_marks_account_id_interview_id", "marks", ["account_id", "interview_id"])

    op.create_table(
        "participants",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("interview_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", CHOICE, nullable=False),
        sa.Column("is_decision_maker", sa.Boolean(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name="fk_participants_account_id_contact_id_contacts",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_id"],
            ["interviews.account_id", "interviews.id"],
            name="fk_participants_account_id_interview_id_interviews",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.account_id"], name="fk_participants_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "interview_id", "contact_id", name="pk_participants"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participants_account_id_contact_id", "participants", ["account_id", "contact_id"])


def downgrade() -> None:
    for table in (
        "participants",
        "marks",
        "interactions",
        "debriefs",
        "interviews",
        "contacts",
        "tokens",
        "testimonials",
        "organizations",
        "idempotency_keys",
        "accounts",
    ):
        op.drop_table(table)
