"""`afterword cluster`: rows that came in turns lie account by account afterwards."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

import migrations
from api.db import Database
from api.organizations.repository import ORGANIZATIONS
from tests.serving import afterword
from trust.postgres import set_up
from trust.site import Site

NEW = {"name": "Initech", "culture": "balanced", "timezone": "UTC", "country": None}


def where_they_lie(site: Site) -> list[str]:
    """Whose each employer is, in the order of the table's pages."""

    async def looked_up() -> list[str]:
        connection = await asyncpg.connect(site.superuser_url)
        try:
            rows = await connection.fetch("SELECT account_id::text AS whose FROM organizations ORDER BY ctid")
        finally:
            await connection.close()
        return [row["whose"] for row in rows]

    return asyncio.run(looked_up())


def test_rows_that_came_in_turns_lie_account_by_account(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = set_up(postgres_url, "clustered")
    migrations.upgrade(settings)
    site = Site(tmp_path, settings, "postgresql")
    accounts = [account.account_id for account in site.found(2)]

    async def write(database: Database) -> None:
        for account_id in accounts * 3:
            await database.write(account_id, lambda unit: ORGANIZATIONS.insert(unit, NEW))

    site.over(write)
    assert where_they_lie(site) == accounts * 3
    monkeypatch.setenv("AFTERWORD_MIGRATION_DATABASE_URL", settings.migration_database_url or "")
    done = afterword(settings.database_url, "cluster")
    assert done.exit_code == 0, done.output
    assert where_they_lie(site) == [account_id for account_id in sorted(accounts) for _ in range(3)]


def test_an_sqlite_file_is_in_order_as_it_is(tmp_path: Path) -> None:
    refused = afterword(f"sqlite:///{tmp_path}/afterword.db", "cluster")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "An SQLite file keeps its rows in order: there is nothing to do.\n",
    )
