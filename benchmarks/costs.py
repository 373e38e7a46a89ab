"""What accounts and requests take, measured for `benchmarks/scaling.py`: on SQLite, on PostgreSQL and on Citus."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import asyncpg
import httpx
from sqlalchemy.engine import make_url

from api.models import Base
from benchmarks.accounts import analyze, bearer, filled
from benchmarks.contenders import cpu_seconds, decided, service
from benchmarks.load import Script, again_and_again, ask, load, requests
from migrations.distribution import distribute
from trust import citus
from trust.site import Founded, Site, opened

_ACCOUNTS = 200
_CONNECTIONS = 8
_SECONDS = 4.0
_SHARDS = 128
_DAYS = 7
_NO_CACHE = {"AFTERWORD_ANSWER_CACHE_SIZE": "0"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of processor that one request takes."""

    file: float
    """Of the service on SQLite, whose database is a file of its own."""
    service: float
    """Of the service on PostgreSQL."""
    database: float
    """Of the only server of PostgreSQL."""
    coordinator: float
    worker: float
    """Of either kind of server in a Citus cluster."""

    @property
    def times(self) -> float:
        """How many times as much a Citus cluster takes as one PostgreSQL server."""
        return (self.coordinator + self.worker) / self.database


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, of accounts as the benchmark's: 25 interviews."""

    rows: float
    """Rows of an account, its plan included."""
    bytes: float
    """Bytes of an account on PostgreSQL, indexes included."""
    file_bytes: float
    """Bytes of an account in an SQLite file."""
    answer_bytes: float
    """Bytes of the answer to a poll."""
    changes: float
    """How often a day the clock alone changes that answer, over the next week."""
    warm: Cost
    """A poll that a process has the answer to in memory."""
    cold: Cost
    """A poll that is answered by the plan."""
    deciding: Cost
    """The first poll after a write: the policy is asked, and its plan written down."""
    write: Cost


def measure() -> Measured:
    """Measure on an SQLite file, a server and a cluster of its own, which takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with opened("sqlite", folder) as site:
            empty = site.sqlite_file.stat().st_size
            accounts = _accounts(site)
            file_bytes = site.sqlite_file.stat().st_size - empty
            answer_bytes, changes = _answer(site, accounts[0])
            in_file = _costs(site, accounts, [])
        with opened("postgresql", folder) as site:
            before = asyncio.run(_counted(site))
            accounts = _accounts(site)
            rows, size = (late - early for early, late in zip(before, asyncio.run(_counted(site)), strict=True))
            alone = _costs(site, accounts, [site.superuser_url])
        with citus.opened(folder) as site:
            distribute(site.settings, _SHARDS)
            spread = _costs(site, _accounts(site), _servers(site))
    warm, cold, deciding, write = (
        Cost(file, service, database, coordinator, sum(workers))
        for (file,), (service, database), (_, coordinator, *workers) in zip(in_file, alone, spread, strict=True)
    )
    return Measured(
        rows=rows / _ACCOUNTS,
        bytes=size / _ACCOUNTS,
        file_bytes=file_bytes / _ACCOUNTS,
        answer_bytes=answer_bytes,
        changes=changes,
        warm=warm,
        cold=cold,
        deciding=deciding,
        write=write,
    )


def _accounts(site: Site) -> list[Founded]:
    """Make accounts that were asked for once, so that their plans are written down.

    Their interviews go on to the present day: what is long over would cost a poll nothing.
    """
    accounts = [filled(site, at=datetime.now(UTC)) for _ in range(_ACCOUNTS)]
    decided(site, _POLL, *(account.token for account in accounts))
    analyze(site)
    return accounts


def _answer(site: Site, account: Founded) -> tuple[int, float]:
    """Return how many bytes an account's answer has, and how often a day the clock changes it."""
    with ExitStack() as stack:
        client = httpx.Client(base_url=service(stack, site).url, headers=bearer(account.token), timeout=60)
        stack.enter_context(client)
        size = len(client.get(_POLL).raise_for_status().content)
        at, changes = datetime.now(UTC), 0
        end = at + timedelta(days=_DAYS)
        while True:
            answer = client.get(_POLL, params={"at": at.isoformat()}).raise_for_status().json()
            at = datetime.fromisoformat(answer["changes_at"] or end.isoformat())
            if at >= end:
                return size, changes / _DAYS
            changes += 1


