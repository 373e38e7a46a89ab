"""From one machine to a hundred million accounts: what is measured, what is supposed, and what follows from both.

`python -m benchmarks.scaling` measures anew, and writes `docs/scaling.json` and the tables of `docs/scaling.md`. It
needs PostgreSQL with Citus on the machine (`trust/citus.py`). With `--tables` it only works the tables out.
"""

import argparse
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.costs import Cost, Measured, measure
from benchmarks.report import circumstances

_DOCS = Path(__file__).parent.parent / "docs"
MEASURED = _DOCS / "scaling.json"
PAGE = _DOCS / "scaling.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- /figures -->\n"

_DAY = 86_400

LEAST_SHARDS, SHARDS_A_SERVER = 128, 16
"""Enough to have some to move when there are more servers: a shard is not easily cut."""
COPIES, COPIES_OF_A_FILE = 3, 2
"""The rows, a standby's, and backups. A file has no standby."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What nobody can measure beforehand: change it here, and run this with `--tables`."""

    in_use: float = 0.1
    """Share of the accounts whose owners are looking for work; nobody asks for the others."""
    polls: int = 96
    """Polls a day of an account in use: one every quarter of an hour."""
    writes: int = 5
    """Writes a day of an account in use. After each, a poll decides."""
    with_tag: float = 0.5
    """Share of the polls that send the entity tag of the answer before, as browsers do by themselves."""
    peak: float = 3.0
    """The busiest hour against the mean."""
    utilisation: float = 0.5
    """Of the processors, in that hour."""
    cache_bytes: int = 64_000_000
    """What a process keeps of answers: the default of `AFTERWORD_ANSWER_CACHE_SIZE`."""
    replica_cores: int = 8
    """One process each. So has the one machine with SQLite."""
    pool: int = 9
    """Connections of a process at most, the four that look up tokens included."""
    server_cores: int = 16
    server_gigabytes: int = 1_000
    """The disk of one PostgreSQL server, or of the one machine, of which half is to stay free."""
    core_price: float = 20.0
    """A month of one core with its memory, in euros."""
    gigabyte_price: float = 0.1
    """A month of one gigabyte on disk, in euros."""


SUPPOSED = Supposed()
STEPS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
"""How many accounts there are."""


class Polls(NamedTuple):
    """How polls are answered: shares of all of them, which are 1 together."""

    warm: float
    cold: float
    deciding: float


class Need(NamedTuple):
    """What so many accounts need."""

    accounts: int
    database: str
    rows: float
    gigabytes: float
    requests: float
    """A second, at the peak."""
    gigabits: float
    """A second, at the peak: the bodies of answers to polls."""
    warm: float
    """Share of the polls that are answered from memory."""
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


def polls(accounts: int, processes: int, measured: Measured, supposed: Supposed = SUPPOSED) -> Polls:
    """Return how polls are answered, of which each comes to any of the processes.

    There is a new answer after each write, which one poll decides, and after each change that the clock makes. Of the
    polls until the next one, the first that comes to a process finds nothing in its memory. Nor do others, if it has
    been asked for so many accounts since that it had no room.
    """
    deciding = min(supposed.writes / supposed.polls, 1)
    of_an_answer = 1 / _new(measured, supposed)
    first = processes * (1 - (1 - 1 / processes) ** of_an_answer)
    room = min(supposed.cache_bytes / (accounts * supposed.in_use * measured.answer_bytes), 1)
    warm = (1 - first / of_an_answer) * room
    return Polls(warm, 1 - warm - deciding, deciding)


def _new(measured: Measured, supposed: Supposed) -> float:
    """Return the share of the polls that find something new."""
    return min((supposed.writes + measured.changes) / supposed.polls, 1)


class _Peak:
    """What so many accounts ask for in the busiest hour, a second."""

    def __init__(self, accounts: int, measured: Measured, supposed: Supposed) -> None:
        in_use = accounts * supposed.in_use * supposed.peak / _DAY
        self.writes, self.polls = in_use * supposed.writes, in_use * supposed.polls
        with_body = 1 - supposed.with_tag * (1 - _new(measured, supposed))
        self.gigabits = self.polls * with_body * measured.answer_bytes * 8 / 1e9
        self._measured = measured

    def cores(self, share: Polls, of: Callable[[Cost], float]) -> float:
        """Return how many processors that keeps busy, by what one request costs."""
        measured = self._measured
        answered = (
            share.warm * of(measured.warm) + share.cold * of(measured.cold) + share.deciding * of(measured.deciding)
        )
        return (self.polls * answered + self.writes * of(measured.write)) / 1e6


