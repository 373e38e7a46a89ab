"""What is noted while requests are answered, and written down beside them."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from api.db import DatabaseUnavailableError

FLUSH_SECONDS = 30.0


class Flushed(ABC):
    """Notes that no request waits for. A process that is killed loses those of the last half minute."""

    @abstractmethod
    async def flush(self) -> None:
        """Write down what is noted; raise `DatabaseUnavailableError`."""

    @asynccontextmanager
    async def flushing(self) -> AsyncIterator[None]:
        """Flush now and then while the block runs, and once at its end."""
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
            await asyncio.sleep(FLUSH_SECONDS)
            await self._try_to_flush()

    async def _try_to_flush(self) -> None:
        with suppress(DatabaseUnavailableError):
            await self.flush()
