"""The application as a server process runs it: it takes its leave before it stops.

On SIGTERM a process says first that it is not ready, and goes on serving for a while, so that a load balancer has time
to look elsewhere; each answer then ends its connection, so that no client sends a request into a closing one. Then
uvicorn stops as it does on SIGINT: it takes no new connections, and finishes the requests that are under way.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from api.logs import take_warnings
from api.main import Afterword, create_app
from api.settings import Settings

# How many objects more are made than let go before garbage is looked for. Python's own 700 are a few dozen requests.
_NEW_OBJECTS = 10_000


def application() -> "Leaving":
    """Return the service for the environment's settings."""
    take_warnings()
    settings = Settings()
    served = Leaving(create_app(settings), settings.shutdown_delay)
    collect_seldom()
    return served


def collect_seldom() -> None:
    """Look for garbage, which `afterword serve` has put off until now, among what is new from here on, and seldom."""
    gc.freeze()  # what is there by now stays: looking through it for garbage would stop everybody, time and again
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
    gc.enable()


class Leaving:
    """An application that goes on for `delay` seconds when it is told to stop. A second signal ends it at once."""

    def __init__(self, app: Afterword, delay: float) -> None:
        self._app = app
        self._delay = delay

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass everything on; mark the answers from the signal on as the last of their connections."""
        if scope["type"] == "lifespan":
            self._listen()
        return self._app(scope, receive, _last(send) if self._app.state.leaving else send)

    def _listen(self) -> None:
        """Hear SIGTERM in place of uvicorn, whose own handler is there by now."""
        loop = asyncio.get_running_loop()
        stop: Any = signal.getsignal(signal.SIGINT)

        def told(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self._leave, loop, lambda: stop(signal.SIGINT, None))

        signal.signal(signal.SIGTERM, told)

    def _leave(self, loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        if self._app.state.leaving:
            stop()  # uvicorn stops at the first, and waits for nothing more at the second
            stop()
        else:
            self._app.state.leaving = True
            loop.call_later(self._delay, stop)


def _last(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Connection"] = "close"
        await send(message)

    return sent
