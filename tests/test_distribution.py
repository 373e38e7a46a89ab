"""`afterword distribute`: what it refuses anywhere, and what becomes of the service's queries on a cluster."""

import os
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import event

from api.db.fence import NOTHING, Fence, within
from api.db.postgresql import PostgresDatabase
from api.main import Afterword
from api.settings import Settings
from tests.planting import AFTERNOON, planted
from tests.serving import afterword
from trust import citus

on_a_cluster = pytest.mark.skipif(
    "AFTERWORD_TEST_CITUS" not in os.environ,
    reason=citus.missing() or "a cluster takes long to start: AFTERWORD_TEST_CITUS=1 asks for it",
)

Asked = list[tuple[str, tuple[object, ...]]]


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


@pytest.fixture
def asked(app: Afterword) -> Iterator[Asked]:
    """Every query that the service asks, with its values, beside those that look up a token."""
    database = app.state.database
    assert isinstance(database, PostgresDatabase)
    engine, asked = database._engine.sync_engine, Asked()

    def note(_: object, __: object, statement: str, values: Any, ___: object, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's
        asked.append((statement, values[0] if many else values))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@on_a_cluster
@pytest.mark.parametrize("settings", ["citus"], indirect=True)
async def test_every_query_is_planned_for_one_shard(
    settings: Settings, client: httpx.AsyncClient, asked: Asked
) -> None:
    """Of polls, of what changes what they find, and of lists: EXPLAIN says for how many shards each has tasks."""
    dossier = planted("plum")
    assert (await client.post("/import", json=dossier)).status_code == 200
    interview = dossier["interviews"][0]["id"]
    at = f"{AFTERNOON:%Y-%m-%dT%H:%M:%SZ}"
    for path in ("/next-actions", f"/next-actions?at={at}", f"/interviews/{interview}", "/export"):
        assert (await client.get(path)).status_code == 200
    for name in ("organizations", "contacts", "interviews", "interactions", "testimonials", "marks", "tokens"):
        assert (await client.get(f"/{name}?limit=1")).status_code == 200
    assert (await client.patch(f"/interviews/{interview}", json={"outcome": "offer"})).status_code == 200
    account = (await client.get("/account")).json()["id"]
    assert (await client.delete(f"/interviews/{interview}")).status_code == 204
    assert len(dict(asked)) > 20
    for statement, plan in (await plans(settings, asked, within(account))).items():
        assert "  Task Count: 1" in plan, statement


@on_a_cluster
@pytest.mark.parametrize("settings", ["citus"], indirect=True)
async def test_readiness_asks_no_shard(settings: Settings, client: httpx.AsyncClient, asked: Asked) -> None:
    """One that is away takes the service from those alone whose accounts it has."""
    assert (await client.get("/health/ready")).status_code == 200
    (plan,) = (await plans(settings, asked, NOTHING)).values()
    assert any("->  Result" in line for line in plan), plan
    assert not any("accounts_" in line for line in plan), plan


async def plans(settings: Settings, asked: Asked, fence: Fence) -> dict[str, list[str]]:
    """What EXPLAIN says of each query, line by line."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(f"BEGIN{fence}")
        found = {query: await connection.fetch(f"EXPLAIN {query}", *values) for query, values in dict(asked).items()}
        return {query: [line for (line,) in plan] for query, plan in found.items()}
    finally:
        await connection.close()
