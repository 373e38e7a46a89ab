"""The worker as an operator runs it, and what it tells operators."""

import asyncio
import logging
import socket
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from unittest.mock import DEFAULT, Mock

import asyncpg
import httpx
import pytest

import migrations
from api.accounts import service as accounts
from api.db import Database, DatabaseUnavailableError, WriteUnit, open_database
from api.models import DeliveryError
from api.settings import Settings
from api.webhooks import attending, service, watch
from api.webhooks.attending import Attempt
from api.webhooks.figures import Figures
from api.webhooks.schemas import WebhookCreate
from api.webhooks.secrets import Vault
from api.webhooks.sending import Sender
from api.webhooks.worker import Worker
from tests.conftest import SettableClock
from tests.making import ids, message, organization, webhook
from tests.planting import AFTERNOON
from tests.serving import afterword
from tests.webhooks.conftest import HERE, Attend, told_by
from trust.receiver import Received, Receiver, Reply


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let webhooks lead to this machine."""
    monkeypatch.setenv("AFTERWORD_WEBHOOK_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("AFTERWORD_WEBHOOK_HTTP", "true")


def with_a_message(settings: Settings, url: str) -> str:
    """Fill a database with an account whose webhook is to be tried, and return the account's id."""

    def make(unit: WriteUnit) -> str:
        accounts.issue(unit, "first")
        hook = service.create(unit, WebhookCreate(url=url, events=["action.opened"]), HERE, Vault(()))
        service.test(unit, hook.resource.id)
        return unit.account_id

    async def run() -> str:
        database: Database = open_database(settings)
        account = await database.found("Sam Carter", make)
        await database.close()
        return account

    return asyncio.run(run())


def hand(database: Database) -> Worker:
    return Worker(database, Sender(HERE, Vault(()), database.clock, timedelta(seconds=15)), Figures())


def test_once_sends_what_is_due_and_ends(tmp_path: Path, receiver: Receiver, allowed: None) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    migrations.upgrade(settings)
    with_a_message(settings, receiver.url)
    for _ in range(2):
        done = afterword(settings.database_url, "worker", "--once")
        assert done.exit_code == 0, done.output
    (received,) = receiver.received
    assert b"webhook.test" in received.body


