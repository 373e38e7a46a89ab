"""From one machine to a hundred million accounts: what is measured, what is supposed, and what follows from both.

`python -m benchmarks.scaling` measures anew, and writes `docs/scaling.json` and the tables of `docs/scaling.md`. It
needs PostgreSQL with Citus on the machine (`trust/citus.py`). With `--tables` it only works the tables out.
"""

import argparse
import asyncio
import json
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import asyncpg
from sqlalchemy.engine import make_url

from api.models import Base
from benchmarks.accounts import filled
from benchmarks.contenders import cpu_seconds, service
from benchmarks.load import Script, again_and_again, ask, load
from migrations.distribution import distribute
from trust import citus
from trust.site import Founded, Site, opened

_DOCS = Path(__file__).parent.parent / "docs"
MEASURED = _DOCS / "scaling.json"
PAGE = _DOCS / "scaling.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- /figures -->\n"

_ACCOUNTS = 200
_CONNECTIONS = 8
_SECONDS = 4.0
_DAY = 86_400

LEAST_SHARDS, SHARDS_A_SERVER = 128, 16
"""Enough to have some to move when there are more servers: a shard is not easily cut."""
COPIES = 3
"""The rows, a standby's, and backups."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of processor that one request takes."""

    service: float
    database: float
    """Of the only server of PostgreSQL."""
    coordinator: float
    worker: float
    """Of either kind of server in a Citus cluster."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, of accounts as the benchmark's: 25 interviews."""

    rows: float
    """Rows of an account."""
    bytes: float
    """Bytes of an account on PostgreSQL, indexes included."""
    warm: Cost
    """A poll that finds nothing new."""
    cold: Cost
    """A poll after a write."""
    write: Cost


@dataclass(frozen=True, slots=True)
class Supposed:
    """What nobody can measure beforehand: change it here, and run this with `--tables`."""

    in_use: float = 0.1
    """Share of the accounts whose owners are looking for work; nobody asks for the others."""
    polls: int = 96
    """Polls a day of an account in use: one every quarter of an hour."""
    writes: int = 5
    """Writes a day of an account in use. Each makes the next poll a cold one."""
    peak: float = 3.0
    """The busiest hour against the mean."""
    utilisation: float = 0.5
    """Of the processors, in that hour."""
    replica_cores: int = 8
    """One process each."""
    pool: int = 9
    """Connections of a process at most, the four that look up tokens included."""
    server_cores: int = 16
    server_gigabytes: int = 1_000
    """The disk of one PostgreSQL server, of which half is to stay free."""
    core_price: float = 20.0
    """A month of one core with its memory, in euros."""
    gigabyte_price: float = 0.1
    """A month of one gigabyte on disk, in euros."""


SUPPOSED = Supposed()
STEPS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
"""How many accounts there are."""


class Need(NamedTuple):
    """What so many accounts need."""

    accounts: int
    rows: float
    gigabytes: float
    requests: float
    """A second, at the peak."""
    service_cores: float
    database_cores: float
    """Busy at the peak, those of all servers together."""
    replicas: int
    coordinators: int
    """Servers that pass queries on; none where there is one server alone."""
    servers: int
    """Servers that hold rows: the one, or Citus's workers."""
    shards: int
    """Of each table."""
    connections: int
    """Of all processes of all replicas together, at most."""
    euros: float
    """A month."""


