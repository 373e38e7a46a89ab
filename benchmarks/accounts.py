"""Accounts with something in them, made beside the service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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


def bearer(token: str) -> Mapping[str, Any]:
    """Return the header that opens an account."""
    return {"Authorization": f"Bearer {token}"}
