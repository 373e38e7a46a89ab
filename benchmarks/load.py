"""A load generator small enough not to be what is measured: raw keep-alive connections, one request at a time each."""

import asyncio
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Opened = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one round saw: requests per second, and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


class UnexpectedAnswerError(Exception):
    """A contender answered something other than 200: its speed means nothing."""


async def round_of(port: int, path: str, token: str, *, connections: int, seconds: float) -> Sample:
    """Ask the server on this port for `seconds`, over so many connections at once."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    opened = [await asyncio.open_connection("127.0.0.1", port, limit=2**22) for _ in range(connections)]
    began = perf_counter()
    latencies = [
        latency
        for one in await asyncio.gather(*(_ask(connection, request, began + seconds) for connection in opened))
        for latency in one
    ]
    elapsed = perf_counter() - began
    for _, writer in opened:
        writer.close()
    return Sample(
        rate=len(latencies) / elapsed, p50=median(latencies) * 1000, p99=quantiles(latencies, n=100)[98] * 1000
    )


async def _ask(connection: Opened, request: bytes, until: float) -> list[float]:
    latencies = []
    while (began := perf_counter()) < until:
        await exchange(connection, request)
        latencies.append(perf_counter() - began)
    return latencies


async def exchange(connection: Opened, request: bytes) -> bytes:
    """Send one request and return the body of its answer."""
    reader, writer = connection
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200 "):
        raise UnexpectedAnswerError(head.decode())
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)