def need(accounts: int, measured: Measured, supposed: Supposed = SUPPOSED) -> Need:
    """Return what so many accounts need. One PostgreSQL server does until its processors or its disk are used up."""
    in_use = accounts * supposed.in_use * supposed.peak / _DAY
    writes, polls = in_use * supposed.writes, in_use * supposed.polls
    gigabytes = accounts * measured.bytes / 1e9

    def cores(of: Callable[[Cost], float]) -> float:
        times = ((polls - writes, measured.warm), (writes, measured.cold), (writes, measured.write))
        return sum(rate * of(cost) for rate, cost in times) / 1e6

    def machines(busy: float, size: int) -> int:
        return math.ceil(busy / supposed.utilisation / size)

    service_cores, database_cores = cores(lambda cost: cost.service), cores(lambda cost: cost.database)
    disks = math.ceil(gigabytes / supposed.server_gigabytes * 2)
    servers, coordinators, shards = max(disks, machines(database_cores, supposed.server_cores)), 0, 1
    if servers > 1:
        passing, holding = cores(lambda cost: cost.coordinator), cores(lambda cost: cost.worker)
        database_cores = passing + holding
        servers = max(disks, machines(holding, supposed.server_cores), 2)
        coordinators = machines(passing, supposed.server_cores)
        shards = max(2 ** math.ceil(math.log2(servers * SHARDS_A_SERVER)), LEAST_SHARDS)
    replicas = max(machines(service_cores, supposed.replica_cores), 2)
    rented = replicas * supposed.replica_cores + (servers + coordinators) * supposed.server_cores
    return Need(
        accounts=accounts,
        rows=accounts * measured.rows,
        gigabytes=gigabytes,
        requests=polls + writes,
        service_cores=service_cores,
        database_cores=database_cores,
        replicas=replicas,
        coordinators=coordinators,
        servers=servers,
        shards=shards,
        connections=replicas * supposed.replica_cores * supposed.pool,
        euros=rented * supposed.core_price + gigabytes * COPIES * supposed.gigabyte_price,
    )


def tables(measured: Measured) -> str:
    """Return what was measured, what is supposed and what follows, in Markdown."""
    costs = {
        "a poll that finds nothing new": measured.warm,
        "a poll after a write": measured.cold,
        "a write": measured.write,
    }
    told = "\n".join(
        f"- {name.replace('_', ' ')}: {value:,}" if isinstance(value, int) else f"- {name.replace('_', ' ')}: {value:g}"
        for name, value in asdict(SUPPOSED).items()
    )
    return f"""\
**Measured**: an account like the benchmark's, with 25 interviews, has {measured.rows:,.0f} rows, which take
{measured.bytes:,.0f} bytes of PostgreSQL with their indexes. Microseconds of processor that a request takes:

{_table(("request", *_COSTS), ((name, *map(_whole, asdict(cost).values())) for name, cost in costs.items()))}

**Supposed**, as `benchmarks/scaling.py::Supposed` explains:

{told}

**What follows**, at the peak:

{_table(_HEAD, (_told(need(accounts, measured)) for accounts in STEPS))}
"""


_COSTS = ("service", "one PostgreSQL", "or: Citus's coordinator", "and a worker")
_HEAD = (
    "accounts",
    "rows",
    "GB",
    "requests/s",
    "service, cores",
    "database, cores",
    "replicas",
    "PostgreSQL servers",
    "shards",
    "connections",
    "€ a month",
    "cents an account",
)


