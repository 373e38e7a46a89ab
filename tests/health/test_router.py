"""`/health/live` and `/health/ready`: whether a process is to be restarted, and whether it is to be given requests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import migrations
from api.db import database_url, schema
from api.main import create_app
from api.settings import Settings
from trust.migrations import over
from trust.postgres import set_up

READY = (200, 200, None)


@pytest.fixture
async def empty(settings: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a database with nothing in it, of the same kind as the other tests'."""
    if database_url(settings).get_backend_name() == "sqlite":
        return Settings(database_url=f"sqlite:///{tmp_path}/empty.db")
    return await asyncio.to_thread(set_up, request.getfixturevalue("postgres_url"), tmp_path.name)


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A process that has just come up."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://afterword.test") as client,
    ):
        yield client


async def health(client: httpx.AsyncClient) -> tuple[int, int, str | None]:
    """Whether it lives, whether it is ready, and why not."""
    live, ready = await client.get("/health/live"), await client.get("/health/ready")
    return live.status_code, ready.status_code, ready.json().get("detail")


async def test_ready_is_who_finds_the_tables_of_its_version(empty: Settings) -> None:
    """Neither without any, nor with an earlier version's, nor with a later one's; alive is it throughout.

    One that was ready stays so when a later version migrates its database: it is replaced without a gap.
    """
    earlier = schema.revisions()[schema.head()]
    assert earlier is not None
    async with started(empty) as first:
        assert await health(first) == (200, 503, "The service cannot answer just now")
        await asyncio.to_thread(migrations.upgrade, empty, earlier)
        assert await health(first) == (200, 503, "The database's schema is not migrated: run `afterword migrate`")
        await asyncio.to_thread(migrations.upgrade, empty)
        assert await health(first) == READY

        def migrate_further(connection: Connection) -> None:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        await asyncio.to_thread(over, empty, migrate_further)
        assert await health(first) == READY
        async with started(empty) as late:
            assert await health(late) == (200, 503, "The database's schema was migrated by a later version")


def test_the_revisions_are_those_that_alembic_finds(settings: Settings) -> None:
    """They are read from the files as text, and Alembic runs the files."""
    scripts = ScriptDirectory.from_config(migrations.configuration(settings))
    assert schema.head() == scripts.get_current_head()
    assert schema.revisions() == {script.revision: script.down_revision for script in scripts.walk_revisions()}
