"""Long work, one piece at a time, and the accounts in turn."""

import asyncio
from typing import Any
from unittest.mock import patch

import httpx
import pytest

from api.main import Afterword
from api.next_actions import service
from api.web import turns
from api.web.problems import Overloaded
from api.web.turns import Turns
from tests import making
from tests.conftest import Connect
from tests.test_error_shape import check


async def work(queue: Turns, account: str, done: list[str]) -> None:
    async with queue.turn(account):
        done.append(f"{account} begins")
        await asyncio.sleep(0)
        done.append(f"{account} ends")


async def test_accounts_take_turns() -> None:
    """Who has one piece does not wait for all of those of somebody who came before; and none runs beside another."""
    queue, done = Turns(), list[str]()
    await asyncio.gather(*(work(queue, account, done) for account in "aaab"))
    assert done[::2] == [f"{account} begins" for account in "abaa"]
    assert done[1::2] == [f"{account} ends" for account in "abaa"]
    assert not queue._lines


async def test_a_turn_ends_however_it_ends() -> None:
    queue, done = Turns(), list[str]()
    with pytest.raises(ZeroDivisionError):
        async with queue.turn("a"):
            raise ZeroDivisionError
    await work(queue, "a", done)
    assert done == ["a begins", "a ends"]


@pytest.mark.parametrize(("limit", "accounts"), [("MOST_OF_ONE", "aaa"), ("MOST", "abc")])
async def test_only_a_few_wait(monkeypatch: pytest.MonkeyPatch, limit: str, accounts: str) -> None:
    """Of one account, and of all; who is refused leaves nothing behind."""
    monkeypatch.setattr(turns, limit, 2)
    queue, done = Turns(), list[str]()
    first, second, third = await asyncio.gather(
        *(work(queue, account, done) for account in accounts), return_exceptions=True
    )
    assert (first, second, type(third)) == (None, None, Overloaded)
    assert not queue._lines


@pytest.mark.parametrize("path", ["/policy/evaluations", "/import"])
async def test_who_asks_for_too_much_at_once_is_told_so(
    app: Afterword, client: httpx.AsyncClient, connect: Connect, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(turns, "MOST_OF_ONE", 1)
    stranger = await connect()
    body: dict[str, Any] = {"dossier": {}} if path == "/policy/evaluations" else {}
    async with app.state.turns.turn((await client.get("/account")).json()["id"]):
        refused = await client.post(path, json=body)
        waiting = asyncio.create_task(stranger.post(path, json=body))
        await asyncio.sleep(0.1)
        assert not waiting.done()
    check(refused, "overloaded", 503)
    assert refused.headers["Retry-After"] == "1"
    assert (await waiting).status_code == 200


async def test_a_large_account_waits_its_turn(app: Afterword, client: httpx.AsyncClient) -> None:
    """A small one does not."""
    async with app.state.turns.turn("somebody"):
        assert (await client.get("/next-actions")).status_code == 200
        await making.organization(client)
        with patch.object(service, "_LARGE", -1):
            waiting = asyncio.create_task(client.get("/next-actions"))
            await asyncio.sleep(0.1)
            assert not waiting.done()
    assert (await waiting).status_code == 200
