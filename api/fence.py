"""What one transaction may see on PostgreSQL: the second fence around an account, behind each query's own condition.

The policies of row-level security let through the rows of the account that `app.account_id` names. Where
`app.operator` is on, they also let through what operators look over: the accounts, and the tables that are purged.
Either is set for one transaction by the words that begin it, as a literal: the one form that reaches the shards of a
distributed PostgreSQL. Where nothing is set, nothing is seen.
"""

import re
from typing import Any, NewType

import asyncpg

Fence = NewType("Fence", str)
"""SQL behind a `BEGIN` that says what the transaction may see."""

NOTHING = Fence("")
OPERATOR = Fence("; SET LOCAL app.operator = 'on'")

_BARE = "BEGIN"
_CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def within(account_id: str) -> Fence:
    """Return the fence around one account. Raises `ValueError` where that is no canonical UUID: it becomes SQL."""
    if not _CANONICAL.fullmatch(account_id):
        raise ValueError("an account's id is a UUID in its canonical form")
    return Fence(f"; SET LOCAL app.account_id = '{account_id}'")


class FencedConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A connection whose next transaction begins with `opening`: one simple query, so that a fence costs no round trip.

    The one after that begins with a bare `BEGIN` again, and sees nothing.
    """

    __slots__ = ("opening",)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.opening = _BARE

    def transaction(self, **_: Any) -> "_Transaction":
        """Return the next transaction. Its isolation is part of `opening`; SQLAlchemy, which calls this, has no say."""
        opening, self.opening = self.opening, _BARE
        return _Transaction(self, opening)


class _Transaction:
    """As much of asyncpg's own as SQLAlchemy uses."""

    __slots__ = ("_connection", "_opening")

    def __init__(self, connection: FencedConnection, opening: str) -> None:
        self._connection = connection
        self._opening = opening

    async def start(self) -> None:
        await self._connection.execute(self._opening)

    async def commit(self) -> None:
        # PostgreSQL answers ROLLBACK, and no error, where an earlier statement had failed and somebody passed over it.
        if await self._connection.execute("COMMIT") != "COMMIT":
            raise asyncpg.InFailedSQLTransactionError("nothing was committed: a statement before had failed")

    async def rollback(self) -> None:
        await self._connection.execute("ROLLBACK")
