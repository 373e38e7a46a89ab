"""The second fence around each account: row-level security, on PostgreSQL.

A transaction sees the rows of the account that `app.account_id` names. Operators' commands, which set `app.operator`,
also see every account's own row, and see and delete every idempotency key. FORCE holds the owner to it as well.

Revision: 0003, after: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = (
    "accounts",
    "contacts",
    "debriefs",
    "idempotency_keys",
    "interactions",
    "interviews",
    "marks",
    "organizations",
    "participants",
    "testimonials",
    "tokens",
)
# No subquery and no function of ours: a distributed PostgreSQL refuses the one and would have to be given the other.
# Once set in a connection, a setting is an empty text after its transaction, and not null.
OWN = "account_id = nullif(current_setting('app.account_id', true), '')::uuid"
OPERATOR = "current_setting('app.operator', true) = 'on'"
OPERATORS_MAY = (("accounts", "SELECT"), ("idempotency_keys", "SELECT"), ("idempotency_keys", "DELETE"))


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_account ON {table} USING ({OWN})")
    for table, command in OPERATORS_MAY:
        op.execute(f"CREATE POLICY operator_{command.lower()} ON {table} FOR {command} USING ({OPERATOR})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, command in OPERATORS_MAY:
        op.execute(f"DROP POLICY operator_{command.lower()} ON {table}")
    for table in TABLES:
        op.execute(f"DROP POLICY own_account ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
