"""The servers that are set side by side, each a process of its own, and the rounds in which they are asked in turn."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Protocol, TypeVar

import httpx

from benchmarks.accounts import bearer
from benchmarks.effort import Effort
from benchmarks.load import Script, load
from trust.service import Service
from trust.site import Site

K = TypeVar("K")

_UVICORN = (sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning")


class Server(Protocol):
    """What listens on a port, and its process."""

    @property
    def port(self) -> int:
        """Where it is asked."""
        ...

    @property
    def pid(self) -> int:
        """The only process, or the parent of several."""
        ...


@dataclass(frozen=True, slots=True)
class Contender:
    """A server that runs, what is asked of it, and the servers behind it, if it passes that on."""

    server: Server
    script: Callable[[], Script]
    behind: Sequence[Server] = ()


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians of rounds: requests a second, latencies in milliseconds, microseconds of processor a request.

    The last are the server's and those behind it, without those of the database's own processes.
    """

    rate: float
    p50: float
    p99: float
    cpu: float

    def values(self) -> dict[str, float]:
        """Return them under the names that figures have."""
        return {"requests_per_second": self.rate, "p50_ms": self.p50, "p99_ms": self.p99, "cpu_us": self.cpu}


def service(stack: ExitStack, site: Site, *options: str, **environment: str) -> Service:
    """Serve Afterword as an operator does, until the stack is unwound."""
    options = ("--no-set-up", *options)
    return stack.enter_context(Service({**site.environment, **environment}, site.folder / "service.log", *options))


def decided(site: Site, path: str, *tokens: str) -> None:
    """Let the service decide, and stop: plans are written down beside the requests, and before a process stops."""
    with ExitStack() as stack:
        url = service(stack, site).url
        for token in tokens:
            httpx.get(f"{url}{path}", headers=bearer(token), timeout=60).raise_for_status()


def length(server: Service, path: str, token: str) -> int:
    """Return how many bytes an answer has."""
    return len(httpx.get(f"{server.url}{path}", headers=bearer(token), timeout=60).raise_for_status().content)


def under_uvicorn(stack: ExitStack, app: str, site: Site, **environment: str) -> Service:
    """Serve another application with one worker, until the stack is unwound."""
    environment = {**site.environment, **environment}
    return stack.enter_context(Service(environment, site.folder / f"{app}.log", app, command=_UVICORN))


def in_turn(keys: Iterable[K], rounds: int) -> Iterator[K]:
    """Go through all of them round after round, each time in another order.

    The machine has a beat of its own: always after the same one, one of two that are the same was a sixth slower.
    """
    some, random = list(keys), Random(1)  # noqa: S311 - no secret
    for _ in range(rounds):
        random.shuffle(some)
        yield from some


def speeds(contenders: Mapping[K, Contender], effort: Effort, *, connections: int) -> dict[K, Speed]:
    """Ask them all in turn, once they are warm."""
    samples: dict[K, list[Speed]] = {key: [] for key in contenders}
    for contender in contenders.values():
        _sample(contender, connections, effort.seconds / 4)
    for key in in_turn(contenders, effort.rounds):
        samples[key].append(_sample(contenders[key], connections, effort.seconds))
    return {
        key: Speed(
            median(one.rate for one in some),
            median(one.p50 for one in some),
            median(one.p99 for one in some),
            median(one.cpu for one in some),
        )
        for key, some in samples.items()
    }


def _sample(contender: Contender, connections: int, seconds: float) -> Speed:
    servers = (contender.server, *contender.behind)
    before = sum(cpu_seconds(server.pid) for server in servers)
    (sample,) = load(contender.server.port, contender.script, connections=connections, seconds=seconds).values()
    spent = sum(cpu_seconds(server.pid) for server in servers) - before
    return Speed(sample.rate, sample.p50, sample.p99, spent * 1e6 / sample.count)


def cpu_seconds(pid: int) -> float:
    """Return how much of the processors a server has used, its workers included, also those that have ended."""
    ticks = 0
    for process in reversed(processes(pid)):  # a worker that ends meanwhile is then counted by the server
        with suppress(FileNotFoundError):
            ticks += sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def processes(pid: int) -> list[int]:
    """Return a process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