def _polls(token: str) -> Script:
    yield from again_and_again(ask("GET", _POLL, token))


def _writes(token: str) -> Script:
    yield from again_and_again(ask("POST", _WRITE, token, body=_NEW))


_POLL, _WRITE, _NEW = "/next-actions", "/organizations", b'{"name": "Employer"}'


def _costs(site: Site, accounts: Sequence[Founded], servers: Sequence[str]) -> list[list[float]]:
    """Return what a poll takes, warm, cold and deciding, and a write: of the service, and of each of these servers."""
    warm = _cost(_polls, site, accounts, servers)
    cold = _cost(_polls, site, accounts, servers, **_NO_CACHE)
    both = _cost_after_writes(site, accounts, servers)
    write = _cost(_writes, site, accounts, servers)
    return [warm, cold, [together - alone for together, alone in zip(both, write, strict=True)], write]


def _cost(
    asked: Callable[[str], Script],
    site: Site,
    accounts: Sequence[Founded],
    servers: Sequence[str],
    **environment: str,
) -> list[float]:
    """Return what one such request takes of the service, and of each of these servers."""
    tokens = cycle([account.token for account in accounts[:_CONNECTIONS]])

    def script() -> Script:
        return asked(next(tokens))

    with ExitStack() as stack:
        running = service(stack, site, **environment)
        load(running.port, script, connections=_CONNECTIONS, seconds=_SECONDS / 4)
        processes = [running.pid, *(_postmaster(server) for server in servers)]
        before = [cpu_seconds(process) for process in processes]
        (sample,) = load(running.port, script, connections=_CONNECTIONS, seconds=_SECONDS).values()
        after = [cpu_seconds(process) for process in processes]
    return [(late - early) * 1e6 / sample.count for early, late in zip(before, after, strict=True)]


def _cost_after_writes(site: Site, accounts: Sequence[Founded], servers: Sequence[str]) -> list[float]:
    """Return what a write and the poll after it take together, of the service and of each of these servers.

    Plans are written down beside the requests, and at the latest before the service ends. So it is told to stop, and
    its processor time read once it has.
    """
    tokens = iter([account.token for account in accounts])

    def script() -> Script:
        for token in tokens:
            yield ask("POST", _WRITE, token, body=_NEW)
            yield ask("GET", _POLL, token)

    with ExitStack() as stack:
        running = service(stack, site)
        load(running.port, lambda: _polls(accounts[0].token), connections=_CONNECTIONS, seconds=_SECONDS / 4)
        processes = [running.pid, *(_postmaster(server) for server in servers)]
        before = [cpu_seconds(process) for process in processes]
        requests(running.port, script, connections=_CONNECTIONS, most=2 * len(accounts))
        running.send_signal(signal.SIGTERM)
        os.waitid(
            os.P_PID, running.pid, os.WEXITED | os.WNOWAIT
        )  # the system forgets what it took once it is waited for
        after = [cpu_seconds(process) for process in processes]
    return [(late - early) * 1e6 / len(accounts) for early, late in zip(before, after, strict=True)]


async def _counted(site: Site) -> tuple[int, int]:
    """Return how many rows all tables have together, and how many bytes they take."""
    tables = sorted(Base.metadata.tables)
    rows = [await _asked(site.superuser_url, f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608 - ours
    sizes = [await _asked(site.superuser_url, f"SELECT pg_total_relation_size('{table}')") for table in tables]
    return sum(value for ((value,),) in rows), sum(value for ((value,),) in sizes)


def _servers(site: Site) -> list[str]:
    """Return the superuser's URL of each server of a cluster, the coordinator's first."""
    url = make_url(site.superuser_url)
    return [url.set(port=port).render_as_string() for port in citus.ports(site)]


def _postmaster(url: str) -> int:
    """Return the process whose children serve a server's connections."""
    ((first_line,),) = asyncio.run(_asked(url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int"))
    return first_line


async def _asked(url: str, query: str) -> Sequence[Sequence[int]]:
    """Return the rows of a superuser's query for numbers."""
    connection = await asyncpg.connect(url)
    try:
        rows: Sequence[Sequence[int]] = await connection.fetch(query)
        return rows
    finally:
        await connection.close()
