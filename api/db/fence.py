"""What one transaction may see on PostgreSQL: the second fence around an account, behind each query's own condition.

The policies of row-level security let through the rows of the account that `app.account_id` names. Where
`app.operator` is on, they also let through what operators look over: the accounts, and the tables that are purged.
Either is set for one transaction by the words that begin it, as a literal: the one form that reaches the shards of a
distributed PostgreSQL. Where nothing is set, nothing is seen.
"""

import re
from typing import NewType

Fence = NewType("Fence", str)
"""SQL behind a `BEGIN` that says what the transaction may see."""

NOTHING = Fence("")
OPERATOR = Fence("; SET LOCAL app.operator = 'on'")

_CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def within(account_id: str) -> Fence:
    """Return the fence around one account. Raises `ValueError` where that is no canonical UUID: it becomes SQL."""
    if not _CANONICAL.fullmatch(account_id):
        raise ValueError("an account's id is a UUID in its canonical form")
    return Fence(f"; SET LOCAL app.account_id = '{account_id}'")
