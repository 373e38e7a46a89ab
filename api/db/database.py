"""The two doors, whichever database is behind them."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, TypeVar

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    false,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from api.clock import Clock
from api.db import schema
from api.db.availability import Availability, DatabaseUnavailableError
from api.db.driver_statement import DriverStatement
from api.db.fence import NOTHING, OPERATOR, Fence, within
from api.ids import new_id
from api.models import Account
from api.models.base import InstantColumn

T = TypeVar("T")

ACCOUNTS: Table = Account.__table__

SIGNED_IN = "Signed-in user"
"""The name of an account made for a sign-in: what the person is called is the issuer's to know."""

REVISION = text(f"SELECT version_num FROM {schema.TABLE}")  # noqa: S608 - ours

# How every write begins. Where webhooks are to be told, a worker is to look at the account from now on at the latest.
_RAISE = (
    update(ACCOUNTS)
    .where(ACCOUNTS.c.account_id == bindparam("account"))
    .values(
        revision=ACCOUNTS.c.revision + literal_column("1"),
        wakes_at=case(
            (
                and_(
                    ACCOUNTS.c.announced.is_not(None),
                    or_(ACCOUNTS.c.wakes_at.is_(None), ACCOUNTS.c.wakes_at > bindparam("now", type_=InstantColumn)),
                ),
                bindparam("now", type_=InstantColumn),
            ),
            else_=ACCOUNTS.c.wakes_at,
        ),
    )
    .returning(ACCOUNTS.c.revision, ACCOUNTS.c.announced)
)

# Whom a worker is to look at: along an index that leaves out all accounts without webhooks.
_AWAKE = (
    select(ACCOUNTS.c.account_id)
    .where(ACCOUNTS.c.wakes_at <= bindparam("now", type_=InstantColumn))
    .order_by(ACCOUNTS.c.wakes_at)
    .limit(bindparam("most", type_=Integer))
)
_WOKEN_BY_OTHER_RULES = (
    select(ACCOUNTS.c.account_id)
    .where(ACCOUNTS.c.wakes_at.is_not(None), ACCOUNTS.c.wakes_by != bindparam("rules"))
    .order_by(ACCOUNTS.c.wakes_at)
    .limit(bindparam("most", type_=Integer))
)

# `ON CONFLICT` is of each dialect's own.
_INSERT: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Unit:
    """What one transaction works with: its connection, the account it belongs to, and the instant it takes place."""

    connection: Connection
    account_id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class WriteUnit(Unit):
    """A transaction that may write. `revision` is the account's new one, for every row that it writes.

    `announced` are the events that the account's webhooks ask to be told of.
    """

    revision: int
    announced: frozenset[str] = frozenset()


class State(NamedTuple):
    """The name of what an account holds: a later one after every write, and after the account was made anew."""

    founded_at: datetime
    revision: int


class _Answer(NamedTuple):
    """What a glance found."""

    row: tuple[Any, ...] | None


class AccountEntry(NamedTuple):
    """One account in the list of all."""

    id: str
    name: str
    created_at: datetime
    issuer: str | None
    subject: str | None


class SchemaError(DatabaseUnavailableError):
    """The database's tables are not those of this version, but of an earlier or a later one."""

    def __init__(self, revision: str | None) -> None:
        later = revision is not None and revision not in schema.revisions()
        what = "was migrated by a later version" if later else "is not migrated: run `afterword migrate`"
        super().__init__(f"The database's schema {what}")


class UnknownAccountError(LookupError):
    """The account to be written to does not exist."""


