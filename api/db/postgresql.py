"""The database as a PostgreSQL server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import asyncpg
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from api.clock import Clock
from api.db import schema
from api.db.database import REVISION, Database
from api.db.fence import NOTHING, Fence, within

T = TypeVar("T")

_BARE = "BEGIN"

# How long a request waits for its turn, and for a connection, in seconds.
_PATIENCE = 10

# How many seconds after its last question a connection is not trusted any more: proxies drop idle ones without a word.
_IDLE = 300

_AT_ONCE = 2
"""Writes to one account that are sent at once: the second is there when the first has committed."""

GLANCES = 4
"""How many connections there are for glances, beside the pool's: each is used for a fraction of a millisecond."""


_READABLE = text(f"SELECT has_table_privilege(to_regclass('{schema.TABLE}'), 'SELECT')")


class PostgresDatabase(Database):
    """PostgreSQL through asyncpg: reads from a snapshot, writes under the account's row lock, both behind a fence."""

    driver_errors = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

    def __init__(self, url: URL, clock: Clock, *, pool_size: int, statement_timeout: int) -> None:
        super().__init__(clock)
        settings = {"application_name": "afterword", "statement_timeout": f"{statement_timeout}s"}
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=_PATIENCE,
            hide_parameters=True,
            connect_args={"connection_class": FencedConnection, "server_settings": settings},
        )
        self.dialect = self._engine.dialect
        self._queues = _Queues()
        self._glancing = _Glancing(self.dialect.create_connect_args(url)[1], settings)

    async def _glance(self, account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        return await self._glancing.ask(account_id, sql, arguments)

    async def _read(self, fence: Fence, transaction: Callable[[Connection], T], *, long: bool) -> T:  # noqa: ARG002 - it waits anyway
        return await self._run(f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY{fence}", transaction)

    async def _write(self, fence: Fence, transaction: Callable[[Connection], T]) -> T:
        async with self._queues.turn(fence):
            return await self._run(f"BEGIN{fence}", transaction)

    async def passes_fences(self) -> bool:  # noqa: D102 - said by the base class
        role = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        with self._availability:
            return bool(await self._read(NOTHING, lambda connection: connection.execute(role).scalar(), long=False))

    def _revision(self, connection: Connection) -> str | None:
        readable = connection.execute(_READABLE).scalar()
        if readable is None:
            return schema.ELSEWHERE
        # Versions before this one left the table to those who migrate.
        return connection.execute(REVISION).scalar() if readable else None

    async def _run(self, opening: str, transaction: Callable[[Connection], T]) -> T:
        def fenced(connection: Connection) -> T:
            driver: Any = connection.connection.driver_connection
            driver.opening = opening
            return transaction(connection)

        async with self._engine.begin() as connection:
            return await connection.run_sync(fenced)

    async def close(self) -> None:  # noqa: D102 - said by the base class
        await self._glancing.close()
        await self._engine.dispose()


class _Queues:
    """Who is next to write to an account: first come, first served, and most of them wait without a connection.

    The row that they would all wait for is another one after each write, and PostgreSQL lets whoever finds it first go
    on: some would wait for dozens that came later. Other processes are still waited for there.
    """

    def __init__(self) -> None:
        self._of = WeakValueDictionary[Fence, asyncio.Semaphore]()

    @asynccontextmanager
    async def turn(self, fence: Fence) -> AsyncIterator[None]:
        """Wait for a turn within a fence. Raises `TimeoutError` where it does not come."""
        turns = self._of.get(fence)
        if turns is None:
            turns = self._of[fence] = asyncio.Semaphore(_AT_ONCE)
        await _acquired(turns)
        try:
            yield
        finally:
            turns.release()


async def _acquired(turns: asyncio.Semaphore) -> None:
    if turns.locked():
        async with asyncio.timeout(_PATIENCE):
            await turns.acquire()
    else:
        await turns.acquire()


class _Glancing:
    """A few connections of the driver's own, each for as long as one question takes.

    The driver's own pool takes as long over lending one as the question takes, and serves those who wait in no order.
    """

    def __init__(self, options: Mapping[str, Any], settings: Mapping[str, str]) -> None:
        self._options = {**options, "server_settings": settings}
        self._turns = asyncio.Semaphore(GLANCES)
        self._idle: list[tuple[asyncpg.Connection, float]] = []
        """Each with the time at which it was left; last the one left last."""
        self._is_distributed: bool | None = None

    async def ask(self, account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        await _acquired(self._turns)
        try:
            try:
                return await self._ask(account_id, sql, arguments)
            except asyncpg.InternalClientError:
                # What the driver takes for a fault of its own: the server is closing the connection just now.
                return await self._ask(account_id, sql, arguments)
        finally:
            self._turns.release()

    async def _ask(self, account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        connection = self._left() or await self._connected()
        try:
            row = await self._asked(connection, account_id, sql, arguments)
        except BaseException:
            connection.terminate()  # nobody knows how far it came
            raise
        self._idle.append((connection, asyncio.get_running_loop().time()))
        return row

    async def _asked(
        self, connection: asyncpg.Connection, account_id: str, sql: str, arguments: Sequence[Any]
    ) -> Sequence[Any] | None:
        if not self._is_distributed:
            row: Sequence[Any] | None = await connection.fetchrow(_fenced(sql, len(arguments)), *arguments, account_id)
            return row
        # The driver's own transactions would take a round trip more, as the fence is no part of their beginning.
        await connection.execute(f"BEGIN READ ONLY{within(account_id)}")
        row = await connection.fetchrow(sql, *arguments)
        await connection.execute("COMMIT")
        return row

    def _left(self) -> asyncpg.Connection | None:
        """Return a connection that is open and idle, if there is one."""
        while self._idle:
            connection, since = self._idle.pop()
            if connection.is_closed():
                continue
            if asyncio.get_running_loop().time() - since < _IDLE:
                return connection
            connection.terminate()
        return None

    async def _connected(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(**self._options)
        if self._is_distributed is None:
            self._is_distributed = await connection.fetchval(
                "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
            )
        return connection

    async def close(self) -> None:
        while connection := self._left():
            await connection.close()


@cache
def _fenced(sql: str, arguments: int) -> str:
    """Return a question that puts up its own fence, for an account that is the argument after its others.

    One round trip in place of three. The limit, which is 1, is what has the fence put up before the first row is looked
    at. On a distributed PostgreSQL this would not reach the shards.
    """
    return f"""
        WITH fence AS MATERIALIZED (SELECT set_config('app.account_id', ${arguments + 1}, true) AS account_id)
        SELECT found.* FROM fence CROSS JOIN LATERAL ({sql} LIMIT (fence.account_id IS NOT NULL)::int) AS found
    """  # noqa: S608 - both are ours


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
