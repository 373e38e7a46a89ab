"""A receiver on this machine, and a worker that attends to one account at a time."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import httpx
import pytest

from api.main import Afterword
from api.webhooks.figures import Figures
from api.webhooks.secrets import Vault
from api.webhooks.sending import Sender
from api.webhooks.targets import Targets
from api.webhooks.worker import Worker
from trust.receiver import Receiver

Told = list[tuple[str, dict[str, Any]]]
"""Types of messages, each with its data."""

Attend = Callable[[httpx.AsyncClient], Awaitable[None]]

HERE = Targets((ip_network("127.0.0.0/8"),), http=True)
"""What an operator allows who has receivers on the same machine."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
async def here(app: Afterword) -> AsyncIterator[None]:
    """Let webhooks lead to this machine."""
    before, app.state.targets = app.state.targets, HERE
    yield
    app.state.targets = before


@pytest.fixture
def worker(app: Afterword, here: None) -> Worker:
    database = app.state.database
    return Worker(database, Sender(HERE, Vault(()), database.clock, timedelta(seconds=15)), Figures())


@pytest.fixture
def attend(worker: Worker) -> Attend:
    """Do what the worker does with the account of a client when that is awake."""

    async def attended(client: httpx.AsyncClient) -> None:
        await worker._attend((await client.get("/account")).json()["id"])

    return attended


def told_by(receiver: Receiver) -> Told:
    """Return what has arrived, in the order in which it was written down."""
    messages = [json.loads(received.body) for received in sorted(receiver.received, key=lambda received: received.id)]
    return [(message["type"], message["data"]) for message in messages]