class Database(ABC):
    """One account at a time, read or written.

    All writes of one account are serial: each begins by raising the account's revision, which locks that row. A check
    made inside `write` therefore still holds when it commits. A write that raises leaves nothing behind, its revision
    included.
    """

    driver_errors: ClassVar[tuple[type[Exception], ...]]
    """What the driver's own errors are."""

    dialect: Dialect
    """Whose words the driver takes."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._availability = Availability(*self.driver_errors)
        self._was_current = False
        self._glances: dict[Select[*tuple[Any, ...]], DriverStatement] = {}
        self._asked_this_turn: dict[tuple[Any, ...], asyncio.Future[Any]] = {}

    async def read(self, account_id: str, work: Callable[[Unit], T], *, long: bool = False) -> T:
        """Return what `work` reads from one consistent state of the database.

        `long` says that it may take long enough for other requests to notice.
        """
        with self._availability:
            return await self._read(
                within(account_id), lambda connection: work(Unit(connection, account_id, self.clock())), long=long
            )

    async def glance(
        self, account_id: str, question: Select[*tuple[Any, ...]], values: Mapping[str, Any]
    ) -> tuple[Any, ...] | None:
        """Return the one row that answers a question which every request asks, or None.

        The question is one of a few, each put together once; its parameters are named, and are texts, numbers or bytes.
        Requests that ask the same in one turn of the event loop share the answer: all of them were there before the
        database was asked, and whatever comes after the turn asks again.
        """
        if question not in self._glances:
            self._glances[question] = DriverStatement(question, self.dialect)
        glance = self._glances[question]
        arguments = glance.arguments(values)
        asked = (account_id, glance, *arguments)
        others = self._asked_this_turn.get(asked)
        if others is not None:
            answer = await asyncio.shield(others)
            return answer.row if answer is not None else await self._looked(account_id, glance, arguments)
        loop = asyncio.get_running_loop()
        told = self._asked_this_turn[asked] = loop.create_future()
        loop.call_soon(self._asked_this_turn.pop, asked)
        answer = None
        try:
            answer = _Answer(await self._looked(account_id, glance, arguments))
        finally:
            told.set_result(answer)  # where it failed, everybody fails or succeeds alone
        return answer.row

    async def _looked(
        self, account_id: str, glance: DriverStatement, arguments: Sequence[Any]
    ) -> tuple[Any, ...] | None:
        with self._availability:
            found = await self._glance(account_id, glance.sql, arguments)
        return None if found is None else glance.row(found)

    async def write(self, account_id: str, work: Callable[[WriteUnit], T]) -> T:
        """Return what `work` returns, committed. Raises `UnknownAccountError` where there is no such account."""

        def transaction(connection: Connection) -> T:
            raised = self._raise.first(connection, {"account": account_id, "now": self.clock()})
            if raised is None:
                raise UnknownAccountError
            revision, announced = raised
            events = frozenset(announced.split()) if announced else frozenset[str]()
            # The clock is read under the lock: within an account, later writes carry later instants.
            return work(WriteUnit(connection, account_id, self.clock(), revision, events))

        with self._availability:
            return await self._write(within(account_id), transaction)

    @cached_property
    def _raise(self) -> DriverStatement:
        return DriverStatement(_RAISE, self.dialect)

    async def amend(self, account_id: str, work: Callable[[Unit], T]) -> T:
        """Return what `work` returns, committed, with the account's revision left as it is.

        For what nobody is told of by an ETag: it holds no account's lock unless `work` takes it.
        """
        with self._availability:
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

        with self._availability:
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

        with self._availability:
            await self._write(within(account_id), transaction)

    async def accounts(self, *, limit: int | None = None) -> list[AccountEntry]:
        """Return the accounts there are, oldest first: for operators, as it looks at everybody's."""
        columns = ACCOUNTS.c
        statement = (
            select(columns.account_id, columns.name, columns.created_at, columns.issuer, columns.subject)
            .order_by(columns.created_at)
            .limit(limit)
        )
        with self._availability:
            return await self._read(
                OPERATOR,
                lambda connection: [AccountEntry(*row) for row in connection.execute(statement)],
                long=limit is None,
            )

    async def awake(self, most: int) -> Sequence[str]:
        """Return the ids of accounts that a worker is to look at by now, those first that have waited longest."""
        return await self._ids(_AWAKE, {"now": self.clock(), "most": most})

    async def woken_by_other_rules(self, rules: str, most: int) -> Sequence[str]:
        """Return the ids of accounts that a worker is to look at at an instant found by other rules than these."""
        return await self._ids(_WOKEN_BY_OTHER_RULES, {"rules": rules, "most": most})

    async def _ids(self, statement: Select[str], values: Mapping[str, Any]) -> Sequence[str]:
        with self._availability:
            return await self._read(
                OPERATOR, lambda connection: connection.execute(statement, values).scalars().all(), long=False
            )

    async def operate(self, work: Callable[[Connection], T]) -> T:
        """Return what an operator's command does to the rows of every account, committed. For no request's use."""
        with self._availability:
            return await self._write(OPERATOR, work)

    async def ping(self) -> None:
        """Raise `DatabaseUnavailableError` unless the database has our tables, as we know them, and lets us read them.

        Under a process that has found them so, a later version may migrate them: it goes on until it is replaced. It
        asks for no row: one of several servers that is away is not to be everybody's trouble.
        """
        statement = select(ACCOUNTS.c.account_id).where(false())

        def look(connection: Connection) -> str | None:
            connection.execute(statement).first()
            return self._revision(connection)

        try:
            with self._availability:
                found = await self._read(NOTHING, look, long=False)
        except DBAPIError as error:  # as where nobody has granted us anything
            raise DatabaseUnavailableError(str(error.orig)) from error
        if found in (schema.head(), schema.ELSEWHERE):
            self._was_current = True
        elif found in schema.revisions() or not self._was_current:
            raise SchemaError(found)

    async def passes_fences(self) -> bool:
        """Return whether the server shows us every account's rows, whatever a transaction says that it may see."""
        return False

    @abstractmethod
    def _revision(self, connection: Connection) -> str | None:
        """Return the schema's revision; None where it is not for us to know, as before our first migration."""

    @abstractmethod
    async def _glance(self, account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None: ...

    @abstractmethod
    async def _read(self, fence: Fence, transaction: Callable[[Connection], T], *, long: bool) -> T: ...

    @abstractmethod
    async def _write(self, fence: Fence, transaction: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and let go of every connection."""
