"""Sites for the trials in small: like those of `make trust`, but all of them on the one PostgreSQL of the tests."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

import migrations
from api.settings import Settings
from trust.site import BACKENDS, Backend, Site


@pytest.fixture(params=BACKENDS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A migrated database of the test's own, without accounts."""
    backend: Backend = request.param
    if backend == "sqlite":
        url = f"sqlite:///{tmp_path}/afterword.db"
    else:
        url = asyncio.run(_created(request.getfixturevalue("postgres_url"), tmp_path.name))
    site = Site(tmp_path, Settings(database_url=url), backend)
    migrations.upgrade(site.settings)
    return site


async def _created(server_url: str, name: str) -> str:
    connection = await asyncpg.connect(server_url)
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    return server_url.replace("/postgres?", f"/{name}?")
