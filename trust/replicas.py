"""Two replicas behind HAProxy over one PostgreSQL are one service, while either is killed or stopped under load.

Some clients write as they like. Others send what can safely be sent again: they poll, or POST with an
`Idempotency-Key`. HAProxy, configured as `docs/scaling.md` tells, passes the like of these on to the other replica.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus

from trust import haproxy
from trust.haproxy import Balancer
from trust.idempotency import Requests, all_at_once, names
from trust.polls import Poller
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.wire import Client, UnansweredError
from trust.writers import Writers

_REPLICAS = 2
_POLLERS = 2
_SAME_KEYS, _SENDERS = 10, 20
_NOTICE_SECONDS = 0.1
"""How long HAProxy may still send requests over connections to a replica that is dead."""
_DELAY_SECONDS = 2
"""How long a replica that was told to stop still serves: what `docs/scaling/haproxy.cfg` asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicated(Outcome):
    """What clients were told through all kills and stops together, and what was stored."""

    acknowledged: int
    """Writes without a key that were answered with success."""
    polls: int
    keys: int
    """Writes with an idempotency key of their own."""
    broken_off: int
    """What was under way when a replica was killed: writes without a key, and what it had begun to answer."""
    under_way_at_most: int
    """How many requests could be under way in all kills."""
    failed: int
    """Any other request that was not answered with success."""
    blamed: int
    """Failures that HAProxy saw of a replica that had not been killed."""
    stale: int
    """Polls that did not know of an acknowledged write."""
    made_twice: int
    """Keys with more than one row, or none."""
    answered_differently: int
    """Keys whose answers were not all the same, to the byte."""
    failures: int
    """Stops that ended with a status other than 0."""
    lost: int
    invented: int
    wrong_revisions: int
    slowest_seconds: float
    """The longest that a request with a key took."""

    @property
    def held(self) -> bool:
        """Whether a kill broke off nothing but what was under way in that replica, and a stop nothing at all."""
        return (
            min(self.acknowledged, self.polls, self.keys) > 0
            and self.broken_off <= self.under_way_at_most
            and not (self.failed or self.blamed or self.stale or self.made_twice or self.answered_differently)
            and not (self.failures or self.lost or self.invented or self.wrong_revisions)
        )


class _Load:
    """All that is asked of the service while replicas come and go."""

    def __init__(self, site: Site, url: str, writers: int) -> None:
        self._url = url
        *polled, self.keyed = site.found(_POLLERS + 1)
        self.writing = Writers(site, writers)
        self.pollers = [Poller([url], account) for account in polled]
        self.requests = Requests()
        self.unanswered = 0
        self.cut_off: list[float] = []
        self.slowest = 0.0

    @asynccontextmanager
    async def applied(self) -> AsyncIterator[None]:
        """Keep asking until the block ends."""
        until = asyncio.Event()
        for poller in self.pollers:
            await poller.prepare()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.writing.write(self._url, until))
            group.create_task(self._send_with_keys(until))
            for poller in self.pollers:
                group.create_task(poller.poll(until))
            yield
            until.set()

    async def go_on(self, writes: int) -> None:
        """Return after so many more acknowledged writes."""
        enough = self.writing.acknowledged + writes
        await self.writing.reach(lambda: self.writing.acknowledged >= enough)

    def broken_off(self, since: float) -> list[float]:
        """Return when each began, from an instant on, that HAProxy could not send again.

        It is a write without a key that was not acknowledged, or a request whose answer ended in the middle.
        """
        polled = (began for poller in self.pollers for began in (*poller.failed_writes, *poller.cut_off))
        return [began for began in (*self.writing.failed, *self.cut_off, *polled) if began >= since]

    def failed_others(self) -> int:
        """Return how many requests failed that HAProxy could have sent again."""
        with_keys = self.requests.statuses.total() - sum(
            self.requests.statuses[status] for status in (HTTPStatus.CREATED, HTTPStatus.CONFLICT)
        )
        return self.unanswered + with_keys + sum(poller.failed for poller in self.pollers)

    async def send_at_once(self) -> None:
        """Send some requests from many clients at the same time, so that both replicas get each of them."""
        callers = [Client(self._url, self.keyed.token) for _ in range(_SENDERS)]
        await all_at_once(callers, self.requests, _SAME_KEYS)
        for caller in callers:
            caller.close()

    async def _send_with_keys(self, until: asyncio.Event) -> None:
        async with Client(self._url, self.keyed.token) as client:
            key = None
            while key or not until.is_set():
                key, began = key or self.requests.new(), time.monotonic()
                try:
                    await self.requests.send(client, key)
                    key = None
                except UnansweredError as error:  # and once more with the same key, as a client does
                    if error.begun:
                        self.cut_off.append(began)
                    else:
                        self.unanswered += 1
                self.slowest = max(self.slowest, time.monotonic() - began)


