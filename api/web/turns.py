"""Long work, one piece at a time: it would only fight over the interpreter, and with every request that is short."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from api.web.problems import Overloaded

MOST = 32
"""Pieces that one process has waiting."""
MOST_OF_ONE = 8
"""Pieces of one account that wait."""


@dataclass(slots=True)
class _Line:
    """The pieces of one account. One of them is up at a time: accounts take turns, however many pieces each has."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns:
    """The turns that the accounts take in one process."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def turn(self, account_id: str) -> AsyncIterator[None]:
        """Wait for a turn of an account's, and have it to oneself for as long as the block takes.

        Raises:
            Overloaded: Too many wait already.
        """
        line = self._lines.get(account_id) or _Line()
        if line.length >= MOST_OF_ONE or sum(one.length for one in self._lines.values()) >= MOST:
            raise Overloaded
        self._lines[account_id] = line
        line.length += 1
        try:
            async with line.lock, self._lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[account_id]
