"""The second fence: a query that forgets its account finds nothing of another's, as the service's own role."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from sqlalchemy import Connection, Table, Text, delete, func, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from api.db import Database, DatabaseUnavailableError, Unit, WriteUnit, open_database
from api.db.fence import NOTHING, OPERATOR, Fence, within
from api.db.postgresql import FencedConnection, PostgresDatabase
from api.models import Account, Base, IdempotencyKey, Organization
from api.settings import Settings
from tests.conftest import Connect
from tests.making import NOBODYS, invited, message, plan_ahead, subscribe, webhook
from tests.planting import planted

# SQLite has no roles: there the one fence is each query's own condition.
pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)

ORGANIZATIONS = Organization.__table__.c
TABLES = [table for table in Base.metadata.sorted_tables if "account_id" in table.c]
NOT_PERMITTED = "42501"


class Planted(NamedTuple):
    """A database with two accounts, each of which has rows in every table."""

    database: Database
    mine: str
    theirs: str


class OverError(Exception):
    """The end of a transaction that is to leave nothing behind."""


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The service's database through one connection, so that each transaction meets what the last one left."""
    database = open_database(settings.model_copy(update={"database_pool_size": 1}))
    yield database
    await database.close()


@pytest.fixture
async def both(database: Database, connect: Connect) -> Planted:
    accounts = [await plant(await connect()) for _ in range(2)]
    return Planted(database, *accounts)


