"""A token's last use is written beside the requests: now and then, and at the end."""

import asyncio
from datetime import datetime
from typing import NamedTuple
from unittest.mock import patch

import pytest

from api.accounts import service
from api.accounts.repository import TOKENS
from api.db import Database, WriteUnit, open_database
from api.main import Afterword
from api.settings import Settings
from api.web import flushing
from api.web.last_uses import LastUses


class Used(NamedTuple):
    """A token of an account of its own."""

    database: Database
    account_id: str
    token_id: str

    def note(self, uses: LastUses, *, last: datetime | None = None) -> None:
        """Note its use, as a request does."""
        uses.note(self.account_id, self.token_id, last, self.database.clock())

    async def last(self) -> datetime | None:
        """What is stored of its last use."""
        row = await self.database.read(self.account_id, lambda unit: TOKENS.get(unit, self.token_id))
        assert row is not None
        stored: datetime | None = row["last_used_at"]
        return stored


@pytest.fixture
async def token(app: Afterword) -> Used:
    def issue(unit: WriteUnit) -> tuple[str, str]:
        return unit.account_id, service.issue(unit, "first").resource.id

    return Used(app.state.database, *await app.state.database.found("Sam Carter", issue))


async def test_uses_are_written_now_and_then(token: Used, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a task of their own, while the service goes on."""
    written = asyncio.Event()
    flush = LastUses.flush

    async def tell(uses: LastUses) -> None:
        await flush(uses)
        if await token.last() is not None:
            written.set()

    monkeypatch.setattr(flushing, "FLUSH_SECONDS", 0.01)
    monkeypatch.setattr(LastUses, "flush", tell)
    uses = LastUses(token.database)
    async with uses.flushing():
        token.note(uses)
        await asyncio.wait_for(written.wait(), 10)


async def test_what_is_noted_is_written_at_the_end(token: Used) -> None:
    uses = LastUses(token.database)
    async with uses.flushing():
        token.note(uses)
        assert await token.last() is None
    assert await token.last() is not None


async def test_a_recent_use_is_not_written(token: Used) -> None:
    """Most requests come within an hour of the last, and leave the database alone."""
    uses = LastUses(token.database)
    token.note(uses)
    await uses.flush()
    with patch.object(token.database, "amend") as amend:
        token.note(uses, last=token.database.clock())
        await uses.flush()
        amend.assert_not_called()


async def test_two_processes_write_one_use(token: Used) -> None:
    """The second has noted it too, and finds it written."""
    first, second = LastUses(token.database), LastUses(token.database)
    for uses in (first, second):
        token.note(uses)
    await first.flush()
    written = await token.last()
    await second.flush()
    assert await token.last() == written


async def test_a_database_that_is_away_takes_uses_along(token: Used) -> None:
    """Nothing fails for it."""
    away = open_database(Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    uses = LastUses(away)
    async with uses.flushing():
        token.note(uses)
    await away.close()
    assert await token.last() is None