def _told(need: Need) -> tuple[str, ...]:
    return (
        _whole(need.accounts),
        _whole(need.rows),
        f"{need.gigabytes:,.1f}",
        f"{need.requests:,.1f}",
        f"{need.service_cores:,.2f}",
        f"{need.database_cores:,.2f}",
        _whole(need.replicas),
        f"{need.coordinators} + {need.servers}" if need.coordinators else str(need.servers),
        _whole(need.shards),
        _whole(need.connections),
        _whole(need.euros),
        f"{need.euros / need.accounts * 100:,.2f}",
    )


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def updated(page: str, measured: Measured) -> str:
    """Return the page with the tables of these figures."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{tables(measured)}{_END}{after}"


def stored() -> Measured:
    """Return what was measured last."""
    kept = json.loads(MEASURED.read_text())
    return Measured(
        rows=kept["rows"],
        bytes=kept["bytes"],
        warm=Cost(**kept["warm"]),
        cold=Cost(**kept["cold"]),
        write=Cost(**kept["write"]),
    )


def _polls(token: str) -> Script:
    yield from again_and_again(ask("GET", _POLL, token))


def _writes(token: str) -> Script:
    yield from again_and_again(ask("POST", _WRITE, token, body=_NEW))


def _polls_after_writes(token: str) -> Script:
    """Write and poll in turn: after each write, the poll asks the policy anew."""
    while True:
        yield ask("POST", _WRITE, token, body=_NEW)
        yield ask("GET", _POLL, token)


_POLL, _WRITE, _NEW = "/next-actions", "/organizations", b'{"name": "Employer"}'


def measure() -> Measured:
    """Measure on a server and on a cluster of its own, which takes a minute or two."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with opened("postgresql", folder) as site:
            accounts = _accounts(site, _ACCOUNTS)
            rows, size = asyncio.run(_counted(site))
            alone = _costs(site, accounts, [site.superuser_url])
        with citus.opened(folder) as site:
            distribute(site.settings, LEAST_SHARDS)
            accounts, nodes = _accounts(site, _CONNECTIONS), asyncio.run(_nodes(site))
            spread = _costs(site, accounts, nodes)
    warm, cold, write = (
        Cost(service, database, coordinator, sum(workers))
        for (service, database), (_, coordinator, *workers) in zip(alone, spread, strict=True)
    )
    return Measured(rows=rows / _ACCOUNTS, bytes=size / _ACCOUNTS, warm=warm, cold=cold, write=write)


def _accounts(site: Site, how_many: int) -> list[Founded]:
    """Make accounts whose interviews go on to the present day: what is long over would cost a poll nothing."""
    return [filled(site, at=datetime.now(UTC)) for _ in range(how_many)]


def _costs(site: Site, accounts: Sequence[Founded], servers: Sequence[str]) -> list[list[float]]:
    """Return what a warm poll, a poll after a write, and a write take of the service, and of each of these servers."""
    warm, both, write = (_cost(asked, site, accounts, servers) for asked in (_polls, _polls_after_writes, _writes))
    return [warm, [together - alone for together, alone in zip(both, write, strict=True)], write]


def _cost(
    asked: Callable[[str], Script], site: Site, accounts: Sequence[Founded], servers: Sequence[str]
) -> list[float]:
    """Return what is asked, one of each kind, takes of the service, and of each of these servers."""
    tokens = cycle([account.token for account in accounts])

    def script() -> Script:
        return asked(next(tokens))

    with ExitStack() as stack:
        running = service(stack, site)
        load(running.port, script, connections=_CONNECTIONS, seconds=_SECONDS / 4)
        processes = [running.pid, *(_postmaster(server) for server in servers)]
        before = [cpu_seconds(process) for process in processes]
        samples = load(running.port, script, connections=_CONNECTIONS, seconds=_SECONDS).values()
        after = [cpu_seconds(process) for process in processes]
    rounds = sum(sample.count for sample in samples) / len(samples)
    return [(late - early) * 1e6 / rounds for early, late in zip(before, after, strict=True)]


async def _counted(site: Site) -> tuple[int, int]:
    """Return how many rows all tables have together, and how many bytes they take."""
    tables = sorted(Base.metadata.tables)
    rows = [await _asked(site.superuser_url, f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608 - ours
    sizes = [await _asked(site.superuser_url, f"SELECT pg_total_relation_size('{table}')") for table in tables]
    return sum(value for ((value,),) in rows), sum(value for ((value,),) in sizes)


async def _nodes(site: Site) -> list[str]:
    """Return the superuser's URL of each server of a cluster, the coordinator's first."""
    url = make_url(site.superuser_url)
    ports = await _asked(site.superuser_url, "SELECT nodeport FROM pg_dist_node ORDER BY groupid")
    return [url.set(port=port).render_as_string() for (port,) in ports]


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


def main() -> None:
    """Measure unless told otherwise, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description="What so many accounts need.")
    parser.add_argument("--tables", action="store_true", help="Only work the tables out, from what was measured last.")
    if not parser.parse_args().tables:
        MEASURED.write_text(json.dumps(asdict(measure()), indent=2) + "\n")
    PAGE.write_text(updated(PAGE.read_text(), stored()))


if __name__ == "__main__":
    main()
