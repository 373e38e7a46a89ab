"""What is noted while requests are answered, and written down beside them."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from api.db import DatabaseUnavailableError

FLUSH_SECONDS = 30.0


class Flushed(ABC):
    """Notes that no request waits for. A process that is killed loses those of the last half minute."""

    def __init__(self) -> None:
        self._hurried = asyncio.Event()

    @abstractmethod
    async def flush(self) -> None:
        """Write down what is noted; raise `DatabaseUnavailableError`."""

    def hurry(self) -> None:
        """Have what is noted written down at once, beside the requests as ever."""
        self._hurried.set()

    @asynccontextmanager
    async def flushing(self) -> AsyncIterator[None]:
        """Flush now and then while the block runs, or in a hurry, and once at its end."""
        task = asyncio.create_task(self._keep_flushing())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await self._try_to_flush()

    async def _keep_flushing(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_SECONDS):
                    await self._hurried.wait()
            self._hurried.clear()
            await self._try_to_flush()

    async def _try_to_flush(self) -> None:
        with suppress(DatabaseUnavailableError):
            await self.flush()
