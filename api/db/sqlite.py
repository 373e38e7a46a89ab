"""The database as an SQLite file."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import OperationalError

from api.clock import Clock
from api.db.database import REVISION, Database
from api.db.fence import Fence
from api.files import reserve

T = TypeVar("T")

# How long a writer waits for the writer of another process, in milliseconds.
BUSY_TIMEOUT = 30_000

# How many writes are committed at once at most: writers of other processes wait for all of them.
_TOGETHER = 64


class SqliteDatabase(Database):
    """An SQLite file in WAL mode. Plain reads run at once, on the event loop; long ones and writes on a thread each.

    A read takes less time than the way to a thread and back; and several reading threads would only fight for the
    interpreter lock, several writing ones for the file's.
    """

    driver_errors = (sqlite3.Error,)

    def __init__(self, url: URL, clock: Clock) -> None:
        super().__init__(clock)
        self._reads = _SqliteConnection(url, begin="BEGIN")
        self._long_reads = _SqliteThread("reader", _SqliteConnection(url, begin="BEGIN"))
        self._writes = _SqliteWriter(_SqliteConnection(url, begin="BEGIN IMMEDIATE"))
        self.dialect = self._reads.dialect

    async def _glance(self, account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:  # noqa: ARG002 - PostgreSQL's
        return self._reads.glance(sql, arguments)

    async def _read(self, fence: Fence, transaction: Callable[[Connection], T], *, long: bool) -> T:  # noqa: ARG002 - PostgreSQL's
        return await self._long_reads.run(transaction) if long else self._reads.run(transaction)

    async def _write(self, fence: Fence, transaction: Callable[[Connection], T]) -> T:  # noqa: ARG002 - PostgreSQL's
        try:
            return await self._writes.run(transaction)
        except (OperationalError, sqlite3.Error) as error:
            if _is_read_only(error):
                # It may be so no more when it is opened again; but not while any connection of this process is open.
                self._reads.close()
                await self._long_reads.let_go()
            raise

    def _revision(self, connection: Connection) -> str | None:
        return connection.execute(REVISION).scalar()

    async def close(self) -> None:  # noqa: D102 - said by the base class
        self._reads.close()
        await self._long_reads.close()
        await self._writes.close()


def _is_read_only(error: Exception | None) -> bool:
    """Whether SQLite may not write: to the file, or to one beside it."""
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_READONLY


class _SqliteConnection:
    """One connection, kept open, for the use of one thread."""

    def __init__(self, url: URL, *, begin: str) -> None:
        self._engine = sqlite_engine(url, begin)
        self._connection: Connection | None = None

    @property
    def dialect(self) -> Dialect:
        return self._engine.dialect

    def glance(self, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        driver: Any = self._opened().connection.driver_connection
        row: Sequence[Any] | None = driver.execute(sql, arguments).fetchone()
        return row

    def run(self, transaction: Callable[[Connection], T]) -> T:
        connection = self._opened()
        try:
            with connection.begin():
                return transaction(connection)
        except (OperationalError, sqlite3.Error) as error:
            if _is_read_only(error):
                self.close()
            raise

    def run_together(self, transactions: Iterable[Callable[[Connection], Any]]) -> "list[_Outcome]":
        """Commit several at once, and return what came of each. One that raises leaves nothing behind.

        Raises what keeps them from being committed: then none of them has happened.
        """
        outcomes = self.run(lambda connection: [_alone(connection, transaction) for transaction in transactions])
        if any(_is_read_only(outcome.raised) for outcome in outcomes):
            self.close()
        return outcomes

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()


class _SqliteThread:
    """One thread that runs one transaction after another over its connection."""

    def __init__(self, name: str, connection: _SqliteConnection) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"sqlite-{name}")

    async def run(self, transaction: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.run, transaction)

    async def let_go(self) -> None:
        """Close the connection, until it is needed again."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)

    async def close(self) -> None:
        await self.let_go()
        self._thread.shutdown()


class _Outcome(NamedTuple):
    """What came of a transaction: what it returned, or why it failed."""

    returned: Any = None
    raised: Exception | None = None


def _alone(connection: Connection, transaction: Callable[[Connection], Any]) -> _Outcome:
    """Run one of several transactions that are committed together, so that it can fail without the others."""
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT alone")
    try:
        outcome = _Outcome(transaction(connection))
    except Exception as error:
        if not driver.in_transaction:  # SQLite has given them all up, as it does when the disk is full
            raise
        driver.execute("ROLLBACK TO alone")
        outcome = _Outcome(raised=error)
    driver.execute("RELEASE alone")
    return outcome


class _Write(NamedTuple):
    """A transaction that waits for its turn, and the future that waits for it."""

    transaction: Callable[[Connection], Any]
    future: "asyncio.Future[Any]"


class _SqliteWriter:
    """One thread that commits at once what has come up while it was committing: they share one wait for the disk."""

    def __init__(self, connection: _SqliteConnection, *, most: int = _TOGETHER) -> None:
        self._connection = connection
        self._most = most
        self._queue: SimpleQueue[_Write | None] = SimpleQueue()
        self._thread: Thread | None = None

    async def run(self, transaction: Callable[[Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        if self._thread is None:
            self._thread = Thread(target=self._work, args=(loop,), name="sqlite-writer", daemon=True)
            self._thread.start()
        write = _Write(transaction, loop.create_future())
        self._queue.put(write)
        return await write.future  # type: ignore[no-any-return]

    async def close(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        last = False
        while not last:
            waiting = [self._queue.get()]
            while len(waiting) < self._most and not self._queue.empty():
                waiting.append(self._queue.get())
            last = None in waiting
            group = [write for write in waiting if write is not None]
            try:
                outcomes = self._connection.run_together([write.transaction for write in group]) if group else []
            except Exception as error:  # noqa: BLE001 - handed on to everybody who waits
                outcomes = [_Outcome(raised=error)] * len(group)
            loop.call_soon_threadsafe(_tell, group, outcomes)
        self._connection.close()


def _tell(group: Iterable[_Write], outcomes: Iterable[_Outcome]) -> None:
    for (_, future), outcome in zip(group, outcomes, strict=True):
        if future.done():  # whoever waited for it was cancelled
            continue
        if outcome.raised is None:
            future.set_result(outcome.returned)
        else:
            future.set_exception(outcome.raised)


def sqlite_engine(url: URL, begin: str, *, foreign_keys: bool = True) -> Engine:
    """Return an engine whose connections are safe for several processes, and whose transactions start with `begin`."""
    engine = create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    pragmas = (
        f"busy_timeout={BUSY_TIMEOUT}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",  # what an account held can be read nowhere in the file once it is deleted
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )

    @event.listens_for(engine, "do_connect")
    def make_room(*_: object) -> None:
        reserve(Path(url.database or ""))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver starts no transactions: `start` does
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII alone

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(begin)  # not through SQLAlchemy, which would take longer over it than many a query

    return engine


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