@pytest.fixture
async def superuser(postgres_url: str, settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    """One who sees everything of the service's database."""
    url = make_url(postgres_url).set(database=make_url(settings.database_url).database)
    connection = await asyncpg.connect(url.render_as_string())
    yield connection
    await connection.close()


async def plant(client: httpx.AsyncClient) -> str:
    """Fill an account, and return its id."""
    answer = await client.post("/import", json=planted("plum"), headers={"Idempotency-Key": "plum"})
    assert answer.status_code == 200, answer.text
    await invited(client, "plum")
    await plan_ahead(client)
    assert (await client.get(await subscribe(client))).is_success
    await message(client, (await webhook(client))["id"])
    return str((await client.get("/account")).json()["id"])


async def seen(database: Database, fence: Fence) -> dict[str, set[str]]:
    """Whose rows a query without a condition finds behind a fence, by table."""

    def look(connection: Connection) -> dict[str, set[str]]:
        return {table.name: set(connection.execute(select(table.c.account_id)).scalars()) for table in TABLES}

    return await database._read(fence, look, long=False)


async def test_a_query_that_forgets_its_account_finds_no_other(both: Planted) -> None:
    """One's own rows within an account, and none where no account was said."""
    assert await seen(both.database, within(both.mine)) == {table.name: {both.mine} for table in TABLES}
    assert await seen(both.database, NOTHING) == {table.name: set() for table in TABLES}


async def test_a_change_that_forgets_its_account_strikes_no_other(both: Planted, superuser: asyncpg.Connection) -> None:
    """Though it changes and removes all that it finds."""

    def spoil(connection: Connection) -> None:
        for table in reversed(TABLES):
            connection.execute(update(table).values(account_id=table.c.account_id))
            connection.execute(delete(table))

    async def left(account_id: str) -> list[list[str]]:
        """Every row of an account, with the number of the transaction that wrote it."""
        everything = [f"SELECT xmin, * FROM {table} WHERE account_id = $1" for table in TABLES]  # noqa: S608 - our tables
        return [sorted(map(str, await superuser.fetch(query, account_id))) for query in everything]

    before = await left(both.theirs)
    assert all(before)
    await both.database._write(NOTHING, spoil)
    assert all(await left(both.mine))
    await both.database._write(within(both.mine), spoil)
    assert not any(await left(both.mine))
    assert await left(both.theirs) == before


@pytest.mark.parametrize("table", TABLES, ids=str)
async def test_a_row_cannot_be_written_for_another(both: Planted, table: Table) -> None:
    """Neither made for another account nor given away to it."""
    database, mine, theirs = both

    def forge(unit: WriteUnit) -> None:
        row = unit.connection.execute(select(table)).mappings().first()
        assert row is not None
        unit.connection.execute(insert(table).values(**{**row, "account_id": theirs}))

    def give_away(unit: WriteUnit) -> None:
        unit.connection.execute(update(table).values(account_id=theirs))

    for work in (forge, give_away):
        with pytest.raises(DBAPIError, match="row-level security") as refused:
            await database.write(mine, work)
        assert refused.value.orig is not None
        assert refused.value.orig.sqlstate == NOT_PERMITTED  # type: ignore[attr-defined]  # asyncpg's


async def test_operators_see_accounts_and_keys_alone(both: Planted) -> None:
    """What they list and what they purge; nobody's dossier."""
    database, mine, theirs = both
    found = await seen(database, OPERATOR)
    assert {name for name, accounts in found.items() if accounts} == {"accounts", "idempotency_keys"}
    assert {mine, theirs} <= found["accounts"] & found["idempotency_keys"]
    accounts, keys = Account.__table__, IdempotencyKey.__table__
    assert await database._write(OPERATOR, lambda bare: bare.execute(update(accounts).values(revision=0)).rowcount) == 0
    assert await database._write(OPERATOR, lambda bare: bare.execute(delete(accounts)).rowcount) == 0
    theirs_alone = delete(keys).where(keys.c.account_id == theirs)
    assert await database._write(OPERATOR, lambda bare: bare.execute(theirs_alone).rowcount) == 1


async def test_a_connection_forgets_whose_it_was(both: Planted) -> None:
    """A fence ends with its transaction, committed or not: the next over the same connection has its own or none."""
    database, mine, theirs = both

    def fenced(connection: Any) -> tuple[str, str]:
        row = connection.execute(
            text("SELECT current_setting('app.account_id', true), current_setting('app.operator', true)")
        ).one()
        return row[0] or "", row[1] or ""

    def fail(unit: Unit) -> None:
        assert fenced(unit.connection) == (theirs, "")
        raise OverError

    assert await database.read(mine, lambda unit: fenced(unit.connection)) == (mine, "")
    assert await database._read(NOTHING, fenced, long=False) == ("", "")
    assert await database._write(OPERATOR, fenced) == ("", "on")
    for door in (database.read, database.write):
        with pytest.raises(OverError):
            await door(theirs, fail)
        assert await database._read(NOTHING, fenced, long=False) == ("", "")
    assert isinstance(database, PostgresDatabase)
    await database.read(mine, lambda unit: fenced(unit.connection))
    async with database._engine.begin() as connection:  # by no door at all
        assert await connection.run_sync(fenced) == ("", "")


async def test_a_fence_costs_no_round_trip(database: Database, both: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes with the words that begin the transaction."""
    assert await database.read(both.mine, lambda unit: unit.connection.execute(select(func.count())).scalar()) == 1
    sent: list[str] = []
    execute = FencedConnection.execute

    async def overheard(connection: FencedConnection, query: str, *arguments: Any) -> Any:
        sent.append(query)
        return await execute(connection, query, *arguments)

    monkeypatch.setattr(FencedConnection, "execute", overheard)
    await database.read(both.mine, lambda unit: unit.connection.execute(select(func.count())).scalar())
    assert len(sent) == 2
    assert sent[0].startswith("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.account_id = ")
    assert sent[1] == "COMMIT"


@pytest.mark.parametrize("account_id", ["", "x'; DROP TABLE accounts; --", NOBODYS.replace("-", ""), NOBODYS + "'"])
async def test_only_a_uuid_becomes_sql(database: Database, account_id: str) -> None:
    with pytest.raises(ValueError, match="canonical"):
        await database.read(account_id, lambda unit: unit.account_id)
    with pytest.raises(ValueError, match="canonical"):
        within(account_id)


async def test_what_was_not_committed_is_not_acknowledged(database: Database, both: Planted) -> None:
    """PostgreSQL takes everything back once a statement has failed, though the work passes over it."""
    organizations = Organization.__table__

    def careless(unit: WriteUnit) -> str:
        with pytest.raises(DBAPIError):
            unit.connection.execute(delete(organizations))  # which contacts and interviews refer to
        return "done"

    with pytest.raises(DBAPIError, match="nothing was committed"):
        await database.write(both.mine, careless)


async def test_a_glance_that_forgets_its_account_finds_no_other(both: Planted) -> None:
    """It goes past SQLAlchemy, and not past the fence; nor does one leave its fence open for the next."""
    everybody = select(func.count(ORGANIZATIONS.account_id.distinct()), func.min(ORGANIZATIONS.account_id.cast(Text)))
    for account_id in (both.mine, both.theirs, both.mine):
        assert await both.database.glance(account_id, everybody, {}) == (1, account_id)
    assert await both.database.glance(NOBODYS, everybody, {}) == (0, None)


async def test_glances_outlive_their_connections(both: Planted, superuser: asyncpg.Connection) -> None:
    """A server that closed one, as a server that is restarted closes all, costs the next request nothing."""
    backend = select(func.pg_backend_pid())
    first = await both.database.glance(both.mine, backend, {})
    assert first is not None
    await superuser.execute("SELECT pg_terminate_backend($1, 5000)", *first)
    second = await both.database.glance(both.mine, backend, {})
    assert second is not None
    assert second != first


async def test_a_glance_outlives_a_connection_that_is_being_closed(
    both: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver may not have seen yet that the server has gone, and then takes its own surprise for a fault."""
    ask, asked = asyncpg.Connection.fetchrow, list[str]()

    async def surprised(connection: Any, query: str, *arguments: Any) -> Any:
        asked.append(query)
        if len(asked) == 1:
            raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")
        return await ask(connection, query, *arguments)

    monkeypatch.setattr(asyncpg.Connection, "fetchrow", surprised)
    assert await both.database.glance(both.mine, select(func.count(ORGANIZATIONS.id)), {}) is not None
    assert len(asked) == 2


async def test_every_table_is_fenced(superuser: asyncpg.Connection) -> None:
    """With FORCE, so that its owner is bound too."""
    found = await superuser.fetch(
        """
        SELECT relname, relrowsecurity AND relforcerowsecurity AS fenced FROM pg_class
        JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'account_id'
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        """
    )
    assert {row["relname"] for row in found} == {table.name for table in TABLES} == set(Base.metadata.tables)
    assert all(row["fenced"] for row in found)


async def test_the_owner_is_bound_too(both: Planted, settings: Settings) -> None:
    owner = await asyncpg.connect(settings.migration_database_url)
    try:
        assert await owner.fetchval("SELECT count(*) FROM organizations") == 0
        async with owner.transaction():
            await owner.execute(f"SET LOCAL app.account_id = '{both.mine}'")
            assert await owner.fetchval("SELECT count(DISTINCT account_id) FROM organizations") == 1
    finally:
        await owner.close()


async def test_the_services_role_works_with_rows_and_nothing_else(
    superuser: asyncpg.Connection, settings: Settings
) -> None:
    """It owns nothing, and has just the rights that the migrations grant."""
    role = make_url(settings.database_url).username
    flags = await superuser.fetchrow("SELECT * FROM pg_roles WHERE rolname = $1", role)
    assert not any(flags[f"rol{right}"] for right in ("super", "bypassrls", "createdb", "createrole", "replication"))
    assert await superuser.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", role) == 0
    granted = await superuser.fetch(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = $1", role
    )
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")
    ours = {(table, right) for table in Base.metadata.tables for right in rights}
    assert {tuple(row) for row in granted} == ours | {("alembic_version", "SELECT")}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "ALTER TABLE accounts DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_account ON accounts",
        "DROP TABLE marks",
        "TRUNCATE marks",
        "UPDATE alembic_version SET version_num = '0001'",
        "SET ROLE afterword_owner",
    ],
)
async def test_the_services_role_changes_no_schema(settings: Settings, statement: str) -> None:
    service = await asyncpg.connect(settings.database_url)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await service.execute(statement)
    finally:
        await service.close()


async def test_a_statement_that_hangs_is_broken_off(settings: Settings, both: Planted) -> None:
    """It says that the service is unavailable, and the connection serves the next one."""
    impatient = open_database(settings.model_copy(update={"database_statement_timeout": 1, "database_pool_size": 1}))
    try:
        with pytest.raises(DatabaseUnavailableError, match="statement timeout"):
            await impatient.read(both.mine, lambda unit: unit.connection.execute(text("SELECT pg_sleep(30)")))
        assert await impatient.read(both.mine, lambda unit: unit.connection.execute(text("SELECT 1")).scalar()) == 1
    finally:
        await impatient.close()