def need(accounts: int, measured: Measured, supposed: Supposed = SUPPOSED) -> Need:
    """Return what so many accounts need. One PostgreSQL server does until its processors or its disk are used up."""
    peak = _Peak(accounts, measured, supposed)
    gigabytes = accounts * measured.bytes / 1e9

    def machines(busy: float, size: int) -> int:
        return math.ceil(busy / supposed.utilisation / size)

    def spread(replicas: int) -> tuple[int, Polls, float]:
        """Return how many replicas there are to be, how polls are then answered, and how many cores that keeps busy."""
        share = polls(accounts, replicas * supposed.replica_cores, measured, supposed)
        busy = peak.cores(share, lambda cost: cost.service)
        enough = machines(busy, supposed.replica_cores)
        # With more processes, fewer polls come to one that has the answer.
        return spread(enough) if enough > replicas else (replicas, share, busy)

    replicas, share, service_cores = spread(2)
    database_cores = peak.cores(share, lambda cost: cost.database)
    disks = math.ceil(gigabytes / supposed.server_gigabytes * 2)
    servers, coordinators, shards = max(disks, machines(database_cores, supposed.server_cores)), 0, 1
    if servers > 1:
        passing, holding = (peak.cores(share, of) for of in (lambda cost: cost.coordinator, lambda cost: cost.worker))
        database_cores = passing + holding
        servers = max(disks, machines(holding, supposed.server_cores), 2)
        coordinators = machines(passing, supposed.server_cores)
        shards = max(2 ** math.ceil(math.log2(servers * SHARDS_A_SERVER)), LEAST_SHARDS)
    rented = replicas * supposed.replica_cores + (servers + coordinators) * supposed.server_cores
    return Need(
        accounts=accounts,
        database="Citus" if coordinators else "PostgreSQL",
        rows=accounts * measured.rows,
        gigabytes=gigabytes,
        requests=peak.polls + peak.writes,
        gigabits=peak.gigabits,
        warm=share.warm,
        service_cores=service_cores,
        database_cores=database_cores,
        replicas=replicas,
        coordinators=coordinators,
        servers=servers,
        shards=shards,
        connections=replicas * supposed.replica_cores * supposed.pool,
        euros=rented * supposed.core_price + gigabytes * COPIES * supposed.gigabyte_price,
    )


def need_of_a_file(accounts: int, measured: Measured, supposed: Supposed = SUPPOSED) -> Need | None:
    """Return what so many accounts need of one machine with SQLite; None where its processors or its disk do not do."""
    peak = _Peak(accounts, measured, supposed)
    share = polls(accounts, supposed.replica_cores, measured, supposed)
    cores = peak.cores(share, lambda cost: cost.file)
    gigabytes = accounts * measured.file_bytes / 1e9
    if cores > supposed.replica_cores * supposed.utilisation or gigabytes > supposed.server_gigabytes / 2:
        return None
    return Need(
        accounts=accounts,
        database="SQLite",
        rows=accounts * measured.rows,
        gigabytes=gigabytes,
        requests=peak.polls + peak.writes,
        gigabits=peak.gigabits,
        warm=share.warm,
        service_cores=cores,
        database_cores=0,
        replicas=1,
        coordinators=0,
        servers=0,
        shards=0,
        connections=0,
        euros=supposed.replica_cores * supposed.core_price + gigabytes * COPIES_OF_A_FILE * supposed.gigabyte_price,
    )


def tables(measured: Measured) -> str:
    """Return what was measured, what is supposed and what follows, in Markdown."""
    costs = {
        "a poll, warm": measured.warm,
        "a poll, cold": measured.cold,
        "a poll, deciding": measured.deciding,
        "a write": measured.write,
    }
    told = "\n".join(
        f"- {name.replace('_', ' ')}: {value:,}" if isinstance(value, int) else f"- {name.replace('_', ' ')}: {value:g}"
        for name, value in asdict(SUPPOSED).items()
    )
    files = [found for accounts in STEPS if (found := need_of_a_file(accounts, measured)) is not None]
    return f"""\
**Measured**: an account like the benchmark's, with 25 interviews, has {measured.rows:,.0f} rows, its plan among them.
They take {measured.bytes:,.0f} bytes of PostgreSQL with their indexes, or {measured.file_bytes:,.0f} of an SQLite
file. The answer to a poll has {measured.answer_bytes:,.0f} bytes, and the clock alone changes it
{measured.changes:.1f} times a day. Microseconds of processor that a request takes:

{_table(_COSTS, ((name, *_micros(cost)) for name, cost in costs.items()))}

**Supposed**, as `benchmarks/scaling.py::Supposed` explains:

{told}

**What follows**, at the peak:

{_table(_HEAD, map(_told, [*files, *(need(accounts, measured) for accounts in STEPS)]))}
"""


_COSTS = (
    "request",
    "service on SQLite",
    "service on PostgreSQL",
    "one PostgreSQL",
    "or: Citus's coordinator",
    "and a worker",
    "both, of one PostgreSQL",
)
_HEAD = (
    "accounts",
    "database",
    "rows",
    "GB",
    "requests/s",
    "Gbit/s",
    "polls warm",
    "service, cores",
    "database, cores",
    "replicas",
    "PostgreSQL servers",
    "shards",
    "connections",
    "€ a month",
    "cents an account",
)


def _micros(cost: Cost) -> tuple[str, ...]:
    return *map(_whole, asdict(cost).values()), f"{cost.times:.1f}"


def _told(need: Need) -> tuple[str, ...]:
    return (
        _whole(need.accounts),
        need.database,
        _whole(need.rows),
        f"{need.gigabytes:,.1f}",
        f"{need.requests:,.1f}",
        f"{need.gigabits:,.3f}",
        f"{need.warm:.1%}",
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
        file_bytes=kept["file_bytes"],
        answer_bytes=kept["answer_bytes"],
        changes=kept["changes"],
        warm=Cost(**kept["warm"]),
        cold=Cost(**kept["cold"]),
        deciding=Cost(**kept["deciding"]),
        write=Cost(**kept["write"]),
    )


def main() -> None:
    """Measure unless told otherwise, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description="What so many accounts need.")
    parser.add_argument("--tables", action="store_true", help="Only work the tables out, from what was measured last.")
    if not parser.parse_args().tables:
        under = {"measured_under": circumstances("usual")}
        MEASURED.write_text(json.dumps(under | asdict(measure()), indent=2) + "\n")
    PAGE.write_text(updated(PAGE.read_text(), stored()))


if __name__ == "__main__":
    main()
