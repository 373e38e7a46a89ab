"""What webhooks are sent to: a small HTTP server that keeps all that comes, and answers as it is told."""

import ssl
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self


class Received(NamedTuple):
    """One request. Names of headers are in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The message's."""
        return self.headers["webhook-id"]


class Reply(NamedTuple):
    """What is answered."""

    status: int = 204
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Receiver:
    """A server on a free port of this machine, for as long as the context lasts."""

    def __init__(self, reply: Callable[[Received], Reply] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[Received] = []
        self.reply = reply or (lambda _: Reply())
        self._server = _Server(self)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Where to send to."""
        return f"http://127.0.0.1:{self.port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that go away."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers["content-length"])
        received = Received(self.path, headers, self.rfile.read(length))
        if len(received.body) < length:  # who sent it was killed
            return
        self.server.receiver.received.append(received)
        status, more, body = self.server.receiver.reply(received)
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Note who follows a redirection."""
        self.server.receiver.received.append(Received(self.path, {}, b""))

    def log_message(self, *_: Any) -> None:
        """Print nothing."""