class _Rounds:
    """Kills and stops, of each replica in turn, and what failed meanwhile."""

    def __init__(self, load: _Load, replicas: Sequence[Service], balancer: Balancer, writes: int) -> None:
        self._load, self._replicas, self._balancer, self._writes = load, replicas, balancer, writes
        self._gone: int | None = None
        self.broken_off = self.failed = self.blamed = self.failures = 0

    async def kill(self, number: int) -> None:
        """Kill a replica, and tell what it broke off from all else that failed."""
        began, (survivor,) = time.monotonic(), {*range(_REPLICAS)} - {number}
        async with self._watched(survivor):
            await self._complete()
            early = len(self._load.broken_off(began))
            self._replicas[number].kill()
            noticed = time.monotonic() + _NOTICE_SECONDS
            self._gone = number
            await self._load.go_on(self._writes)
        failed = self._load.broken_off(began)
        later = sum(moment > noticed for moment in failed)
        self.failed += early + later
        self.broken_off += len(failed) - early - later

    async def stop(self, number: int) -> None:
        """Ask a replica to stop: nothing may fail."""
        began = time.monotonic()
        async with self._watched(*range(_REPLICAS)):
            await self._complete()
            self._replicas[number].send_signal(signal.SIGTERM)
            self.failures += await asyncio.to_thread(self._replicas[number].ended) != 0
            self._gone = number
            await self._load.go_on(self._writes)
        self.failed += len(self._load.broken_off(began))

    async def _complete(self) -> None:
        """Start the replica that the round before left dead, if there was one, and go on with both."""
        if self._gone is not None:
            await asyncio.to_thread(self._replicas[self._gone].start)
            await asyncio.to_thread(self._balancer.await_replica, self._gone)
        await self._load.go_on(self._writes)

    @asynccontextmanager
    async def _watched(self, *numbers: int) -> AsyncIterator[None]:
        """Count what HAProxy holds against these replicas until the block ends."""
        before = await asyncio.to_thread(self._errors, numbers)
        yield
        self.blamed += await asyncio.to_thread(self._errors, numbers) - before

    def _errors(self, numbers: Sequence[int]) -> int:
        """Return how many connections and answers of these replicas failed so far."""
        return sum(int(figures[kind]) for figures in map(self._balancer.figures, numbers) for kind in ("econ", "eresp"))


def run(site: Site, *, kills: int, stops: int, writers: int, writes: int) -> Replicated:
    """Kill replicas so many times, then stop some, with so many writes between any two of these."""
    environment = {**site.environment, "AFTERWORD_SHUTDOWN_DELAY": str(_DELAY_SECONDS)}
    with ExitStack() as stack:
        replicas = [
            stack.enter_context(Service(environment, site.folder / f"replica-{number}.log"))
            for number in range(_REPLICAS)
        ]
        balancer = stack.enter_context(Balancer(replicas, site.folder))
        load = _Load(site, balancer.url, writers)
        rounds = _Rounds(load, replicas, balancer, writes)
        asyncio.run(_rounds(load, rounds, kills, stops))
    made = site.read(load.keyed.account_id, names)
    answers = load.requests.answers
    return Replicated(
        acknowledged=load.writing.acknowledged,
        polls=sum(poller.polls for poller in load.pollers),
        keys=len(answers),
        broken_off=rounds.broken_off,
        under_way_at_most=kills * (writers + _POLLERS + 1),
        failed=rounds.failed + load.failed_others(),
        blamed=rounds.blamed,
        stale=sum(poller.stale for poller in load.pollers),
        made_twice=sum(made[key] != 1 for key in answers),
        answered_differently=sum(len(bodies) != 1 for bodies in answers.values()),
        failures=rounds.failures,
        slowest_seconds=load.slowest,
        **load.writing.compare()._asdict(),
    )


async def _rounds(load: _Load, rounds: _Rounds, kills: int, stops: int) -> None:
    async with load.applied():
        for number in range(kills):
            await rounds.kill(number % _REPLICAS)
        for number in range(stops):
            await rounds.stop(number % _REPLICAS)
    await load.send_at_once()


TRIAL = Trial(
    name="replicas",
    claim="Two replicas behind HAProxy are one service: 6 write, 2 poll and 1 repeats itself while one is killed with "
    "`kill -9`, which breaks off its own requests at most, or stopped, which breaks off none",
    run=run,
    middle={"kills": 2, "stops": 1, "writers": 6, "writes": 50},
    long={"kills": 20, "stops": 20, "writers": 6, "writes": 200},
    databases=("postgresql",),
    missing=haproxy.missing,
)
