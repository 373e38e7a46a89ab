"""A load generator small enough not to be what is measured: keep-alive connections, each one request at a time."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple, cast

import uvloop


class Ask(NamedTuple):
    """A request as it goes over the wire, and by which name its latency is kept."""

    name: str
    content: bytes


class Answer(NamedTuple):
    """What came back: the head in lower case, and the body."""

    head: bytes
    body: bytes


_APART = 0.003
"""Seconds between connections: of several workers, one may take all that come in the same instant."""

Script = Generator[Ask, Answer, None]
"""What one connection asks: it is sent the answer to each request before it gives the next one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen of the requests of one name: how many, how many a second, and latencies in milliseconds."""

    count: int
    rate: float
    p50: float
    p99: float


class UnexpectedAnswerError(Exception):
    """A contender answered with an error: its speed means nothing."""


def ask(method: str, path: str, token: str, *, body: bytes = b"", name: str | None = None, **headers: str) -> Ask:
    """Return a request. Further headers are named by keywords, with `_` for `-`."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
    lines += [f"{header.replace('_', '-')}: {value}" for header, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return Ask(name or method, "\r\n".join([*lines, "", ""]).encode() + body)


def again_and_again(request: Ask) -> Script:
    """Ask one thing for ever."""
    while True:
        yield request


def load(port: int, script: Callable[[], Script], *, connections: int, seconds: float) -> dict[str, Sample]:
    """Run the script on so many connections at once; return a sample for each name in it."""
    return _run(port, script, connections, seconds=seconds)


def requests(port: int, script: Callable[[], Script], *, connections: int, most: int) -> None:
    """Run the script on so many connections until about this many requests are answered."""
    _run(port, script, connections, most=most)


def _run(
    port: int,
    script: Callable[[], Script],
    connections: int,
    *,
    seconds: float = float("inf"),
    most: float = float("inf"),
) -> dict[str, Sample]:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_together(port, script, connections, seconds, most))


async def _together(
    port: int, script: Callable[[], Script], connections: int, seconds: float, most: float
) -> dict[str, Sample]:
    loop = asyncio.get_running_loop()
    clients = [_Client(script(), most / connections) for _ in range(connections)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc] # mypy infers no default
        await asyncio.sleep(_APART)
    began = perf_counter()
    for client in clients:
        client.begin(until=began + seconds)
    await asyncio.gather(*(client.done for client in clients))
    elapsed = perf_counter() - began
    latencies = defaultdict[str, list[float]](list)
    for client in clients:
        for name, latency in client.latencies:
            latencies[name].append(latency * 1000)
    return {
        name: Sample(
            len(some), len(some) / elapsed, median(some), quantiles(some, n=100)[98] if len(some) > 1 else some[0]
        )
        for name, some in latencies.items()
    }


class _Client(asyncio.Protocol):
    """One connection. `latencies` are in seconds; `done` is, when time is up or enough was asked."""

    def __init__(self, script: Script, most: float) -> None:
        self.latencies: list[tuple[str, float]] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._script = script
        self._most = most
        self._received = bytearray()
        self._expected: int | None = None
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be ready to begin."""
        self._transport = cast("asyncio.Transport", transport)

    def begin(self, *, until: float) -> None:
        """Send the first request. No other follows an answer that comes after `until`."""
        self._until = until
        self._send(next(self._script))

    def data_received(self, data: bytes) -> None:
        """Take in an answer, and go on once it is whole."""
        self._received += data
        if self._expected is None:
            head, found, _ = self._received.partition(b"\r\n\r\n")
            if not found:
                return
            self._head = bytes(head).lower()
            self._expected = len(head) + len(found) + _length(self._head)
        if len(self._received) < self._expected:
            return
        now = perf_counter()
        self.latencies.append((self._asked, now - self._began))
        if self._head[9:10] not in b"23":
            self._end(UnexpectedAnswerError(self._received.decode()))
        elif now >= self._until or len(self.latencies) >= self._most:
            self._end()
        else:
            body = bytes(self._received[len(self._head) + 4 :])
            self._received.clear()
            self._expected = None
            self._send(self._script.send(Answer(self._head, body)))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell of an end before the end."""
        if not self.done.done():
            self.done.set_exception(UnexpectedAnswerError("the connection was closed"))

    def _send(self, request: Ask) -> None:
        self._asked = request.name
        self._began = perf_counter()
        self._transport.write(request.content)

    def _end(self, error: Exception | None = None) -> None:
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)
        self._transport.close()


def _length(head: bytes) -> int:
    """Return how many bytes of a body follow; 204 and 304 have none."""
    length = head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
    return int(length or b"0")
