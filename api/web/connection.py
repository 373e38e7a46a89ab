"""One connection of uvicorn's, with an end to its patience, and Problem Details where there is no request yet.

uvicorn waits for ever for the rest of a request, and for a client to read its answer. Here a connection looks at itself
every now and then; what goes on between costs next to nothing. How long a body may take is `api.web.routing`'s to say.
"""

import asyncio
from operator import itemgetter
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import Any

from uvicorn._types import HTTPScope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from api.ids import new_id
from api.web.bounds import LEAST_RATE, URL_LIMIT
from api.web.envelope import HEADER, SECURITY
from api.web.metrics import REFUSED
from api.web.problems import MEDIA_TYPE, HeadersTooLarge, Malformed, Overloaded, Problem, RequestTimeout, UriTooLong

KEEP_ALIVE = 65
"""Seconds that an idle connection is kept: longer than reverse proxies do, so that they never use one just closed."""

HEAD_LIMIT = 64_000
"""Bytes of an unfinished head that are waited for. A finished one is held to the limits of `api.web.bounds`."""

_AT_ONCE = pack("ii", 1, 0)


class Connection(HttpToolsProtocol):
    """One client's connection. `patience` is in seconds; `most` is how many connections a process serves at once."""

    # What uvicorn declares to be always there is not there before the first request.
    scope: HTTPScope | None  # type: ignore[assignment]
    cycle: RequestResponseCycle | None  # type: ignore[assignment]

    def __init__(self, *uvicorns: Any, patience: float, most: int, **own: Any) -> None:
        super().__init__(*uvicorns, **own)
        self._patience = patience
        self._most = most
        self._look_every = min(1.0, patience / 4)
        self._next_look: asyncio.TimerHandle | None = None
        self._head_since: float | None = None
        self._head_bytes = 0
        self._arriving = False
        """Whether the end of the last request is still to come."""
        self._unwanted_since: float | None = None
        """Since when the rest of a body that was answered already is seen to come."""
        self._closing_since: float | None = None
        self._answers = 0
        self._unread: tuple[float, int, int] | None = None
        """Since when an answer waits to be read, how many bytes of it there were then, and how many answers before."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Take the connection on, or say that there are too many."""
        super().connection_made(transport)
        self._head_since = self.loop.time()
        if len(self.connections) > self._most and not self._make_room():
            if len(self.connections) > 2 * self._most:  # too many even to be told so
                REFUSED.labels("none").inc()
                transport.abort()
                return
            self._refuse(Overloaded())
        self._next_look = self.loop.call_later(self._look_every, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of everything."""
        if self._next_look is not None:
            self._next_look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came. What comes after a refusal is only waited out."""
        if self._closing_since is not None:
            return
        begun = self.scope
        super().data_received(data)
        if self._head_since is not None and self.scope is begun and self._closing_since is None:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_LIMIT:
                self._refuse(UriTooLong(URL_LIMIT) if len(self.url) > URL_LIMIT else HeadersTooLarge(HEAD_LIMIT))

    def on_message_begin(self) -> None:
        """Begin a request: its head has to come in time."""
        super().on_message_begin()
        self._head_since = self.loop.time()
        self._head_bytes = 0
        self._arriving = True
        self._unwanted_since = None

    def on_headers_complete(self) -> None:
        """Hand the request over to the application."""
        self._head_since = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request. One that was answered before its end leaves the connection idle, as any other answer does."""
        super().on_message_complete()
        self._arriving = False
        if self._at_work is None and self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def on_response_complete(self) -> None:
        """Go on to the next request."""
        self._answers += 1
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words
        """Answer what is no HTTP. A request before it, if complete, gets its own answer first."""
        at_work = self._at_work
        if at_work is not None and not at_work.more_body:
            at_work.keep_alive = False
            self.flow.pause_reading()
        else:
            self._refuse(Malformed())

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: a client may offer to speak another protocol, and is answered in this one."""

    @property
    def _at_work(self) -> RequestResponseCycle | None:
        """The last request, until it is answered."""
        return None if self.cycle is None or self.cycle.response_complete else self.cycle

    def _make_room(self) -> bool:
        """Close the connection that has been idle for longest; return whether there was one."""
        idle = [
            (other.timeout_keep_alive_task.when(), other.transport)
            for other in self.connections
            if isinstance(other, Connection) and other.timeout_keep_alive_task and not other.transport.is_closing()
        ]
        if not idle:
            return False
        _, longest = min(idle, key=itemgetter(0))
        longest.close()
        return True

    def _look(self) -> None:
        """Look at how the client does, and again in a while for as long as it is there."""
        now = self.loop.time()
        if self._is_reading_too_slowly(now):
            # Without lingering, or the system would go on offering what it holds of the answer for minutes.
            self.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, _AT_ONCE)
            self.transport.abort()
            return
        if self._closing_since is not None:
            if now - self._closing_since > self._patience:
                self.transport.close()
        elif self._at_work is None:
            self._look_at_idleness(now)
        self._next_look = self.loop.call_later(self._look_every, self._look)

    def _look_at_idleness(self, now: float) -> None:
        if self._arriving and self._head_since is None:  # answered before it was all there
            if self._unwanted_since is None:
                self._unwanted_since = now
            elif now - self._unwanted_since > self._patience:
                self.transport.close()
        elif self._head_since is None:
            if self.timeout_keep_alive_task is None:  # bytes came that begin no request
                self._head_since = now
        elif now - self._head_since > self._patience:
            if self.scope is None or (self.cycle is not None and self.cycle.scope is self.scope):
                self.transport.close()  # nothing was asked
            else:
                self._refuse(RequestTimeout())

    def _is_reading_too_slowly(self, now: float) -> bool:
        waiting = self.transport.get_write_buffer_size()
        if not waiting or self._unread is None or self._unread[2] != self._answers:
            self._unread = (now, waiting, self._answers) if waiting else None
            return False
        since, before, answers = self._unread
        if now - since < self._patience:
            return False
        self._unread = (now, waiting, answers)
        return before - waiting < LEAST_RATE * self._patience

    def _refuse(self, problem: Problem) -> None:
        """Answer in place of the application, and wait a little for the client to read it."""
        at_work = self._at_work
        if at_work is not None:
            at_work.disconnected = True
            at_work.message_event.set()
            if at_work.response_started or self.pipeline:
                self.transport.close()
                return
        REFUSED.labels(str(problem.status)).inc()
        content = problem.content("*")  # nobody knows which path it would have been
        headers = [
            *self.server_state.default_headers,
            *SECURITY,
            *((name.lower().encode(), value.encode()) for name, value in (problem.headers or {}).items()),
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(content)).encode()),
            (b"cache-control", b"no-store"),
            (HEADER, new_id().encode()),
        ]
        if "Connection" not in (problem.headers or {}):
            headers.append((b"connection", b"close"))
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        self.transport.write(b"%s%s\r\n%s" % (STATUS_LINE[problem.status], lines, content))
        self._closing_since = self.loop.time()
        # Closed at once, the connection might be reset before the client has read why.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
