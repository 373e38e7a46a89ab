"""The two doors: what is acknowledged is there, what failed is not, and one account's writes come one after another."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Connection, Integer, bindparam, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

import migrations
from api import models
from api.db import (
    ACCOUNTS,
    Database,
    DatabaseUnavailableError,
    DatabaseUrlError,
    Unit,
    UnknownAccountError,
    WriteUnit,
    open_database,
)
from api.db.fence import OPERATOR, within
from api.db.postgresql import _Queues
from api.db.sqlite import SqliteDatabase, _SqliteConnection
from api.main import Afterword
from api.models import Organization
from api.rows import Rows
from api.settings import Settings

ORGANIZATIONS = Rows(Organization)
NOBODYS = "0195a4c2-0000-7000-8000-000000000000"


def add(unit: WriteUnit, name: str) -> str:
    values = {"name": name, "culture": "balanced", "timezone": "UTC", "country": None}
    return str(ORGANIZATIONS.insert(unit, values)["id"])


def names(unit: Unit) -> list[str]:
    columns = ORGANIZATIONS.columns
    mine = select(columns.name).where(columns.account_id == unit.account_id).order_by(columns.created_at, columns.id)
    return list(unit.connection.execute(mine).scalars())


@pytest.fixture
def database(app: Afterword) -> Database:
    found: Database = app.state.database
    return found


@pytest.fixture
async def account(database: Database) -> str:
    return await database.found("Sam Carter", lambda unit: unit.account_id)


@pytest.fixture
async def other(settings: Settings) -> AsyncIterator[Database]:
    """The same database, as another process would have it."""
    database = open_database(settings)
    yield database
    await database.close()


async def test_a_write_is_committed_when_it_returns(database: Database, other: Database, account: str) -> None:
    """Another connection sees it at once."""
    await database.write(account, lambda unit: add(unit, "Initech"))
    assert await other.read(account, names) == ["Initech"]


async def test_only_its_owner_reads_a_database(tmp_path: Path) -> None:
    """Nor what SQLite lays beside it."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/new/service.db")
    await asyncio.to_thread(migrations.upgrade, settings)
    database = open_database(settings)
    await database.found("Sam Carter", lambda unit: unit.account_id)
    files = list((tmp_path / "new").iterdir())
    assert {file.name for file in files} == {"service.db", "service.db-shm", "service.db-wal"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    await database.close()


async def test_a_glance_gives_what_a_query_gives(database: Database, account: str) -> None:
    """Of the same types, and nothing where there is no such row."""
    columns = ORGANIZATIONS.columns
    question = select(columns.id, columns.name, columns.country, columns.created_at, columns.revision).where(
        columns.account_id == bindparam("account"), columns.name == bindparam("name")
    )
    await database.write(account, lambda unit: add(unit, "Initech"))
    asked = {"account": account, "name": "Initech"}
    row = await database.read(account, lambda unit: tuple(unit.connection.execute(question, asked).one()))
    assert await database.glance(account, question, asked) == row
    assert await database.glance(account, question, {**asked, "name": "Globex"}) is None


async def test_many_glances_at_once(database: Database, account: str) -> None:
    """More than there are connections for, each with a question of its own."""
    question = select(bindparam("number", type_=Integer)).where(ACCOUNTS.c.account_id == bindparam("account"))
    found = await asyncio.gather(
        *(database.glance(account, question, {"account": account, "number": number}) for number in range(40))
    )
    assert found == [(number,) for number in range(40)]


@pytest.fixture
def looks(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose rows the database is asked for from now on."""
    asked: list[str] = []
    look = database._glance

    async def counted(account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        asked.append(account_id)
        return await look(account_id, sql, arguments)

    monkeypatch.setattr(database, "_glance", counted)
    return asked


REVISION = select(ACCOUNTS.c.revision).where(ACCOUNTS.c.account_id == bindparam("account"))


async def test_the_same_glances_in_one_turn_share_one_look(database: Database, account: str, looks: list[str]) -> None:
    """Those for other accounts do not, though they ask the same question."""
    another = await database.found("Alex Kim", lambda unit: unit.account_id)
    await database.write(another, lambda unit: add(unit, "Initech"))
    found = await asyncio.gather(
        *(database.glance(mine, REVISION, {"account": mine}) for mine in (account, another) * 8)
    )
    assert found == [(1,), (2,)] * 8
    assert sorted(looks) == sorted([account, another])


async def test_a_glance_after_a_write_sees_it(
    database: Database, other: Database, account: str, looks: list[str]
) -> None:
    """Whoever wrote, in this process or another, while others look all the time, and in each their turn."""

    async def look() -> int:
        row = await database.glance(account, REVISION, {"account": account})
        assert row is not None
        return int(row[0])

    async def go_on_looking() -> None:
        while not done.is_set():
            await look()
            await asyncio.sleep(0)

    def write(unit: WriteUnit) -> int:
        add(unit, "Initech")
        return unit.revision

    async def go_on_writing(through: Database) -> None:
        for _ in range(20):
            written = await through.write(account, write)
            assert await look() >= written

    done = asyncio.Event()
    lookers = [asyncio.create_task(go_on_looking()) for _ in range(4)]
    await asyncio.gather(go_on_writing(database), go_on_writing(other))
    done.set()
    await asyncio.gather(*lookers)
    assert await look() == 41
    assert len(looks) > 40


async def test_whoever_shares_a_look_that_fails_looks_alone(
    database: Database, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is broken off is nobody else's trouble; neither is whoever waited for it and went away."""
    look, first = database._glance, asyncio.Event()

    async def slow(account_id: str, sql: str, arguments: Sequence[Any]) -> Sequence[Any] | None:
        if not first.is_set():
            first.set()
            await asyncio.Event().wait()  # until it is broken off
        return await look(account_id, sql, arguments)

    monkeypatch.setattr(database, "_glance", slow)
    asking = [asyncio.create_task(database.glance(account, REVISION, {"account": account})) for _ in range(4)]
    await first.wait()
    await asyncio.sleep(0)
    asking[1].cancel()
    await asyncio.sleep(0)
    asking[0].cancel()
    assert await asyncio.gather(*asking[2:]) == [(1,), (1,)]
    broken_off = await asyncio.gather(*asking[:2], return_exceptions=True)
    assert [type(error) for error in broken_off] == [asyncio.CancelledError] * 2


async def test_a_write_that_fails_leaves_nothing(database: Database, account: str) -> None:
    """Neither its rows nor its revision."""

    def fail(unit: WriteUnit) -> None:
        add(unit, "Initech")
        raise LookupError

    before = await database.write(account, lambda unit: unit.revision)
    with pytest.raises(LookupError):
        await database.write(account, fail)
    assert await database.read(account, names) == []
    assert await database.write(account, lambda unit: unit.revision) == before + 1


async def test_writes_of_one_account_are_serial(database: Database, other: Database, account: str) -> None:
    """Sixteen at once, from two processes, each reading before it writes: none is lost, and time goes forward."""

    def count_on(unit: WriteUnit) -> tuple[int, int]:
        add(unit, str(len(names(unit))))
        return unit.revision, int(unit.now.timestamp() * 1_000_000)

    done = await asyncio.gather(
        *(database.write(account, count_on) for _ in range(8)), *(other.write(account, count_on) for _ in range(8))
    )
    assert sorted(await database.read(account, names), key=int) == [str(number) for number in range(16)]
    assert sorted(done) == sorted(done, key=lambda one: one[1])
    assert len({revision for revision, _ in done}) == 16


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_who_waits_to_write_takes_no_connection(postgres_url: str, settings: Settings, account: str) -> None:
    """Another process holds the account. All who wait for it would take up the pool, where they sat on connections."""
    few = open_database(settings.model_copy(update={"database_pool_size": 3}))
    elsewhere = await few.found("Kim Reyes", lambda unit: unit.account_id)
    superuser = make_url(postgres_url).set(database=make_url(settings.database_url).database)
    holder = await asyncpg.connect(superuser.render_as_string(hide_password=False))
    async with holder.transaction():
        await holder.execute("SELECT FROM accounts WHERE account_id = $1 FOR UPDATE", account)
        waiting = [asyncio.create_task(few.write(account, partial(add, name=str(n)))) for n in range(8)]
        async with asyncio.timeout(5):
            await few.write(elsewhere, partial(add, name="Initech"))
        assert not any(task.done() for task in waiting)
    await asyncio.gather(*waiting)
    assert sorted(await few.read(account, names)) == [str(n) for n in range(8)]
    await holder.close()
    await few.close()


async def test_turns_to_write_come_in_the_order_in_which_they_were_asked_for() -> None:
    """Two at a time within a fence, and nobody waits for another fence."""
    queues, order, under_way = _Queues(), list[int](), set[int]()

    async def write(number: int) -> None:
        async with queues.turn(within(NOBODYS)):
            order.append(number)
            under_way.add(number)
            assert len(under_way) <= 2
            await asyncio.sleep(0.001)
            under_way.remove(number)

    writes = [asyncio.create_task(write(number)) for number in range(9)]
    await asyncio.sleep(0)
    async with queues.turn(OPERATOR):
        assert order == [0, 1]
    await asyncio.gather(*writes)
    assert order == list(range(9))


async def test_a_read_sees_one_state(database: Database, other: Database, account: str) -> None:
    """However often it looks, though another process commits in between."""
    loop, reading, committed = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    async def write_meanwhile() -> None:
        await reading.wait()
        await other.write(account, lambda unit: add(unit, "Initech"))
        committed.set()

    def look(unit: Unit) -> list[list[str]]:
        seen = [names(unit)]
        loop.call_soon_threadsafe(reading.set)
        give_up = time.monotonic() + 5
        while not committed.is_set() and time.monotonic() < give_up:
            seen.append(names(unit))
        return [*seen, names(unit)]

    writing = asyncio.create_task(write_meanwhile())
    seen = await database.read(account, look, long=True)
    assert committed.is_set()
    assert not any(seen)
    await writing
    assert await database.read(account, names) == ["Initech"]


@pytest.fixture
async def busy(database: Database, account: str) -> AsyncIterator[Callable[[], None]]:
    """The one writer of an SQLite database, held until it is told to go on."""
    if not isinstance(database, SqliteDatabase):
        pytest.skip("PostgreSQL has many writers, and flushes for several at once by itself")
    begun, go_on = threading.Event(), threading.Event()

    def hold(_: WriteUnit) -> None:
        begun.set()
        go_on.wait()

    holding = asyncio.create_task(database.write(account, hold))
    await asyncio.to_thread(begun.wait)
    yield go_on.set
    go_on.set()
    await holding


async def test_writes_that_wait_are_committed_together(
    database: Database, account: str, busy: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is acknowledged for itself: one that fails takes nothing of the others along."""
    commits: list[int] = []
    monkeypatch.setattr(_SqliteConnection, "run", counting(_SqliteConnection.run, commits))

    def fail(unit: WriteUnit) -> None:
        add(unit, "Fails")
        raise LookupError

    works: list[Callable[[WriteUnit], object]] = [partial(add, name=str(number)) for number in range(5)]
    waiting = [asyncio.create_task(database.write(account, work)) for work in (*works[:3], fail, *works[3:])]
    await asyncio.sleep(0)
    busy()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in done] == [str, str, str, LookupError, str, str]
    assert sorted(await database.read(account, names)) == ["0", "1", "2", "3", "4"]
    assert commits == [1]


async def test_what_cannot_be_committed_is_acknowledged_to_nobody(
    database: Database, account: str, busy: Callable[[], None]
) -> None:
    """SQLite gives a whole transaction up when the disk is full: then none of those who share it has written."""

    def give_up(unit: WriteUnit) -> None:
        driver: Any = unit.connection.connection.driver_connection
        driver.execute("ROLLBACK")
        raise OSError

    works: list[Callable[[WriteUnit], object]] = [partial(add, name="Initech"), give_up, partial(add, name="Globex")]
    waiting = [asyncio.create_task(database.write(account, work)) for work in works]
    await asyncio.sleep(0)
    busy()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in done] == [DatabaseUnavailableError] * 3
    assert await database.read(account, names) == []
    await database.write(account, lambda unit: add(unit, "Initech"))
    assert await database.read(account, names) == ["Initech"]


async def test_a_write_whose_client_has_gone_does_not_stop_the_others(
    database: Database, account: str, busy: Callable[[], None]
) -> None:
    gone = asyncio.create_task(database.write(account, partial(add, name="Initech")))
    there = asyncio.create_task(database.write(account, partial(add, name="Globex")))
    await asyncio.sleep(0)
    gone.cancel()
    busy()
    await there
    assert "Globex" in await database.read(account, names)


def counting(run: Callable[..., Any], made: list[int]) -> Callable[..., Any]:
    def counted(connection: object, transaction: Callable[..., Any]) -> Any:
        if threading.current_thread().name == "sqlite-writer":
            made.append(1)
        return run(connection, transaction)

    return counted


async def test_a_statement_that_is_wrong_says_so_alike_on_both_databases(database: Database, account: str) -> None:
    """It is no sign that the database is away, and leaves nothing behind."""

    def wrong(unit: WriteUnit) -> None:
        add(unit, "Initech")
        Rows(models.Testimonial).insert(unit, {"author": "Ann Ames", "quote": None, "source_url": None})

    with pytest.raises(IntegrityError):
        await database.write(account, wrong)
    assert await database.read(account, names) == []


async def test_an_unknown_account_cannot_be_written_to(database: Database) -> None:
    with pytest.raises(UnknownAccountError):
        await database.write(NOBODYS, lambda unit: unit.revision)


async def test_a_long_read_does_not_hold_the_others(database: Database, account: str) -> None:
    """On SQLite it has a thread of its own."""
    if "sqlite" not in type(database).__name__.lower():
        pytest.skip("PostgreSQL's reads wait without holding anybody")
    hold = threading.Event()
    waiting = asyncio.create_task(database.read(account, lambda _: hold.wait(), long=True))
    await asyncio.sleep(0)
    await database.read(account, names)
    assert not waiting.done()
    hold.set()
    await waiting


async def test_a_database_without_tables_is_unavailable(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It is said, and it is no bug of ours."""
    database = open_database(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('bare')}/bare.db"))
    with pytest.raises(DatabaseUnavailableError):
        await database.ping()
    await database.close()


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    """So is one that cannot be made."""
    (tmp_path / "notes.txt").write_text("These are notes. " * 100)
    for path in ("notes.txt", "notes.txt/afterword.db", ""):
        database = open_database(Settings(database_url=f"sqlite:///{tmp_path}/{path}"))
        with pytest.raises(DatabaseUnavailableError):
            await database.ping()
        await database.close()


async def test_a_file_that_somebody_holds_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than a writer waits for another; then it is there again."""
    monkeypatch.setattr("api.db.sqlite.BUSY_TIMEOUT", 10)
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    await asyncio.to_thread(migrations.upgrade, settings)
    database = open_database(settings)
    account = await database.found("Sam Carter", lambda unit: unit.account_id)
    with closing(sqlite3.connect(tmp_path / "afterword.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailableError, match="database is locked"):
            await database.write(account, lambda unit: add(unit, "Initech"))
        other.execute("ROLLBACK")
    await database.write(account, lambda unit: add(unit, "Initech"))
    assert await database.read(account, names) == ["Initech"]
    await database.close()


async def test_a_server_that_is_away_is_unavailable() -> None:
    database = open_database(Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(DatabaseUnavailableError):
        await database.ping()
    await database.close()


@pytest.mark.parametrize(
    ("find", "replace", "said"),
    [
        ("/postgres?", "/missing?", "database"),
        ("postgres:@", "nobody:@", "role"),
        ("/postgres?", "/template1?", "relation"),
    ],
)
async def test_a_server_without_our_database_is_unavailable(
    postgres_url: str, find: str, replace: str, said: str
) -> None:
    """No such database, no such user, or no tables yet: an operator puts that right, and need not restart us."""
    database = open_database(Settings(database_url=postgres_url.replace(find, replace)))
    with pytest.raises(DatabaseUnavailableError, match=rf"^{said} .* does not exist$"):
        await database.ping()
    await database.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/x", "SQLite or PostgreSQL"),
        ("sqlite://", "must be a file"),
        ("sqlite:///:memory:", "must be a file"),
        ("nonsense", "cannot be read"),
        ("postgresql://sam@host:secret/x", "cannot be read"),
    ],
)
def test_other_databases_are_refused(url: str, said: str) -> None:
    """In a sentence that gives no password away."""
    with pytest.raises(DatabaseUrlError, match=said) as caught:
        open_database(Settings(database_url=url))
    assert "secret" not in str(caught.value)


async def test_sqlite_keeps_what_it_acknowledges(database: Database, account: str) -> None:
    """WAL, every commit on the disk, foreign keys on: on the connection that writes."""
    if "sqlite" not in type(database).__name__.lower():
        pytest.skip("these are SQLite's")

    def pragma(connection: Connection, name: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    settings = await database.write(
        account,
        lambda unit: [pragma(unit.connection, name) for name in ("journal_mode", "synchronous", "foreign_keys")],
    )
    assert settings == ["wal", 2, 1]


async def test_the_revision_is_the_accounts_own(database: Database, account: str) -> None:
    """A write to one account moves no other's."""
    stranger = await database.found("Another", lambda unit: unit.account_id)
    before = await database.write(stranger, lambda unit: unit.revision)
    await database.write(account, lambda unit: add(unit, "Initech"))
    assert await database.write(stranger, lambda unit: unit.revision) == before + 1
