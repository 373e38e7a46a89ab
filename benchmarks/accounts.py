"""Accounts with something in them, made beside the service."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import asyncpg

from api.accounts import service as accounts
from api.db import Database, WriteUnit
from api.dossier.repository import insert_all
from api.dossier.schemas import read
from benchmarks.dossier import AT, INTERVIEWS, dossier
from trust.site import Founded, Site


def filled(site: Site, interviews: int = INTERVIEWS, at: datetime = AT, *, past: int = 0) -> Founded:
    """Make an account that holds the dossier, and a token that opens it."""

    def fill(unit: WriteUnit) -> Founded:
        insert_all(unit, read(dossier(interviews, at, past=past), kept=True))
        return Founded(unit.account_id, accounts.issue(unit, "benchmark").resource.token or "")

    async def work(database: Database) -> Founded:
        return await database.found("Benchmark", fill)

    return site.over(work)


def analyze(site: Site) -> None:
    """Let PostgreSQL know what its tables hold, as it would find out by itself in a while."""
    if site.backend == "postgresql":
        command(site, "ANALYZE")


def command(site: Site, sql: str) -> None:
    """Tell PostgreSQL as its superuser to do something."""

    async def told() -> None:
        connection = await asyncpg.connect(site.superuser_url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    asyncio.run(told())


def bearer(token: str) -> Mapping[str, Any]:
    """Return the header that opens an account."""
    return {"Authorization": f"Bearer {token}"}
