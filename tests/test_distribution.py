"""`afterword distribute`: what it refuses anywhere, and what becomes of the service's queries on a cluster."""

import os
from collections.abc import Iterable
from pathlib import Path

import asyncpg
import httpx
import pytest
from sqlalchemy.engine import make_url

from api.db.database import _AWAKE, _WOKEN_BY_OTHER_RULES
from api.db.fence import NOTHING, Fence, within
from api.main import Afterword
from api.settings import Settings
from tests.asking import OF_READINESS, Statement, ask_all, glances, heard, words
from tests.conftest import Connect, SettableClock, cluster
from tests.serving import afterword
from trust import citus

on_a_cluster = pytest.mark.skipif(
    "AFTERWORD_TEST_CITUS" not in os.environ,
    reason=citus.missing() or "a cluster takes long to start: AFTERWORD_TEST_CITUS=1 asks for it",
)

OF_EVERY_SHARD = {_AWAKE: "a worker's queue over all accounts", _WOKEN_BY_OTHER_RULES: "the same queue, once an hour"}
"""The statements that may ask more than one shard, and why."""


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)
def test_without_a_cluster_nothing_is_done(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said in a sentence what is missing."""
    monkeypatch.setenv("AFTERWORD_MIGRATION_DATABASE_URL", settings.migration_database_url or "")
    refused = afterword(settings.database_url, "distribute")
    assert refused.exit_code == 1
    missing = "lacks the extension citus" if settings.migration_database_url else "Only a PostgreSQL database"
    assert missing in refused.stderr


@on_a_cluster
@pytest.mark.parametrize("settings", ["citus"], indirect=True)
def test_what_is_distributed_stays_as_it_is(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_MIGRATION_DATABASE_URL", settings.migration_database_url or "")
    done = afterword(settings.database_url, "distribute", "--shards", "16")
    assert "Distributed nothing more: 4 shards of each table on 2 servers." in done.stdout


def test_where_the_extension_is_missing_that_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of whoever asked for a cluster as well."""
    monkeypatch.setattr(citus, "_EXTENSIONS", tmp_path)
    with pytest.raises(pytest.skip.Exception, match=r"no PostgreSQL in .* has the extension citus"), cluster(tmp_path):
        pass


@on_a_cluster
@pytest.mark.parametrize("settings", ["citus"], indirect=True)
async def test_every_query_is_planned_for_one_shard(
    app: Afterword, connect: Connect, clock: SettableClock, settings: Settings
) -> None:
    """Whatever the service is asked, and the two of every poll: EXPLAIN says for how many shards each has tasks."""
    account, executed = await ask_all(app, connect, clock)
    dialect = app.state.database.dialect
    others = {words(statement, dialect) for statement in (*OF_EVERY_SHARD, *OF_READINESS)}
    assert others < executed.keys()
    asked = [statement for sql, statement in executed.items() if sql not in others]
    for sql, plan in (await plans(settings, asked, within(account.id))).items():
        assert "  Task Count: 1" in plan, sql


@on_a_cluster
@pytest.mark.parametrize("settings", ["citus"], indirect=True)
async def test_readiness_asks_no_shard(app: Afterword, settings: Settings, client: httpx.AsyncClient) -> None:
    """One that is away takes the service from those alone whose accounts it has."""
    dialect = app.state.database.dialect
    with heard() as executed:
        assert (await client.get("/health/ready")).status_code == 200
    asked = [executed[words(statement, dialect)] for statement in OF_READINESS]
    assert len(executed.keys() - glances(app.state.database)) == len(asked)
    coordinator = make_url(settings.database_url).port  # which has no shard
    for sql, plan in (await plans(settings, asked, NOTHING)).items():
        servers = [line for line in plan if "Node: " in line]
        assert all(f" port={coordinator} " in line for line in servers), sql


async def plans(settings: Settings, asked: Iterable[Statement], fence: Fence) -> dict[str, list[str]]:
    """What EXPLAIN says of each statement, line by line."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(f"BEGIN{fence}")
        found = {one.sql: await connection.fetch(f"EXPLAIN {one.sql}", *one.parameters) for one in asked}
        return {sql: [line for (line,) in plan] for sql, plan in found.items()}
    finally:
        await connection.close()
