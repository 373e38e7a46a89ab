"""How often one token may ask, and the headers that say so.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10. Windows are fixed and the same for everybody, on the
clock of the day: what is left of one needs no look-up, and all counts of the last one can be dropped at once.
"""

import asyncio
import logging
from typing import Any, NamedTuple, Protocol, Self

from api.clock import Clock
from api.web.problems import RateLimited

log = logging.getLogger("afterword")

_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}

_MOST_COUNTED = 100_000
"""How many tokens one process counts at most: some 20 MB of them."""

_PATIENCE = 0.25
"""Seconds that an answer may wait for the shared counts."""
_PAUSE = 5.0
"""Seconds to go without the shared counts after they could not be had."""

Headers = list[tuple[bytes, bytes]]


class Rate(NamedTuple):
    """So many requests in so many seconds."""

    requests: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Read one as the settings have it: `600/minute`."""
        requests, _, period = text.partition("/")
        return cls(int(requests), _SECONDS[period])


class Counts(Protocol):
    """How many requests there were of each caller in a window."""

    async def count(self, window: int, caller: str) -> int:
        """Count one more, and return how many that makes."""

    async def close(self) -> None:
        """Let go of every connection."""


class LocalCounts:
    """The counts of this process alone."""

    def __init__(self) -> None:
        self._window = 0
        self._counts: dict[str, int] = {}

    async def count(self, window: int, caller: str) -> int:  # noqa: D102 - said by the protocol
        if window != self._window:
            self._window, self._counts = window, {}
        counted = self._counts[caller] = self._counts.get(caller, 0) + 1
        if len(self._counts) > _MOST_COUNTED:
            del self._counts[next(iter(self._counts))]
        return counted

    async def close(self) -> None:  # noqa: D102 - said by the protocol
        self._counts.clear()


class SharedCounts:
    """The counts of all processes, in Redis. While it is away, each process goes by its own."""

    def __init__(self, storage: Any, seconds: int) -> None:
        self._storage = storage
        self._seconds = seconds
        self._local = LocalCounts()
        self._away_until = 0.0

    @classmethod
    def at(cls, url: str, seconds: int) -> Self:
        """Return the counts in the Redis at a URL. Nothing is connected before the first request."""
        # The package takes a tenth of a second to load, and is installed only where Redis is used.
        from limits.storage import storage_from_string  # noqa: PLC0415

        options: dict[str, Any] = {"socket_timeout": _PATIENCE, "socket_connect_timeout": _PATIENCE}
        storage = storage_from_string(f"async+{url}", implementation="redispy", key_prefix="afterword", **options)
        return cls(storage, seconds)

    async def count(self, window: int, caller: str) -> int:  # noqa: D102 - said by the protocol
        loop = asyncio.get_running_loop()
        here = await self._local.count(window, caller)
        if loop.time() < self._away_until:
            return here
        try:
            async with asyncio.timeout(_PATIENCE):
                counted: int = await self._storage.incr(f"rate/{caller}/{window}", self._seconds)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the counts, the request is not
            if not self._away_until:
                log.warning("The shared rate limit is away (%s): every process counts by itself", type(error).__name__)
            self._away_until = loop.time() + _PAUSE
            return here
        if self._away_until:
            log.warning("The shared rate limit is back")
            self._away_until = 0.0
        return counted

    async def close(self) -> None:  # noqa: D102 - said by the protocol
        client = self._storage.bridge.storage
        await client.aclose()


class RateLimit:
    """The limit that holds for each caller."""

    def __init__(self, rate: Rate, counts: Counts, clock: Clock) -> None:
        self._rate = rate
        self._counts = counts
        self._clock = clock
        self._policy = (b"ratelimit-policy", b'"token";q=%d;w=%d' % rate)

    async def spend(self, caller: str, headers: Headers) -> None:
        """Take one of the caller's requests, and add to the headers of the answer what is left.

        Raises:
            RateLimited: There was none left.
        """
        requests, seconds = self._rate
        window, into = divmod(int(self._clock().timestamp()), seconds)
        counted = await self._counts.count(window, caller)
        left = seconds - into
        headers += (self._policy, (b"ratelimit", b'"token";r=%d;t=%d' % (max(0, requests - counted), left)))
        if counted > requests:
            raise RateLimited(left)

    async def close(self) -> None:
        """Let go of the counts."""
        await self._counts.close()


def open_rate_limit(rate: str, redis_url: str | None, clock: Clock) -> RateLimit:
    """Return the limit that the settings ask for: counted in Redis where there is one, else by each process."""
    parsed = Rate.of(rate)
    counts = LocalCounts() if redis_url is None else SharedCounts.at(redis_url, parsed.seconds)
    return RateLimit(parsed, counts, clock)
