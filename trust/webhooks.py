"""Webhooks are sent once each as long as nobody dies, and at least once when workers are killed."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from random import Random
from types import TracebackType
from typing import Self

from sqlalchemy import Table, select

from api.db import Database, WriteUnit
from api.models import Organization, WebhookDelivery
from api.outbox import Event
from api.policy.facts import Culture
from api.rows import Record, Rows
from api.webhooks import service
from api.webhooks.schemas import WebhookCreate
from api.webhooks.secrets import Vault
from api.webhooks.targets import Targets
from trust.receiver import Received, Receiver, Reply
from trust.service import AFTERWORD
from trust.site import Site
from trust.trial import Outcome, Trial

_ATTEMPT_SECONDS = 1
"""How long a receiver has; a worker has what it took to itself for four times as long."""
_PATIENCE_SECONDS = 60
"""How long all of it may take to arrive after the last write."""
_AT_ONCE = 8
"""What one worker sends to one endpoint at once: so much can be under way, and sent again, when it is killed."""

_ANSWER_SECONDS = 0.02
_KILL_SECONDS = 0.5

_ORGANIZATIONS = Rows(Organization)
_DELIVERIES: Table = WebhookDelivery.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Outcome):
    """What was written, and what arrived of it."""

    acknowledged: int
    """Changes, each in a transaction of its own, each of which one endpoint is to be told of."""
    received: int
    """Messages that arrived, each counted once."""
    twice: int
    """Messages that arrived again though no worker was killed."""
    again: int
    """Messages that arrived again around a kill: they had been sent, and the worker could not note it any more."""
    answered_late: int
    """Messages that were sent again because the receiver, or this machine, took too long to answer."""
    under_way_at_most: int
    """How many could have been under way when workers were killed."""
    lost: int
    """Changes that nobody was told of."""
    invented: int
    """Messages about what was not changed."""
    failures: int
    """Workers that did not end well when they were asked to stop."""

    @property
    def held(self) -> bool:
        """Whether each change was told, once unless a worker was killed, and nothing else was."""
        return (
            bool(self.acknowledged)
            and not (self.lost or self.invented or self.twice or self.failures)
            and self.again <= self.under_way_at_most
        )


class _Workers:
    """Processes of `afterword worker`. A context asks those that are left to stop, and counts who does not end well."""

    def __init__(self, site: Site, how_many: int) -> None:
        self._site = site
        self._started = 0
        self._running = [self._start() for _ in range(how_many)]
        self.failures = 0

    def kill(self, number: int) -> None:
        """End one as a power cut would, and start another in its place."""
        self._running[number].kill()
        self._running[number].wait()
        self._running[number] = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        for process in self._running:
            self.failures += process.wait(_PATIENCE_SECONDS) != 0

    def _start(self) -> "subprocess.Popen[bytes]":
        """Start one, and return when it is at work."""
        settings = {
            "AFTERWORD_WEBHOOK_NETWORKS": "127.0.0.0/8",
            "AFTERWORD_WEBHOOK_HTTP": "true",
            "AFTERWORD_WEBHOOK_TIMEOUT": str(_ATTEMPT_SECONDS),
        }
        self._started += 1
        log = self._site.folder / f"worker-{self._started}.log"
        with log.open("w") as output:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [AFTERWORD, "worker"],
                env={**os.environ, **self._site.environment, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while "at work" not in log.read_text() and process.poll() is None and time.monotonic() < give_up:
            time.sleep(0.05)
        return process


def run(site: Site, *, accounts: int, workers: int, writes: int, kills: int, seconds: int) -> Sent:
    """Write so often to each account with nobody killed, and again before each kill.

    After either it is watched for so many seconds what comes twice: a lease is over after four.
    """
    random = Random(writes)  # noqa: S311 - which worker dies, and when
    with Receiver(_slowly) as receiver, _Workers(site, workers) as hands:
        ids = [founded.account_id for founded in site.found(accounts)]
        site.over(partial(_listen, accounts=ids, url=receiver.url))
        written = site.over(partial(_write, accounts=ids, times=writes))
        _await(receiver, written)
        time.sleep(seconds)
        late = site.over(partial(_failed, accounts=ids))
        twice = _surplus(receiver) - late
        for _ in range(kills):
            written |= site.over(partial(_write, accounts=ids, times=writes))
            time.sleep(random.random() * _KILL_SECONDS)
            hands.kill(random.randrange(workers))
        if kills:
            _await(receiver, written)
            time.sleep(seconds)
        late_by_now = site.over(partial(_failed, accounts=ids))
    told = _told(receiver)
    return Sent(
        acknowledged=len(written),
        received=len(told),
        twice=max(twice, 0),  # not every attempt that failed had arrived
        again=max(_surplus(receiver) - max(twice, 0) - late_by_now, 0),
        answered_late=late_by_now,
        under_way_at_most=kills * accounts * _AT_ONCE,
        lost=len(written - told),
        invented=len(told - written),
        failures=hands.failures,
    )


async def _listen(database: Database, accounts: Sequence[str], url: str) -> None:
    """Have each account ask to be told of its employers."""
    asked = WebhookCreate(url=url, events=[Event.ORGANIZATION_CREATED])
    here = Targets((ip_network("127.0.0.0/8"),), http=True)
    for account_id in accounts:
        await database.write(account_id, lambda unit: service.create(unit, asked, here, Vault(())))


async def _write(database: Database, accounts: Sequence[str], times: int) -> set[str]:
    """Make so many employers in each account, account by account in turn, and return their ids."""
    return {(await database.write(account_id, _found_employer))["id"] for _ in range(times) for account_id in accounts}


async def _failed(database: Database, accounts: Sequence[str]) -> int:
    """Count the attempts that failed, as their log says."""
    columns = _DELIVERIES.c
    logs = [
        log
        for account_id in accounts
        for log in await database.read(
            account_id,
            lambda unit: (
                unit.connection.execute(select(columns.attempts).where(columns.account_id == unit.account_id))
                .scalars()
                .all()
            ),
        )
    ]
    return sum(attempt["error"] is not None for log in logs for attempt in log)


def _found_employer(unit: WriteUnit) -> Record:
    return _ORGANIZATIONS.insert(
        unit, {"name": "Initech", "culture": Culture.BALANCED, "timezone": "UTC", "country": None}
    )


def _slowly(_: Received) -> Reply:
    """Answer after a moment, so that a kill has something to interrupt."""
    time.sleep(_ANSWER_SECONDS)
    return Reply()


def _told(receiver: Receiver) -> set[str]:
    """The ids of what the messages tell of."""
    return {json.loads(received.body)["data"]["id"] for received in list(receiver.received)}


def _surplus(receiver: Receiver) -> int:
    """How many messages arrived of what others had told already."""
    return len(receiver.received) - len(_told(receiver))


def _await(receiver: Receiver, written: set[str]) -> None:
    """Return when all that was written has arrived, or nothing more can be expected to."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not written <= _told(receiver) and time.monotonic() < give_up:
        time.sleep(0.05)


TRIAL = Trial(
    name="webhooks",
    claim="Each change is told, and once: 4 workers share the messages of 10 accounts. Where one is killed with "
    "`kill -9`, what it was sending may be sent again, and nothing is lost",
    run=run,
    middle={"accounts": 5, "workers": 3, "writes": 20, "kills": 3, "seconds": 6},
    long={"accounts": 10, "workers": 4, "writes": 20, "kills": 20, "seconds": 10},
)
