"""Slow connections: clients that dawdle in every way there is, while an ordinary one wants its answers."""

import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlsplit

from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.wire import Client

_LATE_SECONDS = 1.0
"""What the 99th of a hundred answers has to stay under."""
_DRIP_SECONDS = 0.25
_BUSY_SECONDS = 5.0

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Dawdle = Callable[[Streams, bytes], Awaitable[None]]


@dataclass(slots=True)
class Crowd:
    """The slow connections: how many were opened, how many of those the service ended, and for how long each lasted."""

    opened: int = 0
    lasted: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowness(Outcome):
    """What an ordinary client got, and what became of the slow ones."""

    answered: int
    """Requests of the ordinary client that were answered with 200."""
    failed: int
    """Its requests that were not."""
    late: int
    """Answers that took a second or more."""
    p99_seconds: float
    opened: int
    """Slow connections, of which there were always as many as asked for: each that ended was followed by another."""
    ended: int
    """Those that the service ended."""
    outstayed: int
    """Those that lasted for more than three times the service's patience, and the time that a busy machine adds."""

    @property
    def held(self) -> bool:
        """Whether the ordinary client was served, 99 times of a hundred within the second, and no slow one stayed."""
        served = self.answered > 0 and not self.failed and 100 * self.late <= self.answered
        return served and self.ended > 0 and not self.outstayed


def run(site: Site, *, connections: int, seconds: int, patience: int) -> Slowness:
    """Hold so many slow connections open for so long, to two worker processes of this patience (in seconds)."""
    (account,) = site.found()
    environment = {**site.environment, "AFTERWORD_PATIENCE": str(patience)}
    with Service(environment, site.folder / "service.log", "--workers", "2") as service:
        return asyncio.run(_crowded(service.url, account.token, connections, seconds, patience))


async def _crowded(url: str, token: str, connections: int, seconds: int, patience: int) -> Slowness:
    crowd, took = Crowd(), list[float]()
    place = urlsplit(url)
    address = (place.hostname or "", place.port or 0)
    bearer = f"Authorization: Bearer {token}\r\n".encode()
    kinds = itertools.cycle((_drip_head, _stall_body, _say_nothing, _read_nothing))

    async def dawdler(dawdle: Dawdle) -> None:
        while True:
            began = perf_counter()
            streams = await _connected(address)
            crowd.opened += 1
            try:
                with suppress(OSError):
                    await dawdle(streams, bearer)
                crowd.lasted.append(perf_counter() - began)
            finally:
                streams[1].transport.abort()

    async with asyncio.timeout(seconds + 60):
        tasks = [asyncio.create_task(dawdler(next(kinds))) for _ in range(connections)]
        failed = 0
        async with Client(url, token) as client:
            until = perf_counter() + seconds
            while (began := perf_counter()) < until:
                failed += (await client.ask("GET", "/account")).status != HTTPStatus.OK
                took.append(perf_counter() - began)
                await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    failed += sum(not isinstance(end, asyncio.CancelledError) for end in ends)
    return Slowness(
        answered=len(took) - failed,
        failed=failed,
        late=sum(each >= _LATE_SECONDS for each in took),
        p99_seconds=round(sorted(took)[len(took) * 99 // 100], 3),
        opened=crowd.opened,
        ended=len(crowd.lasted),
        outstayed=sum(each > 3 * patience + _BUSY_SECONDS for each in crowd.lasted),
    )


async def _connected(address: tuple[str, int]) -> Streams:
    """Connect as a client with little room for answers, of which the system would else take in much unread."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.settimeout(0)
    try:
        await asyncio.get_running_loop().sock_connect(connection, address)
        return await asyncio.open_connection(sock=connection, limit=1_024)
    except BaseException:
        connection.close()
        raise


async def _drip_head(streams: Streams, bearer: bytes) -> None:
    """Send a head byte by byte, and never its end."""
    reader, writer = streams
    writer.write(b"GET /account HTTP/1.1\r\nHost: a\r\n" + bearer + b"X-Slow: ")
    while not reader.at_eof():
        writer.write(b"x")
        await writer.drain()
        with suppress(TimeoutError):
            await asyncio.wait_for(reader.read(1_000), _DRIP_SECONDS)


async def _stall_body(streams: Streams, bearer: bytes) -> None:
    """Send half of a body, and no more."""
    reader, writer = streams
    head = b"POST /organizations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
    writer.write(head + bearer + b'\r\n{"name": "')
    await reader.read()


async def _say_nothing(streams: Streams, _bearer: bytes) -> None:
    """Hold a connection, and ask for nothing."""
    await streams[0].read()


async def _read_nothing(streams: Streams, _bearer: bytes) -> None:
    """Ask for much, and leave the answers unread until the connection is reset."""
    _, writer = streams
    writer.write(b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n" * 5)
    # Whoever reads nothing is not told by asyncio that there is nothing more to read.
    while not writer.get_extra_info("socket").getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):  # noqa: ASYNC110
        await asyncio.sleep(_DRIP_SECONDS)


TRIAL = Trial(
    name="slow",
    claim="200 slow connections end, and an ordinary client's answers stay under a second (99 of 100)",
    run=run,
    middle={"connections": 200, "seconds": 10, "patience": 2},
    long={"connections": 200, "seconds": 60, "patience": 10},
    databases=("sqlite",),
)
