"""The database, behind two doors: `Database.read` and `Database.write`.

Both open a transaction, run a plain synchronous function over it, and have committed when they return. Nothing else
opens a transaction, and nothing at all holds one while it waits for a client.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import create_async_engine

from api.clock import Clock, now
from api.ids import new_id
from api.models import Account
from api.settings import Settings

T = TypeVar("T")

ACCOUNTS: Table = Account.__table__

# How long a writer waits for the writer of another process, in milliseconds.
_BUSY_TIMEOUT = 30_000


@dataclass(frozen=True, slots=True)
class Unit:
    """What one transaction works with: its connection, the account it belongs to, and the instant it takes place."""

    connection: Connection
    account_id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class WriteUnit(Unit):
    """A transaction that may write. `revision` is the account's new one, for every row that it writes."""

    revision: int


class UnknownAccountError(LookupError):
    """The account to be written to does not exist."""


class DatabaseUnavailableError(Exception):
    """The database does not answer, or cannot take what it is given: worth trying again later."""


@contextmanager
def _availability() -> Iterator[None]:
    """Tell a database that is away from one that was asked something wrong."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, OSError, asyncpg.PostgresError) as error:
        raise DatabaseUnavailableError from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseUnavailableError from error
        raise


class Database(ABC):
    """One account at a time, read or written.

    All writes of one account are serial: each begins by raising the account's revision, which locks that row. A check
    made inside `write` therefore still holds when it commits. A write that raises leaves nothing behind, its revision
    included.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def read(self, account_id: str, work: Callable[[Unit], T]) -> T:
        """Return what `work` reads from one consistent state of the database."""
        with _availability():
            return await self._read(lambda connection: work(Unit(connection, account_id, self.clock())))

    async def write(self, account_id: str, work: Callable[[WriteUnit], T]) -> T:
        """Return what `work` returns, committed. Raises `UnknownAccountError` where there is no such account."""

        def transaction(connection: Connection) -> T:
            raised = connection.execute(
                update(ACCOUNTS)
                .where(ACCOUNTS.c.account_id == account_id)
                .values(revision=ACCOUNTS.c.revision + 1)
                .returning(ACCOUNTS.c.revision)
            ).scalar()
            if raised is None:
                raise UnknownAccountError
            # The clock is read under the lock: within an account, later writes carry later instants.
            return work(WriteUnit(connection, account_id, self.clock(), raised))

        with _availability():
            return await self._write(transaction)

    async def found(self, name: str, work: Callable[[WriteUnit], T]) -> T:
        """Create an account, and return what `work` returns as its first write, committed."""

        def transaction(connection: Connection) -> T:
            unit = WriteUnit(connection, new_id(), self.clock(), revision=1)
            connection.execute(
                insert(ACCOUNTS).values(
                    account_id=unit.account_id, name=name, revision=unit.revision, created_at=unit.now
                )
            )
            return work(unit)

        with _availability():
            return await self._write(transaction)

    async def has_accounts(self) -> bool:
        """Return whether anybody has an account yet. Also the plainest proof that the database answers."""
        with _availability():
            return await self._read(
                lambda connection: connection.execute(select(ACCOUNTS.c.name).limit(1)).first() is not None
            )

    @abstractmethod
    async def _read(self, transaction: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def _write(self, transaction: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and let go of every connection."""


class SqliteDatabase(Database):
    """An SQLite file in WAL mode, with one thread that writes and one that reads.

    More reading threads would only fight for the interpreter lock, and more writing ones for the file's.
    """

    def __init__(self, url: URL, clock: Clock) -> None:
        super().__init__(clock)
        self._reader = _SqliteThread(url, "reader", begin="BEGIN")
        self._writer = _SqliteThread(url, "writer", begin="BEGIN IMMEDIATE")

    async def _read(self, transaction: Callable[[Connection], T]) -> T:
        return await self._reader.run(transaction)

    async def _write(self, transaction: Callable[[Connection], T]) -> T:
        return await self._writer.run(transaction)

    async def close(self) -> None:  # noqa: D102 - said by the base class
        await self._reader.close()
        await self._writer.close()


class _SqliteThread:
    """One thread with one connection, which runs one transaction after another."""

    def __init__(self, url: URL, name: str, *, begin: str) -> None:
        self._engine = sqlite_engine(url, begin)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"sqlite-{name}")

    async def run(self, transaction: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, transaction)

    def _transact(self, transaction: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return transaction(connection)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()


def sqlite_engine(url: URL, begin: str, *, foreign_keys: bool = True) -> Engine:
    """Return an engine whose connections are safe for several processes, and whose transactions start with `begin`."""
    if not url.database or url.database == ":memory:":
        raise ValueError("an SQLite database must be a file: its readers and its writer share nothing else")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=1, max_overflow=0)
    pragmas = (
        f"busy_timeout={_BUSY_TIMEOUT}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver starts no transactions: `start` does
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


class PostgresDatabase(Database):
    """PostgreSQL through asyncpg: reads from a snapshot, writes under the account's row lock."""

    def __init__(self, url: URL, pool_size: int, clock: Clock) -> None:
        super().__init__(clock)
        self._engine = create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_timeout=10)
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def _read(self, transaction: Callable[[Connection], T]) -> T:
        async with self._snapshots.begin() as connection:
            return await connection.run_sync(transaction)

    async def _write(self, transaction: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(transaction)

    async def close(self) -> None:  # noqa: D102 - said by the base class
        await self._engine.dispose()


def database_url(settings: Settings) -> URL:
    """Return the settings' URL with the driver that we use: `postgresql://` means asyncpg here."""
    url = make_url(settings.database_url)
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
        case other:
            raise ValueError(f"the database must be SQLite or PostgreSQL, not {other}")


def open_database(settings: Settings, clock: Clock = now) -> Database:
    """Return the database that the settings name. Connections are made when first needed."""
    url = database_url(settings)
    if url.get_backend_name() == "sqlite":
        return SqliteDatabase(url, clock)
    return PostgresDatabase(url, settings.database_pool_size, clock)
