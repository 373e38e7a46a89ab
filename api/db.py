"""The database, behind two doors: `Database.read` and `Database.write`.

Both open a transaction, run a plain synchronous function over it, and have committed when they return. Nothing else
opens a transaction, and nothing at all holds one while it waits for a client.
"""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

import asyncpg
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import create_async_engine

from api.clock import Clock, now
from api.fence import NOTHING, OPERATOR, Fence, FencedConnection, within
from api.ids import new_id
from api.models import Account
from api.settings import Settings

T = TypeVar("T")

ACCOUNTS: Table = Account.__table__

SIGNED_IN = "Signed-in user"
"""The name of an account made for a sign-in: what the person is called is the issuer's to know."""

# `ON CONFLICT` is of each dialect's own.
_INSERT: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

# How long a writer waits for the writer of another process, in milliseconds.
BUSY_TIMEOUT = 30_000

# How many writes are committed at once at most: writers of other processes wait for all of them.
_TOGETHER = 64


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


class State(NamedTuple):
    """The name of what an account holds: a later one after every write, and after the account was made anew."""

    founded_at: datetime
    revision: int


class AccountEntry(NamedTuple):
    """One account in the list of all."""

    id: str
    name: str
    created_at: datetime
    issuer: str | None
    subject: str | None


class UnknownAccountError(LookupError):
    """The account to be written to does not exist."""


class DatabaseUrlError(ValueError):
    """The settings name no database that we could use. Its message is a sentence, without the URL's secrets."""


class DatabaseUnavailableError(Exception):
    """The database does not answer, or cannot take what it is given: worth trying again later.

    Its message is what the database or the system said, in one line, for the operator alone.
    """


# Classes of PostgreSQL's error codes: connection lost, no leave to connect, no such database, lost to another
# transaction, out of resources, broken off by a shutdown or a timeout, and disk trouble; and the codes of a transaction
# that may only read, as on a standby, and of a table that is not there, as before the first migration.
_AWAY = ("08", "28", "3D", "40", "53", "57", "58", "25006", "42P01")
_NO_DATABASE_FILE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def availability() -> Iterator[None]:
    """Tell a database that is away from one that was asked something wrong; raise `DatabaseUnavailableError`."""
    try:
        yield
    except (
        PoolTimeoutError,
        OSError,
        asyncpg.PostgresError,
        sqlite3.Error,
    ) as error:  # bare where nothing is begun yet
        raise DatabaseUnavailableError(error) from error
    except DBAPIError as error:
        if isinstance(error, (OperationalError, InterfaceError)) or _is_away(error):
            said, *_ = str(error.orig).splitlines() or [type(error.orig).__name__]
            raise DatabaseUnavailableError(said) from error
        raise


def _is_away(error: DBAPIError) -> bool:
    return (
        error.connection_invalidated
        or str(getattr(error.orig, "sqlstate", "")).startswith(_AWAY)
        or getattr(error.orig, "sqlite_errorcode", None) in _NO_DATABASE_FILE
    )