def test_a_worker_waits_for_its_tables(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Containers start together. Then an account that cannot be attended to is left alone, and other rules are seen."""
    caplog.set_level(logging.INFO, "afterword.worker")
    for name in ("_GIVEN_UP_SECONDS", "POLL_SECONDS"):
        monkeypatch.setattr(f"api.webhooks.worker.{name}", 0.05)
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    arrived = Event()

    def taken(_: Received) -> Reply:
        arrived.set()
        return Reply()

    receiver.reply = taken

    async def run() -> None:
        database = open_database(settings)
        early = hand(database)
        running = asyncio.create_task(early.run())
        await asyncio.sleep(0.1)
        assert not running.done()
        assert "at work" not in caplog.messages
        await asyncio.to_thread(migrations.upgrade, settings)
        with monkeypatch.context() as patch:
            patch.setattr(watch, "due", Mock(side_effect=RuntimeError))
            account = await asyncio.to_thread(with_a_message, settings, receiver.url)
            async with asyncio.timeout(10):
                await hand(database).once()
            assert receiver.received == []
        assert await asyncio.to_thread(arrived.wait, 10)
        early.stop()
        await running
        assert "at work" in caplog.messages
        for module in ("attending", "watch", "worker"):
            monkeypatch.setattr(f"api.webhooks.{module}.RULES", "others")
        assert await database.woken_by_other_rules("others", 1) == [account]
        await hand(database).once()
        assert await database.woken_by_other_rules("others", 1) == []
        await database.close()

    asyncio.run(run())


def test_a_database_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = afterword(f"sqlite:///{tmp_path}/empty.db", "worker", "--once")
    assert (done.exit_code, "has not been set up" in done.stderr) == (1, True)


def test_figures_are_of_nobody_in_particular() -> None:
    """How many attempts came to what, and how long they took, on a port of its own."""
    figures = Figures()
    figures.note("delivered", None, 0.02)
    figures.note("failed", "timeout", 15)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with figures.served("127.0.0.1", port):
        said = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'afterword_webhook_attempts_total{error="none",outcome="delivered"} 1.0' in said
    assert 'afterword_webhook_attempts_total{error="timeout",outcome="failed"} 1.0' in said


async def test_workers_share_an_account(client: httpx.AsyncClient, worker: Worker, receiver: Receiver) -> None:
    """At the same time, and none sends what another does."""
    await webhook(client, url=receiver.url, events=["organization.created"])
    made = {(await organization(client))["id"] for _ in range(30)}
    account = (await client.get("/account")).json()["id"]
    others = [Worker(worker._database, worker._sender, Figures()) for _ in range(3)]
    while await waiting(client):
        await asyncio.gather(*(one._attend(account) for one in (worker, *others)))
    told = [data["id"] for _, data in told_by(receiver)]
    assert len(told) == len(made)
    assert set(told) == made


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_an_account_that_somebody_holds_is_left_to_them(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, settings: Settings
) -> None:
    """Nobody waits for its lock; it is awake still. SQLite has no such locks."""
    await message(client, (await webhook(client, url=receiver.url))["id"])
    account = (await client.get("/account")).json()["id"]
    another = await asyncpg.connect(settings.database_url)
    async with another.transaction():
        await another.execute(f"SET LOCAL app.account_id = '{account}'")
        await another.execute("SELECT FROM accounts WHERE account_id = $1 FOR NO KEY UPDATE", account)
        async with asyncio.timeout(5):
            await attend(client)
        assert receiver.received == []
    await another.close()
    await attend(client)
    assert len(receiver.received) == 1


async def waiting(client: httpx.AsyncClient) -> list[str]:
    """Return what waits to be sent to the client's webhooks."""
    hooks = await ids(client, "/webhooks")
    return [id for hook in hooks for id in await ids(client, f"/webhooks/{hook}/deliveries", status="pending")]


async def test_what_was_taken_comes_up_again(
    client: httpx.AsyncClient, worker: Worker, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    """A worker that died has what it took to itself for a minute, and no longer; what it says then is too late."""
    clock.instant = AFTERNOON
    sent = await message(client, (await webhook(client, url=receiver.url))["id"])
    account, database = (await client.get("/account")).json()["id"], worker._database
    minute = timedelta(minutes=1)
    (claim,) = await database.amend(account, lambda unit: attending.take(unit, None, minute))
    assert claim.id == sent["id"]
    clock.instant += minute - timedelta(seconds=1)
    await attend(client)
    assert receiver.received == []
    clock.instant += timedelta(seconds=1)
    (again,) = await database.amend(account, lambda unit: attending.take(unit, None, minute))
    failed = Attempt(clock(), None, 1, DeliveryError.CONNECTION)
    await database.amend(account, lambda unit: attending.record(unit, claim, failed, clock() + timedelta(hours=1)))
    path = f"/webhooks/{sent['webhook_id']}/deliveries/{sent['id']}"
    late = (await client.get(path)).json()
    assert (late["status"], datetime.fromisoformat(late["next_attempt_at"])) == ("pending", again.until)
    assert len(late["attempts"]) == 1
    clock.instant += minute
    await attend(client)
    assert [received.id for received in receiver.received] == [sent["id"]]


async def test_what_was_sent_is_noted_when_the_database_is_back(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not sent again because it could not be noted at once."""
    monkeypatch.setattr("api.webhooks.worker._GIVEN_UP_SECONDS", 0.01)
    record = Mock(wraps=attending.record, side_effect=[DatabaseUnavailableError("away"), DEFAULT])
    monkeypatch.setattr(attending, "record", record)
    await message(client, (await webhook(client, url=receiver.url))["id"])
    await attend(client)
    assert len(receiver.received) == 1
    assert record.call_count == 2
    assert await waiting(client) == []


async def test_a_lease_that_is_nearly_over_is_left_alone(
    client: httpx.AsyncClient, worker: Worker, receiver: Receiver, clock: SettableClock
) -> None:
    """Somebody else might begin while it is being sent."""
    clock.instant = AFTERNOON
    await message(client, (await webhook(client, url=receiver.url))["id"])
    account = (await client.get("/account")).json()["id"]
    (claim,) = await worker._database.amend(account, lambda unit: attending.take(unit, None, worker._lease))
    clock.instant = claim.until - timedelta(seconds=29)
    await worker._deliver(account, claim)
    assert receiver.received == []