class Database(ABC):
    """One account at a time, read or written.

    All writes of one account are serial: each begins by raising the account's revision, which locks that row. A check
    made inside `write` therefore still holds when it commits. A write that raises leaves nothing behind, its revision
    included.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def read(self, account_id: str, work: Callable[[Unit], T], *, long: bool = False) -> T:
        """Return what `work` reads from one consistent state of the database.

        `long` says that it may take long enough for other requests to notice.
        """
        with availability():
            return await self._read(
                within(account_id), lambda connection: work(Unit(connection, account_id, self.clock())), long=long
            )

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

        with availability():
            return await self._write(within(account_id), transaction)

    async def amend(self, account_id: str, work: Callable[[Unit], T]) -> T:
        """Return what `work` returns, committed, with the account's revision left as it is.

        For what nobody is told of by an ETag: it holds no account's lock, and must change nothing but rows of its own.
        """
        with availability():
            return await self._write(
                within(account_id), lambda connection: work(Unit(connection, account_id, self.clock()))
            )

    async def found(self, name: str, work: Callable[[WriteUnit], T]) -> T:
        """Create an account, and return what `work` returns as its first write, committed."""
        account_id = new_id()

        def transaction(connection: Connection) -> T:
            unit = WriteUnit(connection, account_id, self.clock(), revision=1)
            connection.execute(
                insert(ACCOUNTS).values(account_id=account_id, name=name, revision=unit.revision, created_at=unit.now)
            )
            return work(unit)

        with availability():
            return await self._write(within(account_id), transaction)

    async def admit(self, account_id: str, issuer: str, subject: str) -> None:
        """Create the account of a sign-in, unless it is there by now: any number may try at once."""

        def transaction(connection: Connection) -> None:
            connection.execute(
                _INSERT[connection.dialect.name](ACCOUNTS)
                .values(
                    account_id=account_id,
                    name=SIGNED_IN,
                    revision=1,
                    created_at=self.clock(),
                    issuer=issuer,
                    subject=subject,
                )
                .on_conflict_do_nothing()
            )

        with availability():
            await self._write(within(account_id), transaction)

    async def accounts(self, *, limit: int | None = None) -> list[AccountEntry]:
        """Return the accounts there are, oldest first: for operators, as it looks at everybody's."""
        columns = ACCOUNTS.c
        statement = (
            select(columns.account_id, columns.name, columns.created_at, columns.issuer, columns.subject)
            .order_by(columns.created_at)
            .limit(limit)
        )
        with availability():
            return await self._read(
                OPERATOR,
                lambda connection: [AccountEntry(*row) for row in connection.execute(statement)],
                long=limit is None,
            )

    async def operate(self, work: Callable[[Connection], T]) -> T:
        """Return what an operator's command does to the rows of every account, committed. For no request's use."""
        with availability():
            return await self._write(OPERATOR, work)

    async def ping(self) -> None:
        """Raise `DatabaseUnavailableError` unless the database answers and has our tables."""
        statement = select(ACCOUNTS.c.account_id).limit(1)
        with availability():
            await self._read(NOTHING, lambda connection: connection.execute(statement).first(), long=False)

    async def passes_fences(self) -> bool:
        """Return whether the server shows us every account's rows, whatever a transaction says that it may see."""
        return False

    @abstractmethod
    async def _read(self, fence: Fence, transaction: Callable[[Connection], T], *, long: bool) -> T: ...

    @abstractmethod
    async def _write(self, fence: Fence, transaction: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and let go of every connection."""


class SqliteDatabase(Database):
    """An SQLite file in WAL mode. Plain reads run at once, on the event loop; long ones and writes on a thread each.

    A read takes less time than the way to a thread and back; and several reading threads would only fight for the
    interpreter lock, several writing ones for the file's.
    """

    def __init__(self, url: URL, clock: Clock) -> None:
        super().__init__(clock)
        self._reads = _SqliteConnection(url, begin="BEGIN")
        self._long_reads = _SqliteThread("reader", _SqliteConnection(url, begin="BEGIN"))
        self._writes = _SqliteWriter(_SqliteConnection(url, begin="BEGIN IMMEDIATE"))

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

    def run(self, transaction: Callable[[Connection], T]) -> T:
        if self._connection is None:
            self._connection = self._engine.connect()
        try:
            with self._connection.begin():
                return transaction(self._connection)
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
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)

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


class PostgresDatabase(Database):
    """PostgreSQL through asyncpg: reads from a snapshot, writes under the account's row lock, both behind a fence."""

    def __init__(self, url: URL, clock: Clock, *, pool_size: int, statement_timeout: int) -> None:
        super().__init__(clock)
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            hide_parameters=True,
            connect_args={
                "connection_class": FencedConnection,
                "server_settings": {"application_name": "afterword", "statement_timeout": f"{statement_timeout}s"},
            },
        )

    async def _read(self, fence: Fence, transaction: Callable[[Connection], T], *, long: bool) -> T:  # noqa: ARG002 - it waits anyway
        return await self._run(f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY{fence}", transaction)

    async def _write(self, fence: Fence, transaction: Callable[[Connection], T]) -> T:
        return await self._run(f"BEGIN{fence}", transaction)

    async def passes_fences(self) -> bool:  # noqa: D102 - said by the base class
        role = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        with availability():
            return bool(await self._read(NOTHING, lambda connection: connection.execute(role).scalar(), long=False))

    async def _run(self, opening: str, transaction: Callable[[Connection], T]) -> T:
        def fenced(connection: Connection) -> T:
            driver: Any = connection.connection.driver_connection
            driver.opening = opening
            return transaction(connection)

        async with self._engine.begin() as connection:
            return await connection.run_sync(fenced)

    async def close(self) -> None:  # noqa: D102 - said by the base class
        await self._engine.dispose()


def database_url(settings: Settings) -> URL:
    """Return the URL that the service uses, with our driver: `postgresql://` means asyncpg here.

    Raises:
        DatabaseUrlError: It is no URL, or names neither a PostgreSQL database nor an SQLite file.
    """
    return _url(settings.database_url)


def migration_database_url(settings: Settings) -> URL:
    """Return the URL that migrations use: the service's own, unless the settings name another role for them.

    Raises:
        DatabaseUrlError: As for the service's, or it is of another database, or whom to grant it to is not said.
    """
    service = database_url(settings)
    if settings.migration_database_url is None:
        return service
    url = _url(settings.migration_database_url)
    if (url.get_backend_name(), url.database) != (service.get_backend_name(), service.database):
        raise DatabaseUrlError("AFTERWORD_MIGRATION_DATABASE_URL and AFTERWORD_DATABASE_URL name different databases")
    if url.get_backend_name() == "postgresql" and not service.username:
        raise DatabaseUrlError("AFTERWORD_DATABASE_URL must say which user the tables are to be granted to")
    return url


def _url(value: str) -> URL:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):  # whose own words may quote a password
        raise DatabaseUrlError(
            "The database's URL cannot be read: it looks like sqlite:///file.db or postgresql://user:password@host/name"
        ) from None
    match url.get_backend_name():
        case "sqlite" if not url.database or url.database == ":memory:":
            raise DatabaseUrlError("An SQLite database must be a file: its readers and its writer share nothing else")
        case "sqlite":
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
        case other:
            raise DatabaseUrlError(f"The database must be SQLite or PostgreSQL, not {other}")


def open_database(settings: Settings, clock: Clock = now) -> Database:
    """Return the database that the settings name. Connections are made when first needed."""
    url = database_url(settings)
    if url.get_backend_name() == "sqlite":
        return SqliteDatabase(url, clock)
    return PostgresDatabase(
        url, clock, pool_size=settings.database_pool_size, statement_timeout=settings.database_statement_timeout
    )
